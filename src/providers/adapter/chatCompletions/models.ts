import type { ModelInfo } from '../../provider.js';
import { limits } from '../limits.js';
import { isOtherModel } from '../otherModels.js';
import { listedModels, textIn } from '../wireValues.js';
import { toFacts } from './facts.js';

/** The models of a `GET /models` answer but for those that say that they do not chat, by name. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer)
    .flatMap((model): ModelInfo[] => {
      const { id } = model;
      if (isOtherModel(id, model)) return [];
      return [{ id, displayName: textIn(model['name']) ?? textIn(model['display_name']) ?? id, ...toFacts(model) }];
    })
    .slice(0, limits.models)
    .sort((a, b) => a.id.localeCompare(b.id));
}
