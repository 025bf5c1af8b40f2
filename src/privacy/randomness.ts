import { isStandIn } from './standIns.js';

/** How many bits one character of the text says, by the frequency of its characters: 4 at most for hexadecimal digits. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a machine rather than a person seems to have made it: of mixed characters, without words. For up to some hundred characters. */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || isStandIn(text) || entropyOf(text) < 3) return false;
  const digits = count(text, /\d/gu);
  const letters = count(text, /[A-Za-z]/gu);
  if (letters === 0) return digits >= 16;
  if (digits === 0) return text.length >= 24 && turns(text) >= text.length / 4;
  return digits >= 2 && letters >= 2 && !areWords(text);
}

/** `some-long-name-2`, `Version1_Of_Thing`: parts that are words, with a number here and there. */
function areWords(text: string): boolean {
  const parts = text.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/u).filter((part) => part !== '');
  const plain = parts.filter((part) => /^(?:[A-Z]?[a-z]{3,}|[A-Z]{3,}|\d{1,4})$/u.test(part));
  const length = plain.reduce((sum, part) => sum + part.length, 0);
  return parts.length > 1 && length > 0.7 * text.length;
}

/** How often a capital letter stands beside a small one. */
function turns(text: string): number {
  return count(text, /[a-z](?=[A-Z])|[A-Z](?=[a-z])/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
