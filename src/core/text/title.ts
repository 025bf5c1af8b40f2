import { singleLine } from './singleLine.js';

/** The longest title, in characters. */
const maximumLength = 60;

/** A title from a question's first words: one line, without Markdown's marks, cut at a word. */
export function titleOf(question: string): string {
  const words = question
    .slice(0, 1_000)
    .replace(/^[#>\s]+/gmu, '')
    .replace(/[`*]/gu, '');
  const line = singleLine(words);
  const characters = [...line];
  if (characters.length <= maximumLength) return line;
  const cut = characters.slice(0, maximumLength - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > maximumLength / 2 ? cut.slice(0, space) : cut}…`;
}
