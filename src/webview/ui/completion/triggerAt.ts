import type { CompletionTrigger } from '../../protocol/attachments.js';

/** What is being typed that a list can complete. */
export interface TriggeredQuery {
  readonly trigger: CompletionTrigger;
  /** Where its sign stands, in UTF-16 code units. */
  readonly start: number;
  /** What follows the sign, up to the cursor. */
  readonly query: string;
}

/** No file is looked for by more. */
const maximumQuery = 200;
/** What may stand before an `@` that means something: no letter, so that addresses are left alone. */
const beforeSign = /[\s([{"'“‘„«,;:]/u;

/**
 * What the cursor stands in: `@` at the beginning of a word, or `/` at the beginning of the message, with what follows it.
 * @returns `undefined` where there is none, or a space between
 */
export function triggerAt(text: string, cursor: number): TriggeredQuery | undefined {
  const word = /\S*$/u.exec(text.slice(Math.max(0, cursor - maximumQuery - 1), cursor))?.[0] ?? '';
  const wordStart = cursor - word.length;
  if (wordStart === 0 && word.startsWith('/')) return { trigger: '/', start: 0, query: word.slice(1) };
  const sign = word.lastIndexOf('@');
  if (sign < 0) return undefined;
  const start = wordStart + sign;
  if (start > 0 && !beforeSign.test(text[start - 1]!)) return undefined;
  return { trigger: '@', start, query: word.slice(sign + 1) };
}
