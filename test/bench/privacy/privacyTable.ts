import { met, table } from '../table.js';
import type { PrivacyCost } from './privacyCost.js';

/** The longest block that nobody feels, in milliseconds. */
const longestBlockMs = 50;

export function privacyTable(costs: readonly PrivacyCost[]): string {
  return table(
    ['privacy', 'CPU', '`JSON.stringify` of the text', 'longest block', `below ${longestBlockMs} ms`],
    costs.map(({ what, cpu, peer, longestBlock }) => [
      what,
      `${Math.round(cpu)} ms`,
      `${Math.round(peer)} ms`,
      `${Math.round(longestBlock)} ms`,
      met(longestBlock < longestBlockMs),
    ]),
  );
}
