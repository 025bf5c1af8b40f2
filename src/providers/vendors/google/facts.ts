import type { Model } from '@google/genai/web';
import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';

/**
 * What the list tells of a model: https://ai.google.dev/api/models. Levels of thinking, inputs and dates are not in it. The limit is
 * that of the input alone.
 */
export function toFacts({ inputTokenLimit, outputTokenLimit, thinking }: Model): ModelFacts {
  return soundFacts({ contextTokens: inputTokenLimit, maxOutputTokens: outputTokenLimit, reasoning: thinking });
}
