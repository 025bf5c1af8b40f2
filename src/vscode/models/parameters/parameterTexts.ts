import * as vscode from 'vscode';
import type { ChatParameters, ReasoningEffort } from '../../../core/chatParameters.js';

/** A level of effort in words. */
export function effortLabel(effort: ReasoningEffort): string {
  const { t } = vscode.l10n;
  const labels: Readonly<Record<ReasoningEffort, string>> = {
    none: t('No reasoning'),
    minimal: t('Minimal'),
    low: t('Low'),
    medium: t('Medium'),
    high: t('High'),
    xhigh: t('Very high'),
    max: t('Maximum'),
  };
  return labels[effort];
}

/** One line for each parameter that is set, such as "Temperature: 0.5". */
export function parameterLabels({
  reasoningEffort,
  temperature,
  topP,
  maxOutputTokens,
}: ChatParameters): readonly string[] {
  const { t } = vscode.l10n;
  return [
    ...(reasoningEffort === undefined ? [] : [t('Effort: {0}', effortLabel(reasoningEffort))]),
    ...(temperature === undefined ? [] : [t('Temperature: {0}', inWords(temperature))]),
    ...(topP === undefined ? [] : [t('Top P: {0}', inWords(topP))]),
    ...(maxOutputTokens === undefined ? [] : [t('Maximum output tokens: {0}', inWords(maxOutputTokens))]),
  ];
}

function inWords(value: number): string {
  return value.toLocaleString(vscode.env.language, { maximumFractionDigits: 4 });
}
