import { ScoutError } from '../../core/errors.js';
import type { Failure } from '../protocol/workerProtocol.js';
import type { PendingRequest } from './pendingRequest.js';

/** What the worker says of a request that failed, for whoever has asked. */
export function errorOf({ message, retryable, isUnsavable, detail }: Failure): ScoutError {
  return new ScoutError(isUnsavable === true ? 'unsavable' : 'storage', message, { retryable, cause: detail });
}

/** Why a request is not sent to the next worker; `undefined` if it is. */
export function rejection(
  { message: { id, request } }: PendingRequest,
  fatalRequest: number | undefined,
  givenUp: string | undefined,
  cause: unknown,
): ScoutError | undefined {
  if (givenUp !== undefined) return new ScoutError('storage', givenUp, { cause });
  if (id === fatalRequest && request.kind === 'append') {
    const message = 'The storage process failed twice while saving this. It may or may not have been saved.';
    return new ScoutError('unsavable', message, { cause });
  }
  // Only somebody who wants it again can decide to begin such work again.
  if (id !== fatalRequest && request.kind !== 'maintenance') return undefined;
  const message = 'The storage process failed. Nothing already saved is lost. Try again.';
  return new ScoutError('storage', message, { retryable: true, cause });
}
