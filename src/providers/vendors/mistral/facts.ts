import type { BaseModelCard } from '@mistralai/mistralai/models/components/basemodelcard.js';
import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import { dateIn } from '../../adapter/listedFacts.js';

type Card = Pick<BaseModelCard, 'capabilities' | 'maxContextLength' | 'deprecation' | 'deprecationReplacementModel'>;

/**
 * What the list tells of a model: `BaseModelCard` and `ModelCapabilities` in @mistralai/mistralai 2.7. `deprecation` is when the model
 * goes, not when that was announced: codestral-2501, announced on 2025-11-06, had 2026-01-31 (braintrustdata/braintrust-proxy#1005).
 */
export function toFacts({
  capabilities,
  maxContextLength,
  deprecation,
  deprecationReplacementModel,
}: Card): ModelFacts {
  const { vision, functionCalling, reasoning, audio } = capabilities;
  return soundFacts({
    contextTokens: maxContextLength,
    imageInput: vision,
    audioInput: audio,
    tools: functionCalling,
    reasoning,
    deprecated: dateIn(deprecation) === undefined ? undefined : true,
    retiresAt: dateIn(deprecation),
    replacement: deprecationReplacementModel,
  });
}
