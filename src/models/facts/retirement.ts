import type { KnownFacts } from './modelFacts.js';

/** A model that goes is announced this long before, in milliseconds: 60 days. */
export const retirementNoticeMs = 60 * 24 * 60 * 60 * 1_000;

export interface Retirement {
  /** `past`: the date is over. The vendor may still answer: Anthropic's dates are the earliest ones. */
  readonly kind: 'soon' | 'past';
  /** Unix milliseconds. */
  readonly at: number;
  /** The id of the model that the vendor names in its place. */
  readonly replacement: string | undefined;
}

/** Whether the user should hear that the model goes; `undefined` where no date is known, or it is far off. @param now Unix milliseconds */
export function retirementOf({ retiresAt, replacement }: KnownFacts, now: number): Retirement | undefined {
  if (retiresAt === undefined || retiresAt.value - now > retirementNoticeMs) return undefined;
  return { kind: retiresAt.value <= now ? 'past' : 'soon', at: retiresAt.value, replacement: replacement?.value };
}
