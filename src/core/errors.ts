/**
 * What went wrong, in the terms a user can act on. Adapters translate a vendor's failure into one of
 * these, by HTTP status and vendor code; everything the interface offers as a next step depends on it.
 */
export type ErrorCode =
  | 'missing-provider'
  | 'missing-model'
  | 'missing-api-key'
  | 'invalid-api-key'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'context-too-long'
  | 'model-not-found'
  | 'invalid-request'
  | 'content-filtered'
  | 'network'
  | 'provider-unavailable'
  | 'stream-truncated'
  | 'invalid-response'
  | 'message-too-long'
  | 'answer-too-long'
  | 'storage'
  | 'unsavable'
  | 'internal';

export interface ScoutErrorOptions {
  /** Whether the same request may succeed if it is simply sent again later. */
  readonly retryable?: boolean;
  /** How long the vendor asked to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The failure underneath, for the log's stack trace. Must not hold a key, a header or a prompt. */
  readonly cause?: unknown;
}

/**
 * An operational failure. `message` is one plain English sentence without secrets, fit for a log and,
 * where no better text exists for the code, for the user.
 */
export class ScoutError extends Error {
  override readonly name = 'ScoutError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: ScoutErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether `error` says that somebody cancelled: an outcome, never a failure. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** The rejection of an aborted operation: always named `AbortError`, whatever the signal's reason is. */
export function abortError(): Error {
  return new DOMException('The operation was canceled.', 'AbortError');
}

/** Gives any thrown value a `ScoutError` face; what is not one becomes `internal`. */
export function toScoutError(error: unknown): ScoutError {
  if (error instanceof ScoutError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ScoutError('internal', message, { cause: error });
}
