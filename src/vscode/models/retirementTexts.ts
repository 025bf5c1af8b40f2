import * as vscode from 'vscode';
import type { KnownFacts } from '../../models/facts/modelFacts.js';
import { retirementOf } from '../../models/facts/retirement.js';
import { languageFormats } from './languageFormats.js';

/** A sentence for a model that goes within 60 days, or whose day is past; `undefined` for all others. @param name of the model */
export function retirementSentence(name: string, facts: KnownFacts, now: number): string | undefined {
  const retirement = retirementOf(facts, now);
  if (retirement === undefined) return undefined;
  const { kind, at, replacement } = retirement;
  const sentence =
    kind === 'soon'
      ? vscode.l10n.t('{0} will be retired on {1}.', name, dateText(at))
      : vscode.l10n.t('{0} was to be retired on {1} and may stop answering at any time.', name, dateText(at));
  return replacement === undefined
    ? sentence
    : `${sentence} ${vscode.l10n.t('Its provider recommends {0} instead.', replacement)}`;
}

/** A day; vendors mean those of UTC. */
export function dateText(at: number): string {
  return dayFormat().format(at);
}

const dayFormat = languageFormats(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }),
);
