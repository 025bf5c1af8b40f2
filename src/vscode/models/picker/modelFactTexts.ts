import * as vscode from 'vscode';
import { ratesAt } from '../../../models/facts/costOf.js';
import type { Fact, KnownFacts } from '../../../models/facts/modelFacts.js';
import { retirementOf } from '../../../models/facts/retirement.js';
import type { ModelPrice } from '../../../core/modelPrice.js';
import { languageFormats } from '../languageFormats.js';
import { dateText } from '../retirementTexts.js';

/** What is known of a model, in the words and numbers of the user's language. */

/** Capabilities that have an icon, in the order in which they are shown. */
const capabilities = [
  ['imageInput', 'file-media', () => vscode.l10n.t('image')],
  ['pdfInput', 'file-pdf', () => vscode.l10n.t('PDF')],
  ['audioInput', 'unmute', () => vscode.l10n.t('audio')],
  ['tools', 'tools', () => vscode.l10n.t('tools')],
  ['structuredOutput', 'json', () => vscode.l10n.t('structured output')],
  ['reasoning', 'lightbulb', () => vscode.l10n.t('reasoning')],
] as const;

export interface CapabilityIcon {
  /** Of VS Code's product icons. */
  readonly icon: string;
  readonly label: string;
}

/** What the model is known to have; what it lacks and what is unknown has no icon. */
export function capabilityIcons(facts: KnownFacts): readonly CapabilityIcon[] {
  return capabilities.flatMap(([name, icon, label]) => (facts[name]?.value === true ? [{ icon, label: label() }] : []));
}

/**
 * One line for a row of a list, the most important first: `retires on Jan 31, 2027 · 200K context · $3 / $15 · $(file-media) image`. Empty
 * where nothing is known.
 * @param now Unix milliseconds
 */
export function factLine(facts: KnownFacts, now: number): string {
  const { contextTokens, price } = facts;
  const retirement = retirementOf(facts, now);
  return [
    retirement === undefined
      ? ''
      : retirement.kind === 'soon'
        ? vscode.l10n.t('retires on {0}', dateText(retirement.at))
        : vscode.l10n.t('was to retire on {0}', dateText(retirement.at)),
    contextTokens === undefined ? '' : vscode.l10n.t('{0} context', compactNumber(contextTokens.value)),
    price === undefined ? '' : priceText(price.value, now),
    // With the words: screen readers do not read icons, and the list finds words only.
    capabilityIcons(facts)
      .map(({ icon, label }) => `$(${icon}) ${label}`)
      .join('  '),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What input and output cost for a million tokens, for a short request: `$3 / $15`. */
export function priceText(price: ModelPrice, now: number): string {
  const { input, output } = ratesAt(price, new Date(now), 0);
  if (input === 0 && output === 0) return vscode.l10n.t('free');
  return `${money(input, price.currency)} / ${money(output, price.currency)}`;
}

/** Where a fact comes from. */
export function sourceText({ source, origin }: Fact<unknown>): string {
  switch (source) {
    case 'vendor':
      return vscode.l10n.t('from the provider’s model list');
    case 'table':
      return origin === undefined
        ? vscode.l10n.t('from SCOUT’s table')
        : vscode.l10n.t('from SCOUT’s table of {0}', dateText(Date.parse(origin.date)));
    case 'settings':
      return vscode.l10n.t('from your settings');
  }
}

/** `200K`, `1.05M`. */
export function compactNumber(value: number): string {
  return compactFormat().format(value);
}

/** An amount in millionths, with as many digits as it needs: `$3`, `$2.50`, `$0.0028`. */
function money(millionths: number, currency: string): string {
  return moneyFormat(currency, millionths % 1_000_000 === 0 ? 0 : 2).format(millionths / 1_000_000);
}

const compactFormat = languageFormats(
  (language) => new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }),
);
const moneyFormat = languageFormats(
  (language, currency: string, minimumFractionDigits: number) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits,
      maximumFractionDigits: 6,
    }),
);
