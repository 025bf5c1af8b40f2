import { SseChunker } from './sseChunker.js';
import type { SseFrameMeter } from './sseFrameMeter.js';

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
 * A body that is measured as it is read, and passed on in the pieces of `SseChunker`, only as fast as it is asked for. Cancelling it
 * cancels the server's body, and nothing is told afterwards.
 */
export function watchedBody(
  body: ReadableStream<Uint8Array>,
  meter: SseFrameMeter,
  watch: BodyWatch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const chunker = new SseChunker(meter);
  let cancelled = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    for (let passed = 0; passed === 0 && !cancelled;) {
      watch.onWait();
      const { done, value } = await reader.read();
      // Whoever cancels does not need to know how it ended.
      if (cancelled) return;
      const ready = done ? [chunker.rest()] : chunker.take(value);
      if (value) watch.onReceived(value.length);
      for (const chunk of ready) {
        if (chunk.length > 0) controller.enqueue(chunk);
        passed += chunk.length;
      }
      if (!done) continue;
      watch.onEnd();
      return controller.close();
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          await pull(controller);
        } catch (error) {
          if (!cancelled) controller.error(watch.toFailure(error));
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
