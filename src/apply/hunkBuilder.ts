import type { Hunk, HunkHeader, HunkLine } from './change.js';

/** Collects the lines of one hunk of a diff. */
export class HunkBuilder {
  readonly #header: HunkHeader | undefined;
  readonly #heading: string | undefined;
  readonly #blockLine: number;
  readonly #lines: HunkLine[] = [];
  #old = 0;
  #new = 0;
  #oldEndsOpen = false;
  #newEndsOpen = false;
  /** Empty lines without a space, which may be context or stand between hunks. */
  #blank = 0;

  /**
   * @param header the line with `@@`
   * @param blockLine its number in the block, from 1
   */
  constructor(header: string, blockLine: number) {
    this.#blockLine = blockLine;
    const match = /^@@\s*-(\d{1,9})(?:,(\d{1,9}))?\s+\+(\d{1,9})(?:,(\d{1,9}))?\s*@@(.*)$/.exec(header);
    if (match !== null)
      this.#header = {
        oldStart: Number(match[1]),
        oldLines: Number(match[2] ?? 1),
        newStart: Number(match[3]),
        newLines: Number(match[4] ?? 1),
      };
    const heading = (match?.[5] ?? /^@@(?:.*@@)?(.*)$/.exec(header)?.[1] ?? '').trim();
    this.#heading = heading === '' || /^[-+.\s\d,]*$/.test(heading) ? undefined : heading;
  }

  /** Whether lines are missing, by the counts of the header. */
  get isUnfinished(): boolean {
    if (this.#header === undefined) return false;
    return this.#old + this.#blank < this.#header.oldLines || this.#new + this.#blank < this.#header.newLines;
  }

  add(line: string): void {
    if (line === '' || line === '\r') {
      this.#blank++;
      return;
    }
    if (line.startsWith('\\')) {
      const last = this.#lines.at(-1)?.kind;
      this.#oldEndsOpen ||= last !== 'insert' && last !== undefined;
      this.#newEndsOpen ||= last !== 'delete' && last !== undefined;
      return;
    }
    this.#addBlanks(this.#blank);
    const kind = line.startsWith('+') ? 'insert' : line.startsWith('-') ? 'delete' : 'context';
    // Context that has lost its space stands at the beginning of the line.
    this.#push(kind, /^[-+ ]/.test(line) ? line.slice(1) : line);
  }

  /** `undefined` of a hunk without lines. */
  build(): Hunk | undefined {
    if (this.#header !== undefined) {
      const missing = Math.min(this.#header.oldLines - this.#old, this.#header.newLines - this.#new);
      this.#addBlanks(Math.max(0, Math.min(this.#blank, missing)));
    }
    if (this.#lines.length === 0) return undefined;
    return {
      lines: this.#lines,
      blockLine: this.#blockLine,
      oldEndsOpen: this.#oldEndsOpen,
      newEndsOpen: this.#newEndsOpen,
      ...(this.#header === undefined ? {} : { header: this.#header }),
      ...(this.#heading === undefined ? {} : { heading: this.#heading }),
    };
  }

  #addBlanks(count: number): void {
    for (let index = 0; index < count; index++) this.#push('context', '');
    this.#blank = 0;
  }

  #push(kind: HunkLine['kind'], text: string): void {
    this.#lines.push(text.endsWith('\r') ? { kind, text: text.slice(0, -1), isCrlf: true } : { kind, text });
    if (kind !== 'insert') this.#old++;
    if (kind !== 'delete') this.#new++;
  }
}
