import type { ReasoningEffort } from '../../../core/chatParameters.js';
import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import { dateIn } from '../../adapter/modelList/listedFacts.js';
import { fieldsOf, type WireFields } from '../../adapter/wireValues.js';

const levels: readonly ReasoningEffort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** What the Models API tells of a model: `ModelInfo` and `ModelCapabilities` in `resources/models` of @anthropic-ai/sdk 1.14. */
export function toFacts(model: WireFields): ModelFacts {
  const capabilities = fieldsOf(model['capabilities']);
  const { lifecycle } = model;
  return soundFacts({
    contextTokens: model['max_input_tokens'],
    maxOutputTokens: model['max_tokens'],
    imageInput: supportIn(capabilities['image_input']),
    pdfInput: supportIn(capabilities['pdf_input']),
    structuredOutput: supportIn(capabilities['structured_outputs']),
    reasoning: supportIn(capabilities['thinking']),
    efforts: effortsIn(capabilities['effort']),
    deprecated: typeof lifecycle === 'string' ? lifecycle !== 'active' : undefined,
    retiresAt: dateIn(model['retires_at']),
  });
}

/** `CapabilitySupport`. */
function supportIn(value: unknown): unknown {
  return fieldsOf(value)['supported'];
}

/** `EffortCapability`: whether there is a choice, and each level. */
function effortsIn(value: unknown): readonly ReasoningEffort[] | undefined {
  const supported = supportIn(value);
  if (supported === false) return [];
  return supported === true ? levels.filter((level) => supportIn(fieldsOf(value)[level]) === true) : undefined;
}
