import * as vscode from 'vscode';
import type { ModelPrice } from '../../core/modelPrice.js';
import { costOf } from '../../models/facts/costOf.js';

/** What so many tokens of input cost, such as `$0.02`; `undefined` where no price is known. */
export type PriceOfInput = (tokens: number) => string | undefined;

/** By the price of a model, in the user's way of writing amounts. */
export function priceOfInput(price: ModelPrice | undefined): PriceOfInput {
  if (price === undefined) return () => undefined;
  const format = new Intl.NumberFormat(vscode.env.language, {
    style: 'currency',
    currency: price.currency,
    maximumSignificantDigits: 2,
  });
  return (tokens) => format.format(costOf(price, { inputTokens: tokens, outputTokens: 0 }, new Date()) / 1_000_000);
}
