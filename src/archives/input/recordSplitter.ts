import type { ImportErrorReason } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';

/** Where a record stands in its file. */
export interface RecordPosition {
  /** Counts the records from 1, as people do. */
  readonly number: number;
  /** Of its first byte in the text as UTF-8, without a byte order mark. */
  readonly offset: number;
}

export type SplitPiece =
  /** What an object holds before its list of conversations, as the text of an object. */
  | { readonly kind: 'header'; readonly bytes: Uint8Array }
  | { readonly kind: 'record'; readonly position: RecordPosition; readonly bytes: Uint8Array }
  | { readonly kind: 'bad'; readonly position: RecordPosition; readonly reason: ImportErrorReason };

/** Of whitespace in JSON: space, tab, line feed, carriage return. */
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const listKey = 'conversations';
const code = {
  quote: 0x22,
  backslash: 0x5c,
  openArray: 0x5b,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
  comma: 0x2c,
  colon: 0x3a,
} as const;

/**
 * Cuts a JSON text into its records without parsing it: the elements of a list, or of the list
 * `conversations` of an object, else the whole object. Never holds more than one record; one that is too large or too deep is
 * passed over, and the next is found all the same, because only brackets and quotes are counted.
 */
export class RecordSplitter {
  readonly #limits: Pick<ArchiveLimits, 'recordBytes' | 'recordValues' | 'depth'>;
  #state: 'start' | 'list' | 'object' | 'rest' | 'done' | 'failed' = 'start';
  #depth = 0;
  /** The depth at which a list's records lie. */
  #recordDepth = 1;
  #inString = false;
  #escaped = false;
  #consumed = 0;
  #number = 0;
  #recordOffset = 0;
  #capturing = false;
  #captured: Uint8Array[] = [];
  #capturedBytes = 0;
  #values = 0;
  #fault: ImportErrorReason | undefined;
  /** Of the object's own members: where the latest string began, and the latest key. */
  #stringStart = 0;
  #key: string | undefined;
  #keyStart = 0;
  #pieces: SplitPiece[] = [];

  constructor(limits: Pick<ArchiveLimits, 'recordBytes' | 'recordValues' | 'depth'>) {
    this.#limits = limits;
  }

