/** A vendor that asks for a longer wait than this is not waited for, in milliseconds: the user is told the time instead. */
export const longestWaitMs = 60_000;

/** Numbers from here on are a time, not a span: seconds since the epoch, and from the second on milliseconds. */
const epochSeconds = 1_000_000_000;
const epochMilliseconds = 1_000_000_000_000;

/** One piece of a span, such as `1.2s`, `6 minutes`, `17ms`. */
const piece =
  String.raw`\d{1,12}(?:\.\d{1,12})?\s?` +
  String.raw`(?:ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])`;
const span = String.raw`${piece}(?:,?\s?(?:and\s)?${piece}){0,4}`;
const wholeSpan = new RegExp(`^${span}$`, 'iu');
/** "Please try again in 7m12.5s." (OpenAI, Groq), "Please retry after 20 seconds." (Azure), "Please retry in 36.5s." (Google) */
const spanInSentence = new RegExp(
  String.raw`\b(?:try again|retry|wait|resets?|available|come back)\b(?:\s[a-z]{1,12}){0,3}?:?\s(${span})`,
  'iu',
);

/**
 * The wait that an answer's headers ask for, in milliseconds: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), as gateways
 * write it (`20s`, `1m30s`), or OpenAI's `retry-after-ms`, which Azure's gateway calls `x-ms-retry-after-ms`.
 * @param now in milliseconds since the epoch
 */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const milliseconds = (headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms') ?? '').trim();
  if (/^\d+(?:\.\d+)?$/u.test(milliseconds)) return Number(milliseconds);
  return waitIn(headers.get('retry-after') ?? '', now);
}

/**
 * When the limit that is used up begins anew, in milliseconds: `x-ratelimit-reset-tokens: 6m0s` (OpenAI), `x-ratelimit-reset` as
 * seconds or as a time since the epoch (OpenRouter), `anthropic-ratelimit-requests-reset` as a date, `ratelimit-reset` and `ratelimit:
 * "api";r=0;t=30` (drafts of the IETF's RateLimit fields; the latter at Hugging Face, "Hub rate limits").
 * Vendors name all their limits; one of which something remains is not the one that was reached.
 * @param now in milliseconds since the epoch
 */
export function rateLimitReset(headers: Headers, now: number = Date.now()): number | undefined {
  const resets = [...headers].flatMap(([name, value]) => {
    if (name === 'ratelimit') return limitsIn(value);
    if (!/rate-?limit/u.test(name) || !/reset/u.test(name)) return [];
    const wait = waitIn(value, now);
    const remaining = headers.get(name.replace('reset', 'remaining'))?.trim();
    return wait === undefined || (remaining && Number(remaining) > 0) ? [] : [wait];
  });
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** The waits of the limits in a `RateLimit` field of which nothing remains, in milliseconds. */
function limitsIn(field: string): number[] {
  // Of several limits each is one element; an earlier draft had one limit, with commas between its parts.
  return field.split(/,(?!\s*(?:remaining|reset)=)/u).flatMap((limit) => {
    const remaining = /\b(?:r|remaining)=(\d{1,15})\b/u.exec(limit)?.[1];
    const seconds = /\b(?:t|reset)=(\d{1,15})\b/u.exec(limit)?.[1];
    return seconds === undefined || Number(remaining ?? 0) > 0 ? [] : [Number(seconds) * 1000];
  });
}

/** The wait that a vendor's sentence names, in milliseconds. */
export function waitInSentence(sentence: string): number | undefined {
  const found = spanInSentence.exec(sentence)?.[1];
  return found === undefined ? undefined : spanMs(found);
}

/** The span in words, in whole units of the largest that fits: "1 hour", "90 minutes". */
export function spanInWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 120) return minutes === 60 ? '1 hour' : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`;
}

/** Seconds, a span, a date, or a time since the epoch. */
function waitIn(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d{1,15}(?:\.\d+)?$/u.test(text)) {
    const number = Number(text);
    if (number >= epochMilliseconds) return Math.max(0, number - now);
    return number >= epochSeconds ? Math.max(0, number * 1000 - now) : number * 1000;
  }
  if (wholeSpan.test(text)) return spanMs(text);
  if (!/^(?:[A-Z][a-z]{2,8},? |\d{4}-\d\d-\d\d)/u.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function spanMs(text: string): number {
  let ms = 0;
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)\s?([a-z]+)/giu))
    ms += Number(amount) * msPer(unit.toLowerCase());
  return ms;
}

function msPer(unit: string): number {
  if (unit === 'ms' || unit.startsWith('milli')) return 1;
  return { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit.charAt(0)] ?? 0;
}
