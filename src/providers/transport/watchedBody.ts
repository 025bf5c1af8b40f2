import { TimeSlices } from '../../core/timeSlices.js';
import type { SseFrameMeter } from './sseFrameMeter.js';

/** What is made of the chunks of a body before they are passed on. */
export interface BodyChunks {
  /**
   * Takes the next bytes; returns what to pass on now.
   * @param onMeasured called when they are measured, before anything is made of them
   */
  take(chunk: Uint8Array, onMeasured: () => void): Uint8Array[];
  /** What is left when the server has ended the body. */
  rest(): Uint8Array[];
  /** What the body ends with, once all before it is passed on. */
  readonly failure: Error | undefined;
}

/** A body that is passed on as it comes. */
export function unchangedChunks(meter: SseFrameMeter): BodyChunks {
  return {
    take(chunk, onMeasured) {
      meter.add(chunk);
      onMeasured();
      return [chunk];
    },
    rest: () => [],
    failure: undefined,
  };
}

/** Whom a body tells how it is read. */
export interface BodyWatch {
  /** The server is waited for. */
  onWait(): void;
  /** It no longer is. */
  onIdle(): void;
  /** So many bytes have arrived and are measured. What it throws ends the body. */
  onReceived(bytes: number): void;
  /** The server ended the body properly. */
  onEnd(): void;
  /** What the reader is told when reading fails. */
  toFailure(error: unknown): unknown;
}

/**
 * A body that is measured as it is read, and passed on in the pieces of `chunks`, only as fast as it is asked for. Cancelling it
 * cancels the server's body, and nothing is told afterwards. However fast the server is and however little its events say, others get
 * their turn: whoever reads a stream that is always ready never waits for it.
 */
export function watchedBody(
  body: ReadableStream<Uint8Array>,
  chunks: BodyChunks,
  watch: BodyWatch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let cancelled = false;
  let ended = false;
  let ready: Uint8Array[] = [];
  const slices = new TimeSlices();

  const read = async (): Promise<void> => {
    watch.onWait();
    const { done, value } = await reader.read();
    // Whoever cancels does not need to know how it ended.
    if (cancelled) return;
    if (!done) {
      ready = chunks.take(value, () => watch.onReceived(value.length));
      return;
    }
    ready = chunks.rest();
    ended = true;
    watch.onEnd();
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    await slices.pause();
    while (ready.length === 0 && !ended && !cancelled) {
      if (chunks.failure !== undefined) throw chunks.failure;
      await read();
      await slices.pause();
    }
    if (cancelled) return;
    const piece = ready.shift();
    if (piece !== undefined) controller.enqueue(piece);
    if (!ended || ready.length > 0) return;
    if (chunks.failure !== undefined) throw chunks.failure;
    controller.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          await pull(controller);
        } catch (error) {
          if (!cancelled) controller.error(watch.toFailure(error));
          // An error that was told ends the answer, whatever the server goes on to send.
          reader.cancel().catch(() => undefined);
        } finally {
          watch.onIdle();
        }
      },
      cancel: () => {
        cancelled = true;
        reader.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
