import type { ModelInfo } from '../../provider.js';
import { limits } from '../limits.js';
import { listedModels, textIn } from '../wireValues.js';
import { toFacts } from './facts.js';

const otherwise = /embed|rerank|whisper|\btts\b|moderation|stable-diffusion|flux/i;

/** The models of a `GET /models` answer that can chat, as far as their names show it, by name. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer)
    .flatMap((model): ModelInfo[] => {
      if (otherwise.test(model.id)) return [];
      return [{ id: model.id, displayName: textIn(model['name']) ?? model.id, ...toFacts(model) }];
    })
    .slice(0, limits.models)
    .sort((a, b) => a.id.localeCompare(b.id));
}
