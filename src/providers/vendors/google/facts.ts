import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import type { WireFields } from '../../adapter/wireValues.js';

/**
 * What the list tells of a model: https://ai.google.dev/api/models. Levels of thinking, inputs and dates are not in it. The limit is
 * that of the input alone.
 */
export function toFacts(model: WireFields): ModelFacts {
  return soundFacts({
    contextTokens: model['inputTokenLimit'],
    maxOutputTokens: model['outputTokenLimit'],
    reasoning: model['thinking'],
  });
}
