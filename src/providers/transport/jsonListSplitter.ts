const [quote, backslash, comma, colon] = [34, 92, 44, 58];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/** Leaves a byte order mark out, as `Response.json` does. */
const decoder = new TextDecoder();

/** One element of a list of the document. */
export interface JsonElement {
  /** Which list it is in; they are numbered from 0, in the order of the document. */
  readonly list: number;
  /** JSON, or whatever stands in its place. */
  readonly text: string;
  /** Marks of JSON in it, as `JsonMarks` counts them: they tell how long it takes to parse. */
  readonly marks: number;
}

/**
 * Cuts a JSON document into the elements of its lists and the rest, without parsing it, so that it can be parsed a little at a time. Lists
 * are the document itself, and the members of the object that it is. Whether any of it is JSON, the parser says.
 */
export class JsonListSplitter {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isObject = false;
  /** The depth of the elements of the list under way; 0 outside of any. */
  #listDepth = 0;
  #lists = 0;
  #isFirst = false;
  /** Of the element or the piece of the rest that is not complete yet. */
  #pending: Uint8Array[] = [];
  #marks = 0;
  #rest = '';
  #restMarks = 0;

  /** Takes the next bytes of UTF-8. @returns the elements that end in them */
  push(chunk: Uint8Array): JsonElement[] {
    const elements: JsonElement[] = [];
    let from = 0;
    for (let at = this.#isInString ? this.#skipString(chunk, 0) : 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (byte === quote) at = this.#skipString(chunk, at + 1) - 1;
      else if (byte === openList || byte === openObject) {
        this.#marks += 1;
        this.#depth += 1;
        if (this.#depth === 1) this.#isObject = byte === openObject;
        if (byte !== openList || !this.#isList) continue;
        this.#pending.push(chunk.subarray(from, at + 1));
        this.#endRest();
        from = at + 1;
      } else if (byte === closeList || byte === closeObject) {
        if (this.#isBetweenElements) {
          this.#pending.push(chunk.subarray(from, at));
          elements.push(...this.#takeLast());
          from = at;
        }
        this.#depth -= 1;
      } else if (byte === comma && this.#isBetweenElements) {
        this.#pending.push(chunk.subarray(from, at));
        elements.push(this.#take());
        from = at + 1;
      } else if (byte === comma || byte === colon) this.#marks += 1;
    }
    this.#pending.push(chunk.subarray(from));
    return elements;
  }

  /** The document is over: all of it but its lists, each of which is `[n]` there. */
  end(): Omit<JsonElement, 'list'> {
    return { text: this.#rest + this.#text(), marks: this.#restMarks + this.#marks };
  }

  /** Most of a list is in strings. @returns the place behind the string, or the end of the chunk */
  #skipString(chunk: Uint8Array, start: number): number {
    for (let from = start; ;) {
      const found = chunk.indexOf(quote, from);
      const end = found === -1 ? chunk.length : found;
      let escapes = end;
      while (escapes > from && chunk[escapes - 1] === backslash) escapes -= 1;
      const isFirst = escapes === from && this.#isEscaped;
      this.#isEscaped = (end - escapes + Number(isFirst)) % 2 === 1;
      this.#isInString = found === -1 || this.#isEscaped;
      if (found === -1) return end;
      from = end + 1;
      if (!this.#isInString) return from;
      this.#isEscaped = false;
    }
  }

  /** Whether the bracket that was just opened begins a list of the document. */
  get #isList(): boolean {
    return this.#listDepth === 0 && (this.#depth === 1 || (this.#depth === 2 && this.#isObject));
  }

  /** Whether a comma or a bracket ends an element here. */
  get #isBetweenElements(): boolean {
    return this.#listDepth > 0 && this.#depth === this.#listDepth;
  }

  #endRest(): void {
    this.#rest += `${this.#text()}${this.#lists}`;
    this.#restMarks += this.#marks;
    this.#marks = 0;
    this.#listDepth = this.#depth;
    this.#isFirst = true;
  }

  #take(): JsonElement {
    const element = { list: this.#lists, text: this.#text(), marks: this.#marks };
    this.#marks = 0;
    this.#isFirst = false;
    return element;
  }

  /** Before a list's end there is an element, unless it has none at all. */
  #takeLast(): JsonElement[] {
    const isEmpty = this.#isFirst;
    const last = this.#take();
    this.#listDepth = 0;
    this.#lists += 1;
    return isEmpty && last.text.trim() === '' ? [] : [last];
  }

  #text(): string {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    return decoder.decode(bytes);
  }
}
