import { createBodyKind, type BodyKind } from './bodyKind.js';
import type { SseEventKind, SseFrameMeter } from './sseFrameMeter.js';
import type { SseRewriter } from './sseRewriter.js';
import type { BodyChunks } from './watchedBody.js';

/** Chunks are cut into pieces of about this many bytes, between events. */
const pieceBytes = 16 * 1024;
/** An event that is larger, such as a picture, is passed on in several pieces: SDKs look at each byte of a piece without a turn for others. */
const largestPieceBytes = 1024 * 1024;
/** Up to so many bytes, a document is read as soon as it is complete: an error may come on a connection that then stays open. */
const earlyDocumentBytes = 64 * 1024;
/** What is in every event that tells an error, as a name or a type such as `api_error`. In a text, the quotation mark would have a backslash in front. */
const errorMark = 'error"';

interface MeasuredEvent {
  /** Offset behind it. */
  readonly end: number;
  readonly kind: SseEventKind;
}

/**
 * Brings the bytes of a stream into pieces that cost SDKs little: several of them join every chunk to all that is not
 * yet an event, and copy the rest of a chunk for every event in it. Events are passed on once they are whole. Events without
 * data, such as comments, are left out: they say that the server is there, and SDKs spend most of all on them. What SDKs would lose or
 * stumble over goes through `SseRewriter`.
 */
export class SseChunker implements BodyChunks {
  readonly #meter: SseFrameMeter;
  readonly #rewriter: SseRewriter;
  readonly #toPageError: () => Error;
  readonly #findKind: (chunk: Uint8Array) => BodyKind | undefined;
  #kind: BodyKind | undefined;
  /** Bytes of the event, or the document, that is not complete yet. */
  #tail: Uint8Array[] = [];
  #ready: Uint8Array[] = [];
  #readyBytes = 0;

  /**
   * @param isHtml whether the server calls the body a web page
   * @param toPageError makes what is thrown when it is one
   */
  constructor(meter: SseFrameMeter, rewriter: SseRewriter, isHtml: boolean, toPageError: () => Error) {
    this.#meter = meter;
    this.#rewriter = rewriter;
    this.#findKind = createBodyKind(isHtml);
    this.#toPageError = toPageError;
  }

  get failure(): Error | undefined {
    return this.#rewriter.failure;
  }

  /**
   * Takes the next bytes; returns what to pass on now.
   * @param onMeasured called when they are measured, before anything is made of them
   */
  take(chunk: Uint8Array, onMeasured: () => void = () => undefined): Uint8Array[] {
    const events: MeasuredEvent[] = [];
    this.#rewriter.note(chunk);
    this.#meter.add(chunk, (end, kind) => events.push({ end, kind }));
    onMeasured();
    if (this.#kind === undefined) {
      this.#kind = this.#findKind(chunk);
      if (this.#kind === 'document') this.#meter.beginDocument();
    }
    if (this.#kind === 'page') throw this.#toPageError();
    if (this.#kind === 'document') return this.#takeDocument(chunk);
    return this.#takeEvents(chunk, events);
  }

  #takeEvents(chunk: Uint8Array, events: readonly MeasuredEvent[]): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let [start, eventStart] = [0, 0];
    for (const { end, kind } of events) {
      if (kind !== 'empty' && !this.#isRewritten(kind, chunk.subarray(eventStart, end))) {
        this.#pass(...this.#takeTail());
        if (this.#readyBytes + end - start >= pieceBytes) {
          this.#pass(chunk.subarray(start, end));
          pieces.push(...this.#release());
          start = end;
        }
      } else {
        this.#pass(chunk.subarray(start, eventStart));
        const event = [...this.#takeTail(), chunk.subarray(eventStart, end)];
        if (kind !== 'empty') this.#pass(Buffer.from(this.#rewriter.rewrite(Buffer.concat(event).toString())));
        start = end;
      }
      eventStart = end;
      if (this.failure !== undefined) return [...pieces, ...this.#release()];
    }
    this.#pass(chunk.subarray(start, eventStart));
    if (eventStart < chunk.length) this.#tail.push(chunk.subarray(eventStart));
    return [...pieces, ...this.#release()];
  }

  /** What is left when the server has ended the body. A last event that only lacks its empty line is complete; half a one is passed on as it is. */
  rest(): Uint8Array[] {
    const tail = Buffer.concat(this.#takeTail());
    const text = tail.toString();
    if (this.#kind === 'document') {
      const events = this.#rewriter.document(text) ?? this.#rewriter.documents(text);
      if (events === undefined) return [];
      this.#meter.endDocument();
      return [Buffer.from(events)];
    }
    if (!this.#rewriter.isWhole(text)) return tail.length === 0 ? [] : [tail];
    let kind: SseEventKind = 'empty';
    this.#meter.add(Buffer.from('\n\n'), (_end, ended) => (kind = ended));
    return [Buffer.from(this.#isRewritten(kind, tail) ? this.#rewriter.rewrite(text) : `${text.trimEnd()}\n\n`)];
  }

  /** @param end of the event, behind the tail */
  #isRewritten(kind: SseEventKind, end: Uint8Array): boolean {
    return this.#rewriter.concerns(kind) || Buffer.concat([...this.#tail, end]).includes(errorMark);
  }

  #takeDocument(chunk: Uint8Array): Uint8Array[] {
    this.#tail.push(chunk);
    const last = chunk.findLast((byte) => byte > 32);
    const size = this.#tail.reduce((sum, { length }) => sum + length, 0);
    // } ]
    if ((last !== 125 && last !== 93) || size > earlyDocumentBytes) return [];
    const events = this.#rewriter.document(Buffer.concat(this.#tail).toString());
    if (events === undefined) return [];
    this.#tail = [];
    this.#meter.endDocument();
    return [Buffer.from(events)];
  }

  #takeTail(): Uint8Array[] {
    const tail = this.#tail;
    this.#tail = [];
    return tail;
  }

  #pass(...parts: readonly Uint8Array[]): void {
    for (const bytes of parts) {
      if (bytes.length === 0) continue;
      this.#ready.push(bytes);
      this.#readyBytes += bytes.length;
    }
  }

  #release(): Uint8Array[] {
    const ready = this.#ready;
    this.#ready = [];
    this.#readyBytes = 0;
    const bytes = ready.length === 1 ? ready[0]! : Buffer.concat(ready);
    return Array.from({ length: Math.ceil(bytes.length / largestPieceBytes) }, (_, index) =>
      bytes.subarray(index * largestPieceBytes, (index + 1) * largestPieceBytes),
    );
  }
}
