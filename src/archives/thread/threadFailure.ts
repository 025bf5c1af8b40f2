import { abortError, isCancellation, ScoutError } from '../../core/errors.js';
import { ExportFailure } from '../export/exportFailure.js';
import type { Failure } from './protocol.js';

export function toFailure(error: unknown): Failure {
  if (isCancellation(error)) return { kind: 'cancelled' };
  if (error instanceof ScoutError)
    return { kind: 'scout', code: error.code, message: error.message, retryable: error.retryable };
  if (error instanceof ExportFailure) return { kind: 'export', reason: error.reason, detail: error.detail };
  return error instanceof Error
    ? { kind: 'other', message: error.message, stack: error.stack }
    : { kind: 'other', message: String(error), stack: undefined };
}

export function toError(failure: Failure): Error {
  switch (failure.kind) {
    case 'cancelled':
      return abortError();
    case 'scout':
      return new ScoutError(failure.code, failure.message, { retryable: failure.retryable });
    case 'export':
      return new ExportFailure(failure.reason, failure.detail);
    case 'other': {
      const error = new Error(failure.message);
      if (failure.stack !== undefined) error.stack = failure.stack;
      return error;
    }
  }
}
