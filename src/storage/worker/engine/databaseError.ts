import type { Failure } from '../../protocol/workerProtocol.js';

/** A request the database refuses, with the sentence for the user. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}