  /** Whether it has met what is no JSON: nothing more comes. */
  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  /** Takes the next bytes of the text and gives the records that are complete now. */
  push(chunk: Uint8Array): readonly SplitPiece[] {
    let from = 0;
    for (
      let at = this.#inString ? this.#skipString(chunk, 0) + 1 : 0;
      at < chunk.length && this.#state !== 'failed';
      at += 1
    ) {
      const byte = chunk[at]!;
      if (isSpace(byte) || this.#refuses(byte, at)) continue;
      if (this.#beginsRecord(byte)) {
        this.#beginRecord(at);
        from = at;
      }
      switch (byte) {
        case code.quote:
          if (this.#state === 'object' && this.#depth === 1) this.#stringStart = this.#consumed + at;
          at = this.#skipString(chunk, at + 1);
          break;
        case code.openArray:
        case code.openObject:
          if (this.#state === 'start') {
            this.#begin(byte, at);
            from = at;
          }
          this.#openBracket(chunk, from, at);
          break;
        case code.closeArray:
        case code.closeObject:
          this.#closeBracket(chunk, from, at);
          break;
        case code.comma:
          this.#countValue();
          if (this.#state === 'list' && this.#depth === this.#recordDepth) this.#endRecord(chunk, from, at);
          this.#key = undefined;
          break;
        case code.colon:
          if (this.#state === 'object' && this.#depth === 1) this.#readKey(chunk, from, at);
          break;
      }
    }
    if (this.#capturing) this.#capture(chunk, from, chunk.length);
    this.#consumed += chunk.length;
    return this.#take();
  }

  /** The text is at its end. */
  end(): readonly SplitPiece[] {
    if (this.#state === 'start') this.#bad('empty', 0);
    else if (this.#state !== 'done' && this.#state !== 'failed')
      this.#bad('truncated', this.#capturing ? this.#recordOffset : this.#consumed);
    this.#state = 'failed';
    return this.#take();
  }

  #beginsRecord(byte: number): boolean {
    return (
      this.#state === 'list' &&
      this.#depth === this.#recordDepth &&
      !this.#capturing &&
      byte !== code.comma &&
      byte !== code.closeArray
    );
  }

  #openBracket(chunk: Uint8Array, from: number, at: number): void {
    const isMember = this.#state === 'object' && this.#depth === 1;
    if (isMember && chunk[at] === code.openArray && this.#key === listKey) {
      this.#capture(chunk, from, at);
      if (this.#capturing) this.#endHeader();
    }
    this.#depth += 1;
    if (this.#depth > this.#limits.depth && this.#capturing) this.#giveUp('too-deep');
    this.#countValue();
  }

  /** Every value but the first of a list or an object comes after a comma. */
  #countValue(): void {
    this.#values += 1;
    if (this.#values > this.#limits.recordValues && this.#capturing) this.#giveUp('too-large');
  }

  #closeBracket(chunk: Uint8Array, from: number, at: number): void {
    if (this.#state === 'list' && this.#depth === this.#recordDepth) {
      this.#endRecord(chunk, from, at);
      this.#state = this.#recordDepth === 1 ? 'done' : 'rest';
    }
    this.#depth -= 1;
    if (this.#state === 'list' && this.#depth === this.#recordDepth) this.#endRecord(chunk, from, at + 1);
    if (this.#depth === 0 && this.#state === 'object') {
      this.#endRecord(chunk, from, at + 1);
      this.#state = 'done';
    } else if (this.#depth === 0 && this.#state === 'rest') {
      this.#state = 'done';
    }
  }

  #begin(byte: number, at: number): void {
    this.#state = byte === code.openArray ? 'list' : 'object';
    if (this.#state === 'object') this.#beginRecord(at);
  }

  #beginRecord(at: number): void {
    if (this.#fault !== undefined) this.#bad(this.#fault, this.#recordOffset);
    this.#number += 1;
    this.#recordOffset = this.#consumed + at;
    this.#capturing = true;
    this.#values = 0;
    this.#fault = undefined;
  }

  #endRecord(chunk: Uint8Array, from: number, to: number): void {
    if (this.#number === 0 || (!this.#capturing && this.#fault === undefined)) return;
    if (this.#capturing) this.#capture(chunk, from, to);
    const position = { number: this.#number, offset: this.#recordOffset };
    if (this.#fault === undefined)
      this.#pieces.push({ kind: 'record', position, bytes: Buffer.concat(this.#captured) });
    else this.#pieces.push({ kind: 'bad', position, reason: this.#fault });
    this.#fault = undefined;
    this.#forget();
  }

  #endHeader(): void {
    const text = Buffer.concat(this.#captured)
      .subarray(0, this.#keyStart - this.#recordOffset)
      .toString('utf8');
    this.#pieces.push({ kind: 'header', bytes: Buffer.from(`${text.trimEnd().replace(/,$/u, '')}}`) });
    this.#forget();
    this.#number = 0;
    this.#state = 'list';
    this.#recordDepth = 2;
  }

  #capture(chunk: Uint8Array, from: number, to: number): void {
    this.#capturedBytes += to - from;
    if (this.#capturedBytes > this.#limits.recordBytes) this.#giveUp('too-large');
    else if (to > from) this.#captured.push(chunk.subarray(from, to));
  }

  #readKey(chunk: Uint8Array, from: number, at: number): void {
    const length = this.#consumed + at - this.#stringStart;
    this.#key = undefined;
    this.#keyStart = this.#stringStart;
    if (length > 100 || !this.#capturing) return;
    const tail = [chunk.subarray(from, at)];
    for (
      let earlier = this.#captured.length - 1;
      earlier >= 0 && tail.reduce((sum, piece) => sum + piece.length, 0) < length;
      earlier -= 1
    ) {
      tail.unshift(this.#captured[earlier]!);
    }
    this.#key = Buffer.concat(tail).subarray(-length).toString('utf8').trimEnd().slice(1, -1);
  }

  /** The place of the quote that ends the string, or the end of the chunk. */
  #skipString(chunk: Uint8Array, start: number): number {
    let escaped = this.#escaped;
    let at = start;
    this.#inString = true;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (escaped) escaped = false;
      else if (byte === code.backslash) escaped = true;
      else if (byte === code.quote) {
        this.#inString = false;
        break;
      }
    }
    this.#escaped = escaped;
    return at;
  }

  /** What begins with something else than a bracket is no archive; what goes on behind the end is none either. */
  #refuses(byte: number, at: number): boolean {
    const isBeginning = this.#state === 'start' && byte !== code.openArray && byte !== code.openObject;
    if (!isBeginning && this.#state !== 'done') return false;
    this.#bad(isBeginning ? 'not-json' : 'trailing', this.#consumed + at);
    this.#state = 'failed';
    return true;
  }

  #giveUp(fault: ImportErrorReason): void {
    this.#fault = fault;
    this.#forget();
  }

  #forget(): void {
    this.#capturing = false;
    this.#captured = [];
    this.#capturedBytes = 0;
  }

  #bad(reason: ImportErrorReason, offset: number): void {
    this.#pieces.push({ kind: 'bad', position: { number: Math.max(this.#number, 1), offset }, reason });
  }

  #take(): readonly SplitPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
