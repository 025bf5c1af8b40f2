const [quote, backslash] = [34, 92];

/**
 * Counts the marks of JSON that separate and hold values, outside of its strings: brackets, braces, colons and commas. So many values at most
 * does a parser make of a text, and that takes it far longer than text of the same length does.
 */
export class JsonMarks {
  #count = 0;
  #isInString = false;
  #isEscaped = false;

  /** Marks so far. */
  get count(): number {
    return this.#count;
  }

  /** @param code the next byte of UTF-8, or the next unit of UTF-16 */
  add(code: number): void {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === backslash) this.#isEscaped = true;
      else if (code === quote) this.#isInString = false;
      return;
    }
    // , : [ {
    if (code === 44 || code === 58 || code === 91 || code === 123) this.#count += 1;
    else if (code === quote) this.#isInString = true;
  }

  /** No string of JSON goes on over the end of a line. Whoever takes a text apart by its lines has one more value for each: it counts. */
  endLine(): void {
    this.#isInString = false;
    this.#isEscaped = false;
    this.#count += 1;
  }

  /** Begins anew. */
  reset(): void {
    this.endLine();
    this.#count = 0;
  }
}

/** How many there are in a text. */
export function jsonMarksIn(text: string): number {
  const marks = new JsonMarks();
  for (let at = 0; at < text.length; at += 1) marks.add(text.charCodeAt(at));
  return marks.count;
}
