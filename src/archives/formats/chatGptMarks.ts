import { isNestedWithin } from '../../core/json.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { jsonOrText, objectsOf, wordsOrUndefined } from '../input/untrustedValues.js';
import type { RecordSource } from '../importedConversation.js';

/**
 * Marks in ChatGPT's answers, which its own view replaces: a run of private characters, `\ue200name\ue202argument…\ue201`, or `【3†source】`.
 * What they show as words stays as words.
 */
export function withoutMarks(text: string, metadata: JsonObject, source: Pick<RecordSource, 'note'>): string {
  const shown = new ShownTexts(metadata);
  const pieces: string[] = [];
  let said = 0;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, said)) {
    pieces.push(text.slice(said, open));
    const end = endOfMark(text, open);
    const mark = text.slice(open, end);
    const inner = mark.slice(1).replace(CLOSE, '');
    const isMark = nameOfMark.test(inner);
    pieces.push(isMark ? (shown.take(mark) ?? wordsOfMark(inner, source)) : OPEN);
    said = isMark ? end : open + 1;
  }
  pieces.push(text.slice(said));
  return withoutSourceMarks(pieces.join(''));
}

const OPEN = '\ue200';
const CLOSE = '\ue201';
const SEPARATOR = '\ue202';

/** What else begins like a mark is a sign that was written, such as one of a font of icons. */
const nameOfMark = /^[a-z]\w{0,99}(?:\ue202|$)/iu;

/** Behind the mark. One that is not closed ends with its line, or where the next begins. */
function endOfMark(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === CLOSE) return at + 1;
    if (character === OPEN || character === '\n') return at;
  }
  return text.length;
}

/** What marks stand for, where the export says it beside the text; of marks that are alike, in their order. */
class ShownTexts {
  readonly #byMark = new Map<string, string[]>();

  constructor(metadata: JsonObject) {
    const references = [...objectsOf(metadata['content_references'])];
    references.sort((a, b) => startOf(b) - startOf(a));
    for (const { matched_text: mark, alt } of references) {
      if (typeof mark !== 'string' || typeof alt !== 'string' || alt === '') continue;
      const texts = this.#byMark.get(mark);
      if (texts === undefined) this.#byMark.set(mark, [alt]);
      else texts.push(alt);
    }
  }

  take(mark: string): string | undefined {
    const texts = this.#byMark.get(mark);
    return texts !== undefined && texts.length > 1 ? texts.pop() : texts?.[0];
  }
}

function startOf({ start_idx: start }: JsonObject): number {
  return typeof start === 'number' ? start : 0;
}

function wordsOfMark(mark: string, { note }: Pick<RecordSource, 'note'>): string {
  const [name = '', ...given] = mark.split(SEPARATOR);
  const values = given.flatMap((argument) => fieldsOf(argument));
  const address = values.find((value) => /^https?:\/\/[^\s<>]+$/iu.test(value));
  const words = values.filter((value) => value !== address && !isReference(value));
  // The first element of a list is the kind of thing it is, the second its name.
  const label = given.length === 1 && words.length > 1 && given[0]!.trimStart().startsWith('[') ? words[1] : words[0];
  if (address !== undefined) return link(label ?? address, address);
  // Sources stand beside the text; anything else that shows nothing is said to be missing.
  if (label === undefined && !(name === 'cite' || values.some(isReference))) note('unknown-part');
  return label ?? '';
}

/** Such as `turn0search3`: what it stands for is among the sources. */
function isReference(value: string): boolean {
  return /^(?:turn\d+[a-z_]+\d+[,\s]*)+$/u.test(value);
}

/** The texts of an argument, which may be a JSON list, or a JSON object with a name. */
function fieldsOf(argument: string): readonly string[] {
  const value = /^\s*[[{]/u.test(argument) ? jsonOrText(argument) : argument;
  if (typeof value === 'string') return wordsOrUndefined(value) === undefined ? [] : [value];
  if (!isNestedWithin(value, 4)) return [argument];
  if (Array.isArray(value)) return value.flatMap((item) => wordsOrUndefined(item) ?? []);
  if (!isObject(value)) return [];
  return ['name', 'title', 'label', 'text', 'url'].flatMap((key) => wordsOrUndefined(value[key]) ?? []);
}

function link(label: string, address: string): string {
  return `[${label.replace(/[[\]\\\s]+/gu, ' ')}](<${address}>)`;
}

/** Outside of code. A source that has a name keeps it. */
function withoutSourceMarks(text: string): string {
  return text
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]*`)/u)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replace(/【\d+(?::\d+)?†([^】\n]{0,500})】/gu, (_mark, name: string) =>
            /^(?:source|L\d+(?:-L?\d+)?)?$/u.test(name) ? '' : ` (${name})`,
          ),
    )
    .join('');
}
