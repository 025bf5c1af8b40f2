import * as vscode from 'vscode';
import type { KnownFacts } from '../../../models/facts/modelFacts.js';
import type { ModelSettingProblem } from '../../../models/facts/modelSettings.js';
import { compactNumber, priceText, sourceText } from './modelFactTexts.js';
import { dateText } from '../retirementTexts.js';

/** A fact with its name and its source. */
export interface FactRow {
  readonly label: string;
  readonly value: string;
  /** Where it comes from; `undefined` for what is unknown. */
  readonly source: string | undefined;
}

/** Everything that can be known of a model, also what is not. @param now Unix milliseconds */
export function factRows(facts: KnownFacts, now: number): readonly FactRow[] {
  const { t } = vscode.l10n;
  const row = <K extends keyof KnownFacts>(
    label: string,
    name: K,
    text: (value: NonNullable<KnownFacts[K]>['value']) => string,
  ): FactRow => {
    const fact = facts[name];
    return fact === undefined
      ? { label, value: t('unknown'), source: undefined }
      : { label, value: text(fact.value), source: sourceText(fact) };
  };
  const flag = (value: boolean): string => (value ? t('yes') : t('no'));
  return [
    row(t('Context'), 'contextTokens', (tokens) => t('{0} tokens', compactNumber(tokens))),
    row(t('Longest answer'), 'maxOutputTokens', (tokens) => t('{0} tokens', compactNumber(tokens))),
    row(t('Images'), 'imageInput', flag),
    row(t('PDF documents'), 'pdfInput', flag),
    row(t('Audio'), 'audioInput', flag),
    row(t('Tools'), 'tools', flag),
    row(t('Structured output'), 'structuredOutput', flag),
    row(t('Reasoning'), 'reasoning', flag),
    row(t('Effort'), 'efforts', (efforts) => (efforts.length === 0 ? t('cannot be chosen') : efforts.join(', '))),
    row(t('Price'), 'price', (price) => t('{0} for a million tokens of input and of output', priceText(price, now))),
    row(t('Retirement'), 'retiresAt', dateText),
    row(t('Recommended instead'), 'replacement', (model) => model),
  ];
}

/** A sentence about a mistake in the setting `scout.models`. */
export function modelSettingProblem(problem: ModelSettingProblem): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'setting':
      return t('The setting “scout.models” is not an object and was ignored.');
    case 'entry':
      return t(
        'In the setting “scout.models”, the entry “{0}” was ignored: it needs a name such as “openai/gpt-5.5” and an object.',
        problem.entry,
      );
    case 'field':
      return t(
        'In the setting “scout.models”, “{0}” of “{1}” was ignored: there is no such field, or its value is not valid.',
        problem.field,
        problem.entry,
      );
  }
}
