import { JsonMarks } from './jsonMarks.js';

const lineFeed = 10;
const carriageReturn = 13;
const colon = 58;
const brace = 123;
/** Spaces and the bytes of a byte order mark: SDKs skip them. */
const skipped: ReadonlySet<number> = new Set([32, 9, 0xef, 0xbb, 0xbf]);
/** The longest name of a field that is told apart. */
const longestName = 'event'.length;

/**
 * What is in an event: nothing that the standard hands to anybody; a JSON object as data, in an event with a name of its own or
 * without; or anything else, such as `[DONE]`, a sentence, or bare JSON that is in no field.
 */
export type SseEventKind = 'empty' | 'named' | 'unnamed' | 'odd';

/**
 * Measures a stream of server-sent events while it passes, without decoding it. An empty line ends an event (WHATWG
 * HTML, "Server-sent events"); a JSON document counts as one event that never ends.
 */
export class SseFrameMeter {
  #expects: 'events' | 'json';
  #pending = 0;
  #line = 0;
  #previous = 0;
  #content = false;
  /** What the event's data begins with; `odd` until that is known to be an object. */
  #data: 'none' | 'object' | 'odd' = 'none';
  #isNamed = false;
  /** The name of the line's field, as far as it has come; `undefined` once it is behind. */
  #name: string | undefined = '';
  /** The first byte of the data is still to come. */
  #awaitsData = false;
  #events = 0;
  #largest = 0;
  readonly #marks = new JsonMarks();
  #mostMarks = 0;

  constructor(expects: 'events' | 'json') {
    this.#expects = expects;
  }

  /** Bytes of the event that is not complete yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Complete events so far; comments are none. */
  get events(): number {
    return this.#events;
  }

  /** Bytes of the largest event so far, complete or not. */
  get largest(): number {
    return Math.max(this.#largest, this.#pending);
  }

  /** Marks of JSON, and ends of lines, in the event with the most of them so far, complete or not. */
  get mostMarks(): number {
    return Math.max(this.#mostMarks, this.#marks.count);
  }

  /**
   * Takes the next bytes.
   * @param onEvent called with the offset in `chunk` behind each event that ends in it
   */
  add(chunk: Uint8Array, onEvent: (end: number, kind: SseEventKind) => void = () => undefined): void {
    if (this.#expects === 'json') {
      this.#pending += chunk.length;
      for (const byte of chunk) this.#marks.add(byte);
      return;
    }
    for (let offset = 0; offset < chunk.length; offset++) {
      const byte = chunk[offset]!;
      // The second half of CRLF ends no further line.
      if (byte === lineFeed && this.#previous === carriageReturn) {
        this.#previous = byte;
        continue;
      }
      this.#pending += 1;
      this.#previous = byte;
      if (byte !== lineFeed && byte !== carriageReturn) {
        if (this.#line === 0 && byte !== colon) this.#content = true;
        if (this.#name !== undefined) this.#readName(byte, this.#name);
        else if (this.#awaitsData) this.#readData(byte);
        this.#line += 1;
        this.#marks.add(byte);
        continue;
      }
      // The standard takes a line without a colon for a field without a value.
      if (this.#name === 'data') this.#beginData();
      if (this.#line > 0) this.#marks.endLine();
      else this.#endEvent(offset + 1, onEvent);
      this.#line = 0;
      this.#name = '';
      this.#awaitsData = false;
    }
  }

  /** What comes next is one JSON document. */
  beginDocument(): void {
    this.#expects = 'json';
  }

  /** The document is complete; another one may follow. */
  endDocument(): void {
    this.#content = true;
    this.#endEvent(0, () => undefined);
  }

  #readName(byte: number, name: string): void {
    if (name === '' && skipped.has(byte)) return;
    if (byte === colon) {
      this.#name = undefined;
      if (name === 'data') this.#beginData();
      if (name === 'event') this.#isNamed = true;
    } else if (name === '' && byte === brace) {
      // Some servers tell an error as bare JSON between the events.
      this.#name = undefined;
      this.#data = 'odd';
    } else this.#name = name.length === longestName ? undefined : name + String.fromCharCode(byte);
  }

  #beginData(): void {
    if (this.#data !== 'none') return;
    this.#data = 'odd';
    this.#awaitsData = true;
  }

  #readData(byte: number): void {
    if (skipped.has(byte)) return;
    this.#awaitsData = false;
    if (byte === brace) this.#data = 'object';
  }

  #endEvent(end: number, onEvent: (end: number, kind: SseEventKind) => void): void {
    const kind = this.#kind;
    if (this.#content) this.#events += 1;
    this.#largest = this.largest;
    this.#mostMarks = this.mostMarks;
    this.#marks.reset();
    this.#pending = 0;
    this.#content = false;
    this.#data = 'none';
    this.#isNamed = false;
    onEvent(end, kind);
  }

  get #kind(): SseEventKind {
    if (this.#data === 'none') return 'empty';
    if (this.#data === 'odd') return 'odd';
    return this.#isNamed ? 'named' : 'unnamed';
  }
}
