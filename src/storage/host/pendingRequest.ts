import type { NumberedRequest } from '../protocol/workerProtocol.js';

/** A request that is not answered. */
export interface PendingRequest {
  readonly message: NumberedRequest;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (fraction: number) => void;
  /** How many workers have been sent it. */
  attempts: number;
}
