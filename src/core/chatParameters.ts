/**
 * With what a model is asked. Shared by the provider port (what is sent) and by the storage port (what is kept with a conversation).
 */

/** All levels of effort that any vendor has, the lowest first. Which of them a model has differs. */
export const reasoningEfforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** How hard a reasoning model thinks. Left out where the model does not reason. */
export type ReasoningEffort = (typeof reasoningEfforts)[number];

/** Every value is optional: what is absent is the vendor's default; what a model refuses is left out by its adapter. */
export interface ChatParameters {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly reasoningEffort?: ReasoningEffort;
}

/** The least and the most that each number may be. */
export const parameterRanges = {
  maxOutputTokens: [1, 1_000_000],
  temperature: [0, 2],
  topP: [0, 1],
} as const satisfies Partial<Record<keyof ChatParameters, readonly [minimum: number, maximum: number]>>;

/** Of values from a file or the settings those that can be sent, within their ranges; whatever else there is is left out. */
export function soundParameters(values: Readonly<Record<string, unknown>>): ChatParameters {
  const temperature = within(values['temperature'], parameterRanges.temperature);
  const topP = within(values['topP'], parameterRanges.topP);
  const maxOutputTokens = within(values['maxOutputTokens'], parameterRanges.maxOutputTokens);
  const reasoningEffort = reasoningEfforts.find((effort) => effort === values['reasoningEffort']);
  return {
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: Math.round(maxOutputTokens) }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
  };
}

function within(value: unknown, [minimum, maximum]: readonly [number, number]): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Math.min(maximum, Math.max(minimum, value));
}
