import type { StoredSelection } from '../storage/api/chatHistory.js';

type ChatParameters = StoredSelection['parameters'];
type ReasoningEffort = NonNullable<ChatParameters['reasoningEffort']>;

/** Words and values for people: the translation function of the editor. */
type Translate = (message: string, ...values: string[]) => string;

export interface ParameterTexts {
  /** Where no effort is chosen. */
  readonly defaultEffort: string;
  effort(effort: ReasoningEffort): string;
  /** One for each parameter that is set, such as "Temperature: 0.5". */
  list(parameters: ChatParameters): readonly string[];
}

/** @param locale BCP 47 */
export function parameterTexts(t: Translate, locale: string): ParameterTexts {
  const efforts: Readonly<Record<ReasoningEffort, string>> = {
    none: t('No reasoning'),
    minimal: t('Minimal'),
    low: t('Low'),
    medium: t('Medium'),
    high: t('High'),
    xhigh: t('Very high'),
    max: t('Maximum'),
  };
  const number = (value: number): string => value.toLocaleString(locale, { maximumFractionDigits: 4 });
  return {
    defaultEffort: t('Default effort'),
    effort: (effort) => efforts[effort],
    list: ({ reasoningEffort, temperature, topP, maxOutputTokens }) => [
      ...(reasoningEffort === undefined ? [] : [t('Effort: {0}', efforts[reasoningEffort])]),
      ...(temperature === undefined ? [] : [t('Temperature: {0}', number(temperature))]),
      ...(topP === undefined ? [] : [t('Top P: {0}', number(topP))]),
      ...(maxOutputTokens === undefined ? [] : [t('Maximum output tokens: {0}', number(maxOutputTokens))]),
    ],
  };
}
