import { elementsOf, fieldsOf, listedModels } from '../../adapter/wireValues.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** The router's list, in its own order: what is used most comes first. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer).flatMap((model): ModelInfo[] => {
    // The companies that run it.
    const { id, providers } = model;
    const live = elementsOf(providers)
      .map(fieldsOf)
      .filter(({ status }) => status === 'live');
    if (Array.isArray(providers) && live.length === 0) return [];
    return [{ id, displayName: id, ...toFacts(model, live) }];
  });
}
