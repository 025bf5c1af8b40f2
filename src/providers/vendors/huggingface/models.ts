import { listedModels } from '../../adapter/modelList/listedModels.js';
import { elementsOf, fieldsOf } from '../../adapter/wireValues.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** The router's list, in its own order: what is used most comes first. Throws `invalid-response` for no list. */
export function readModels(response: Response): Promise<ModelInfo[]> {
  return listedModels(response, (model) => {
    // The companies that run it.
    const { id, providers } = model;
    const live = elementsOf(providers)
      .map(fieldsOf)
      .filter(({ status }) => status === 'live');
    if (Array.isArray(providers) && live.length === 0) return undefined;
    return { id, displayName: id, ...toFacts(model, live) };
  });
}
