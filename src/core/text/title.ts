/** The longest title, in characters. */
const maximumLength = 60;

/** What breaks a line or turns the direction of text. */
const turning = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A title from a question's first words: one line, without Markdown's marks, cut at a word. */
export function titleOf(question: string): string {
  const line = question
    .slice(0, 1_000)
    .replace(/^[#>\s]+/gmu, '')
    .replace(/[`*]/gu, '')
    .replace(turning, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= maximumLength) return line;
  const cut = characters.slice(0, maximumLength - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > maximumLength / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * One line of what a person typed as a title or a tag, at most `maximum` characters: nothing in it breaks a line or turns the
 * direction of the text around it. May be empty.
 */
export function lineAsTyped(text: string, maximum: number): string {
  const line = text
    .slice(0, 4 * maximum)
    .replace(turning, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return [...line].slice(0, maximum).join('').trim();
}
