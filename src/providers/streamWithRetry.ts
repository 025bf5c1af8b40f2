import {
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  retry,
  type IBackoffFactory,
  type IRetryBackoffContext,
} from 'cockatiel';
import { abortError, isCancellation, ScoutError } from '../core/errors.js';
import type { ChatEvent, RetryWait } from './provider.js';
import { longestWaitMs } from './transport/requestedWait.js';

export interface RetryOptions {
  /** Called at the start of each wait, so that a person can see it. */
  readonly onWait: (wait: RetryWait) => void;
  /** Repetitions after the first attempt. */
  readonly maximumRetries?: number;
  /** First pause where the vendor names none, in milliseconds; the next ones grow, with jitter. */
  readonly initialDelayMs?: number;
}

/**
 * Streams an answer and starts over, with growing pauses, while nothing of it has been seen: once the first event is
 * out, a failure is the consumer's to show. Only errors marked `retryable` are repeated, after the wait the vendor asked for.
 * An abort ends a wait at once, with `AbortError`.
 * @param open starts one attempt; called again for each repetition
 */
export async function* streamWithRetry(
  open: () => AsyncIterable<ChatEvent>,
  signal: AbortSignal,
  { onWait, maximumRetries = 3, initialDelayMs = 500 }: RetryOptions,
): AsyncGenerator<ChatEvent, void, undefined> {
  const policy = retry(handleWhen(isWorthRepeating), {
    maxAttempts: maximumRetries,
    backoff: honouringRetryAfter(initialDelayMs),
  }).dangerouslyUnref();
  const listener = policy.onRetry((event) => {
    if ('error' in event && event.error instanceof ScoutError) onWait({ delayMs: event.delay, error: event.error });
  });
  // Token counts are not yet an answer: an attempt that brought nothing else may be repeated.
  let counts: ChatEvent[] = [];
  const attempt = async (): Promise<{ iterator: AsyncIterator<ChatEvent>; first: IteratorResult<ChatEvent> }> => {
    // The policy does not look at the signal when a wait is over.
    if (signal.aborted) throw abortError();
    counts = [];
    const iterator = open()[Symbol.asyncIterator]();
    let first = await iterator.next();
    for (; !first.done && first.value.type === 'usage'; first = await iterator.next()) counts.push(first.value);
    return { iterator, first };
  };

  let started: Awaited<ReturnType<typeof attempt>>;
  const aborted = rejectionOnAbort(signal);
  try {
    started = await Promise.race([policy.execute(attempt, signal), aborted.promise]);
  } catch (error) {
    yield* signal.aborted ? [] : counts;
    throw error;
  } finally {
    aborted.stop();
    listener.dispose();
  }
  const { iterator, first } = started;
  let done = false;
  try {
    yield* counts;
    for (let result = first; ; result = await iterator.next()) {
      if (result.done) {
        done = true;
        return;
      }
      yield result.value;
    }
  } catch (error) {
    done = true;
    throw error;
  } finally {
    if (!done) await iterator.return?.();
  }
}

function isWorthRepeating(error: unknown): boolean {
  if (isCancellation(error) || !(error instanceof ScoutError)) return false;
  return error.retryable && (error.retryAfterMs ?? 0) <= longestWaitMs;
}

function honouringRetryAfter(initialDelayMs: number): IBackoffFactory<IRetryBackoffContext<unknown>> {
  const growing = new ExponentialBackoff({ initialDelay: initialDelayMs, maxDelay: 8000 });
  return new DelegateBackoff<IRetryBackoffContext<unknown>, ReturnType<typeof growing.next>>((context, previous) => {
    const backoff = previous ? previous.next(context) : growing.next();
    const error = 'error' in context.result ? context.result.error : undefined;
    const asked = error instanceof ScoutError ? error.retryAfterMs : undefined;
    return { delay: asked ?? backoff.duration, state: backoff };
  });
}

function rejectionOnAbort(signal: AbortSignal): { readonly promise: Promise<never>; stop(): void } {
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(abortError());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return { promise, stop: () => signal.removeEventListener('abort', onAbort) };
}
