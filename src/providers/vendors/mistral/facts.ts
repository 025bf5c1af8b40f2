import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import { dateIn } from '../../adapter/modelList/listedFacts.js';
import { fieldsOf, type WireFields } from '../../adapter/wireValues.js';

/**
 * What the list tells of a model: `BaseModelCard` and `ModelCapabilities` in @mistralai/mistralai 2.7. `deprecation` is when the model
 * goes, not when that was announced: codestral-2501, announced on 2025-11-06, had 2026-01-31 (braintrustdata/braintrust-proxy#1005).
 */
export function toFacts(model: WireFields): ModelFacts {
  const capabilities = fieldsOf(model['capabilities']);
  const retiresAt = dateIn(model['deprecation']);
  return soundFacts({
    contextTokens: model['max_context_length'],
    imageInput: capabilities['vision'],
    audioInput: capabilities['audio'],
    tools: capabilities['function_calling'],
    reasoning: capabilities['reasoning'],
    deprecated: retiresAt === undefined ? undefined : true,
    retiresAt,
    replacement: model['deprecation_replacement_model'],
  });
}
