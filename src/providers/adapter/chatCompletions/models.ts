import type { ModelInfo } from '../../provider.js';
import { limits } from '../limits.js';
import { listedModels } from '../wireValues.js';

/** What servers add to the list of models: vLLM `max_model_len`, gateways `context_length` and `name`. */
interface ListedModel {
  readonly id: string;
  readonly name?: unknown;
  readonly max_model_len?: unknown;
  readonly context_length?: unknown;
}

const otherwise = /embed|rerank|whisper|\btts\b|moderation|stable-diffusion|flux/i;

/** The models of a `GET /models` answer that can chat, as far as their names show it, by name. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer)
    .flatMap((model: ListedModel): ModelInfo[] => {
      if (otherwise.test(model.id)) return [];
      const context = [model.max_model_len, model.context_length].find(
        (value): value is number => typeof value === 'number',
      );
      return [
        {
          id: model.id,
          displayName: typeof model.name === 'string' && model.name !== '' ? model.name : model.id,
          ...(context === undefined ? {} : { contextTokens: context }),
        },
      ];
    })
    .slice(0, limits.models)
    .sort((a, b) => a.id.localeCompare(b.id));
}
