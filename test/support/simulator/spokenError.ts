import type { ErrorCode } from '../../../src/core/errors.js';
import type { VendorReply } from './vendor.js';

/** An error as a vendor or a gateway really words it, and what a person must learn from it. */
export interface SpokenError extends VendorReply {
  readonly means: ErrorCode;
  /** What SCOUT's sentence must hold. */
  readonly told: RegExp;
}

export const said = (means: ErrorCode, status: number, body: unknown, told: RegExp): SpokenError => ({
  means,
  status,
  body,
  told,
});
export const openai = (message: string, code: string | null = null, type = 'invalid_request_error'): unknown => ({
  error: { message, type, param: null, code },
});
export const google = (code: number, status: string, message: string, reason?: string): unknown => ({
  error: {
    code,
    message,
    status,
    details: reason === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }],
  },
});
export const anthropic = (type: string, message: string): unknown => ({ type: 'error', error: { type, message } });
