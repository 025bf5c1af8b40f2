import { singleLine } from './singleLine.js';

/** The longest label unless said otherwise, in characters. */
const defaultMaximum = 200;

/**
 * A name that a server or a setting gives (a model's, a tool's, a code) as it may stand in a label: one line, nothing that is invisible,
 * and no icon of VS Code's (`$(name)`). Unlike `singleLine`, it may change what can be read. May be empty.
 * @param maximum in characters
 */
export function labelOf(text: string, maximum: number = defaultMaximum): string {
  const visible = text
    .slice(0, 4 * maximum)
    // Zero-width joiners stay: emoji and several scripts need them.
    .replace(/[\p{Cf}\p{Cs}]/gu, (character) => (character === '\u200c' || character === '\u200d' ? character : ''))
    // A joiner between the two would be invisible as well.
    .replace(/\$[\u200c\u200d]*\(/gu, '$ (');
  return singleLine(visible, maximum);
}
