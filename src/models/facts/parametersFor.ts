import type { ChatParameters } from '../../core/chatParameters.js';
import type { KnownFacts } from './modelFacts.js';

/** The parameters of a chat as far as a model is known to have them: what nobody knows stays, and its adapter leaves out what it refuses. */
export function parametersFor(parameters: ChatParameters, { efforts, maxOutputTokens }: KnownFacts): ChatParameters {
  const { reasoningEffort, maxOutputTokens: wanted, ...others } = parameters;
  const hasEffort = reasoningEffort !== undefined && (efforts?.value.includes(reasoningEffort) ?? true);
  return {
    ...others,
    ...(wanted === undefined ? {} : { maxOutputTokens: Math.min(wanted, maxOutputTokens?.value ?? wanted) }),
    ...(hasEffort ? { reasoningEffort } : {}),
  };
}
