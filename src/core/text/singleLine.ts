/**
 * One line of what a person wrote, here or in another program, such as a title, a tag or a file's name: no line breaks or other control
 * characters, and nothing that turns the direction of the text around it. Everything that can be read stays. May be empty.
 *
 * @param maximum in characters
 */
export function singleLine(text: string, maximum = Number.POSITIVE_INFINITY): string {
  const line = text
    .slice(0, 4 * maximum)
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= maximum ? line : [...line].slice(0, maximum).join('').trim();
}
