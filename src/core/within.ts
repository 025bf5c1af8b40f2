import { abortError } from './errors.js';

/** A time after which a promise is not waited for any more. */
export interface Deadline {
  readonly milliseconds: number;
  /** What it is rejected with then. */
  readonly error: () => Error;
}

/** Settles as the promise does; rejects with `AbortError` as soon as the signal is aborted, and at the deadline, if there is one. */
export async function within<T>(promise: PromiseLike<T>, signal: AbortSignal, deadline?: Deadline): Promise<T> {
  if (signal.aborted) {
    promise.then(undefined, () => undefined);
    throw abortError();
  }
  const early = Promise.withResolvers<never>();
  const onAbort = (): void => early.reject(abortError());
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = deadline && setTimeout(() => early.reject(deadline.error()), deadline.milliseconds);
  try {
    return await Promise.race([promise, early.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
