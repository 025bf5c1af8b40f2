import * as vscode from 'vscode';
import type { CachedPrompt } from '../../../chat/answering/promptCache.js';
import type { ModelPrice } from '../../../core/modelPrice.js';
import { costOf } from '../../../models/facts/costOf.js';
import { count } from './usageText.js';

/** In millionths of the currency: what costs less more is not worth a word. */
const leastDifference = 10_000;

/** What the next question costs because the vendor's cache of its chat is gone; `undefined` where that is next to nothing. */
export function coldCacheText(prompt: CachedPrompt, price: ModelPrice | undefined, now: number): string | undefined {
  const { t } = vscode.l10n;
  const inputTokens = prompt.inputTokens + prompt.outputTokens;
  if (price === undefined)
    return t(
      'Your next question pays for about {0} tokens of this chat again: the provider’s cache of it has expired.',
      count(inputTokens),
    );
  const cost = (cachedInputTokens: number): number =>
    costOf(
      price,
      { inputTokens, outputTokens: 0, cachedInputTokens, cacheWriteTokens: inputTokens - cachedInputTokens },
      new Date(now),
    );
  const [cold, warm] = [cost(0), cost(prompt.inputTokens)];
  if (cold - warm < leastDifference) return undefined;
  return t(
    'The input of your next question costs about {0} instead of {1}: the provider’s cache of this chat has expired.',
    money(cold, price.currency),
    money(warm, price.currency),
  );
}

/** @param amount in millionths */
function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(vscode.env.language, {
    style: 'currency',
    currency,
    maximumFractionDigits: amount < 10_000 ? 4 : 2,
  });
  return format.format(amount / 1_000_000);
}
