import type { ChatParameters, ReasoningEffort } from '../core/chatParameters.js';
import type { AdapterId } from '../providers/provider.js';

const sampling = ['temperature', 'topP'] as const;

/**
 * The parameters that a model takes as far as anybody knows; what it refuses all the same its adapter leaves out. Anthropic refuses
 * temperature and top P for all models, OpenAI for those that reason (platform.claude.com/docs and platform.openai.com/docs, API reference).
 * VS Code's models take none.
 * @param efforts its levels of effort; `undefined`: unknown
 */
export function offeredParameters(
  vendor: AdapterId,
  efforts: readonly ReasoningEffort[] | undefined,
): readonly (keyof ChatParameters)[] {
  if (vendor === 'vscode') return [];
  const takesSampling = vendor !== 'anthropic' && (vendor !== 'openai' || efforts?.length === 0);
  return [
    'maxOutputTokens',
    ...(takesSampling ? sampling : []),
    ...(efforts?.length === 0 ? [] : (['reasoningEffort'] as const)),
  ];
}
