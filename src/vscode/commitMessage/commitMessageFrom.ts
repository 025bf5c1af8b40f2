import { splitUnopenedThought } from '../../core/text/unopenedThought.js';

/** The longest message, in UTF-16 code units: what is longer is none. */
export const maximumCommitMessage = 5_000;

/** The message in a reply, also in one that is still growing: without a fence or quotation marks around it, and without control characters. */
export function commitMessageFrom(reply: string): string {
  const answer = splitUnopenedThought(reply)?.answer ?? reply;
  const plain = answer
    .replace(/\r\n?/gu, '\n')
    // Direction marks could disguise what is committed.
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
    .trim();
  const unfenced = plain.replace(/^`{3,}[\w-]*(?:\n|$)/u, '').replace(/\n`{3,}$/u, '');
  const isFenced = plain.startsWith('```');
  const text = (isFenced ? unfenced : plain).trim();
  const quoted = /^(["“'])([^\n]*)(["”'])$/u.exec(text);
  return (quoted === null ? text : quoted[2]!).slice(0, maximumCommitMessage);
}
