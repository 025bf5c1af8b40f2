import { JsonMarks } from './jsonMarks.js';

const lineFeed = 10;
const carriageReturn = 13;
const colon = 58;
const brace = 123;
/** Spaces and the bytes of a byte order mark: SDKs skip them. */
const skipped: ReadonlySet<number> = new Set([32, 9, 0xef, 0xbb, 0xbf]);
const dataField = [...'data'].map((letter) => letter.charCodeAt(0));

/**
 * Measures a stream of server-sent events while it passes, without decoding it. An empty line ends an event (WHATWG
 * HTML, "Server-sent events"); a JSON document counts as one event that never ends.
 */
export class SseFrameMeter {
  readonly #expects: 'events' | 'json';
  #pending = 0;
  #line = 0;
  #previous = 0;
  #content = false;
  #data = false;
  /** How much of `data` the line begins with; `undefined` once it is known whether it does. */
  #matched: number | undefined = 0;
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
   * @param onEvent called with the offset in `chunk` behind each event that ends in it, and whether there is data in it: without, the
   * standard hands it to nobody
   */
  add(chunk: Uint8Array, onEvent: (end: number, hasData: boolean) => void = () => undefined): void {
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
        if (this.#matched !== undefined) this.#matchData(byte, this.#matched);
        this.#line += 1;
        this.#marks.add(byte);
        continue;
      }
      if (this.#line > 0) this.#marks.endLine();
      else this.#endEvent(offset + 1, onEvent);
      this.#line = 0;
      this.#matched = this.#data ? undefined : 0;
    }
  }

  /** Some servers tell an error as bare JSON between the events, and SDKs find it there. */
  #matchData(byte: number, matched: number): void {
    if (matched === 0 && skipped.has(byte)) return;
    const isNext = byte === dataField[matched];
    this.#data = (isNext && matched + 1 === dataField.length) || (matched === 0 && byte === brace);
    this.#matched = isNext && !this.#data ? matched + 1 : undefined;
  }

  #endEvent(end: number, onEvent: (end: number, hasData: boolean) => void): void {
    const hasData = this.#data;
    if (this.#content) this.#events += 1;
    this.#largest = this.largest;
    this.#mostMarks = this.mostMarks;
    this.#marks.reset();
    this.#pending = 0;
    this.#content = false;
    this.#data = false;
    onEvent(end, hasData);
  }
}
