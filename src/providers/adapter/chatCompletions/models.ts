import type { ModelInfo } from '../../provider.js';
import { limits } from '../limits.js';
import { isOtherModel } from '../otherModels.js';
import { countIn, listedModels, textIn } from '../wireValues.js';

/** Where servers put the context: vLLM, OpenRouter and Together, Groq, LM Studio. */
const contextFields = ['max_model_len', 'context_length', 'context_window', 'max_context_length'] as const;

/** The models of a `GET /models` answer but for those that say that they do not chat, by name. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer)
    .flatMap((model): ModelInfo[] => {
      const { id } = model;
      if (isOtherModel(id, model)) return [];
      const context = contextFields.map((field) => countIn(model[field])).find((count) => count !== undefined);
      return [
        {
          id,
          displayName: textIn(model['name']) ?? textIn(model['display_name']) ?? id,
          ...(context === undefined ? {} : { contextTokens: context }),
        },
      ];
    })
    .slice(0, limits.models)
    .sort((a, b) => a.id.localeCompare(b.id));
}
