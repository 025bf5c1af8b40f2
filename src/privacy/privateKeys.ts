import type { SecretFinding } from './secretFinding.js';

const begin = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-\d:/gmu;
const endMark = '-----END ';
/** The longest key that is taken as one, in UTF-16 code units. */
const longestKey = 32_768;
/** Of the text of a key, breaks and the quotes of a program left out. */
const shortestBody = 60;

/**
 * Whole blocks of private keys, also written into a program, and those whose end is missing. The search for an end goes on where the last
 * one has stopped: many beginnings without an end cost no more than one.
 */
export class PrivateKeys {
  readonly #text: string;
  /** Where the first end is that is not before this place; `-1` for none in the text. */
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Those that begin in `from`..`to`. */
  *find(from: number, to: number): Generator<SecretFinding> {
    const read = this.#text.slice(from, to + longestKey);
    const hits = [...read.matchAll(begin)].map(({ index, 0: { length } }) => ({
      at: from + index,
      body: from + index + length,
    }));
    for (const [number, { at, body }] of hits.entries()) {
      if (at >= to) return;
      const next = hits[number + 1]?.at ?? Number.POSITIVE_INFINITY;
      const closed = this.#endOf(body);
      // A mark that is only mentioned may stand before a key.
      const end = closed !== undefined && closed < next ? closed : endOfBody(this.#text, body);
      if (end !== undefined && isKey(this.#text.slice(body, end))) yield { start: at, end, kind: 'private-key' };
    }
  }

  #endOf(from: number): number | undefined {
    if (this.#end !== -1 && this.#end < from) this.#end = this.#text.indexOf(endMark, from);
    if (this.#end === -1 || this.#end - from > longestKey) return undefined;
    const close = this.#text.slice(this.#end + endMark.length, this.#end + 80).indexOf('-----');
    return close === -1 ? undefined : this.#end + endMark.length + close + 5;
  }
}

/** Where the lines of a key without an end stop. */
function endOfBody(text: string, from: number): number | undefined {
  const line =
    /(?:\r?\n|\\n)[ \t]{0,16}["'+]{0,3}[ \t]{0,8}(?:[A-Za-z-]{1,30}: [^\r\n\\]{0,80}|[A-Za-z0-9+/=]{0,128})["'+, ]{0,4}(?=\r?\n|\\n|["'`]|$)/y;
  line.lastIndex = from;
  let end: number | undefined;
  while (line.lastIndex - from < longestKey) {
    const [read] = line.exec(text) ?? [];
    if (read === undefined) break;
    if (read.trim() !== '') end = line.lastIndex;
  }
  return end;
}

/** Enough of base64: a text that only names the marks is no key. */
function isKey(block: string): boolean {
  const body = block.replace(/-----END .*$/su, '').replace(/\\[nr]|[\s"'+,]/gu, '');
  const data = body.match(/[A-Za-z0-9/=]{16,}/gu)?.reduce((sum, { length }) => sum + length, 0) ?? 0;
  return (
    body.length >= shortestBody && data >= 0.6 * body.length && !/\.\.\.|…|xxxx|example|your/iu.test(body.slice(0, 400))
  );
}
