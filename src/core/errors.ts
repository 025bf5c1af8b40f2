import { redact, type RedactedText } from './redaction.js';

/**
 * What went wrong, in the terms a user can act on. Adapters translate a vendor's failure into one of
 * these, by HTTP status and vendor code; everything the interface offers as a next step depends on it.
 */
export type ErrorCode =
  | 'missing-provider'
  | 'missing-model'
  | 'missing-api-key'
  | 'invalid-api-key'
  | 'not-permitted'
  | 'access-denied'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'context-too-long'
  | 'model-not-found'
  | 'unsupported-input'
  | 'invalid-request'
  | 'content-filtered'
  | 'network'
  | 'provider-unavailable'
  | 'stream-truncated'
  | 'invalid-response'
  | 'local-only'
  | 'message-too-long'
  | 'answer-too-long'
  | 'storage'
  | 'unsavable'
  | 'internal';

/** All of them, as an object, so that the compiler misses one that is not there: its archive could not be read. */
export const errorCodes: Readonly<Record<ErrorCode, true>> = {
  'missing-provider': true,
  'missing-model': true,
  'missing-api-key': true,
  'invalid-api-key': true,
  'not-permitted': true,
  'access-denied': true,
  'rate-limited': true,
  'quota-exceeded': true,
  'context-too-long': true,
  'model-not-found': true,
  'unsupported-input': true,
  'invalid-request': true,
  'content-filtered': true,
  network: true,
  'provider-unavailable': true,
  'stream-truncated': true,
  'invalid-response': true,
  'local-only': true,
  'message-too-long': true,
  'answer-too-long': true,
  storage: true,
  unsavable: true,
  internal: true,
};

/**
 * What of the user's own SCOUT itself found at fault: an address or a key that it did not send anything with, an address at which
 * the server has nothing, a chat that is gone, or an attachment that the chosen model does not read. Never read from a sentence: those may be a server's.
 */
export type ErrorFault = 'address' | 'key' | 'nothing-at-address' | 'chat' | 'unread-attachment';

export const errorFaults: Readonly<Record<ErrorFault, true>> = {
  address: true,
  key: true,
  'nothing-at-address': true,
  chat: true,
  'unread-attachment': true,
};

export interface ScoutErrorOptions {
  /** Whether the same request may succeed if it is simply sent again later. */
  readonly retryable?: boolean;
  /** How long the vendor asked to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly fault?: ErrorFault;
  /** Of what is attached to the question, those that may not be sent. */
  readonly attachmentIds?: readonly string[];
  /** The failure underneath, for the log's stack trace. What is kept of it is name, code, message and stack, redacted. */
  readonly cause?: unknown;
}

/** How many causes of an error are kept. */
const maximumCauses = 5;
/** Characters of a stack that are kept. */
const maximumStack = 8_000;

/**
 * An operational failure. `message` is plain English, fit for a log and, where no better text exists for the code, for the user.
 * Whatever the sentence was made of, it passes `redact` here, and so does every cause: nothing else becomes an error's text.
 */
export class ScoutError extends Error {
  override readonly name = 'ScoutError';
  declare readonly message: RedactedText;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly fault: ErrorFault | undefined;
  readonly attachmentIds: readonly string[];

  constructor(code: ErrorCode, message: string, options: ScoutErrorOptions = {}) {
    super(redact(message), options.cause === undefined ? undefined : { cause: redactedCause(options.cause) });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.fault = options.fault;
    this.attachmentIds = options.attachmentIds ?? [];
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

/**
 * What may be kept of a thrown value: a copy of an error with name, code, message and stack, all redacted. Other properties of
 * vendors' errors hold requests, and with them prompts and keys.
 */
export function redactedCause(error: unknown, depth = 1): Error {
  if (error instanceof ScoutError) return error;
  if (!(error instanceof Error)) return withStack(new Error(`a thrown ${typeof error}`), `a thrown ${typeof error}`);
  const { cause } = error;
  const hasCause = cause !== undefined && depth < maximumCauses;
  const copy = new Error(
    redact(String(error.message)),
    hasCause ? { cause: redactedCause(cause, depth + 1) } : undefined,
  );
  copy.name = redact(String(error.name), 100);
  withStack(copy, String(error.stack ?? `${error.name}: ${error.message}`));
  if ('code' in error && typeof error.code === 'string') Object.assign(copy, { code: redact(error.code, 100) });
  return copy;
}

/** The stack of the copy would be that of the copying. */
function withStack(error: Error, stack: string): Error {
  error.stack = redact(stack, maximumStack);
  return error;
}
