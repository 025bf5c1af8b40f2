/** The longest label unless said otherwise, in characters. */
const defaultMaximum = 200;

/**
 * One line of external text (a model's name, a tag, a title) as it may stand in a label: no line breaks or other control
 * characters, nothing that turns the direction of the text around it or is invisible, and no icon of VS Code's (`$(name)`).
 * May be empty.
 * @param maximum in characters
 */
export function labelOf(text: string, maximum: number = defaultMaximum): string {
  const line = text
    .slice(0, 4 * maximum)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    // Zero-width joiners stay: emoji and several scripts need them.
    .replace(/[\p{Cf}\p{Cs}]/gu, (character) => (character === '\u200c' || character === '\u200d' ? character : ''))
    // A joiner between the two would be invisible as well.
    .replace(/\$[\u200c\u200d]*\(/gu, '$ (')
    .replace(/\s+/gu, ' ')
    .trim();
  return [...line].slice(0, maximum).join('').trim();
}
