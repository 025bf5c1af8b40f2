import { largeLabel, labelsOf } from './labels.js';
import { readSearchable, type Searchable } from './searchable.js';
import { pieceEnd } from './textPieces.js';
import { indexText } from './tokens.js';

/** So many characters of a message are indexed at once. The index says which messages are longer: see `largeLabel`. */
export const partCharacters = 32 * 1024;

/** Whether a finished message belongs into the index. */
export function isWorthFinding({ role, text, contents }: Searchable): boolean {
  return role !== 'tool' && (text !== '' || contents.length > 0);
}

/** Whether a message is indexed in several parts. */
export function isLarge({ text }: Searchable): boolean {
  return text.length > partCharacters;
}

/** What the index holds of a message that is worth finding: its words and, with the first of them, its labels. */
export function* wordsInParts(message: Searchable): Generator<string, void> {
  const { text } = message;
  const labels = [...labelsOf(message), ...(isLarge(message) ? [largeLabel] : [])];
  let end = pieceEnd(text, 0, partCharacters);
  yield `${indexText(text.slice(0, end))} ${labels.join(' ')}`;
  while (end < text.length) {
    const start = end;
    end = pieceEnd(text, start, partCharacters);
    yield indexText(text.slice(start, end));
  }
}

/** What the index holds of a message that was read, in one part; `undefined` when it holds nothing, or several parts. */
export function indexedWords(body: string): string | undefined {
  const message = readSearchable(body);
  return isWorthFinding(message) && !isLarge(message) ? wordsInParts(message).next().value! : undefined;
}
