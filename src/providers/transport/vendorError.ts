import { ScoutError, type ErrorCode } from '../../core/errors.js';
import { redact } from '../../core/redaction.js';
import { classifyVendorFailure, isTimeout } from './failureMeaning.js';
import { longestWaitMs, rateLimitReset, retryAfter, spanInWords, waitInSentence } from './requestedWait.js';
import { readVendorFailure, type VendorFailure } from './vendorFailure.js';

/** How long a vendor's sentence may be in ours, in characters. */
const maximumMessage = 300;

/** What was said, by the error that was made of it. */
const failures = new WeakMap<Error, VendorFailure>();

/** What the vendor said, of an error that `vendorError` made; `undefined` of any other. */
export function vendorFailureOf(error: unknown): VendorFailure | undefined {
  return error instanceof Error ? failures.get(error) : undefined;
}

/**
 * The `ScoutError` of a vendor's answer.
 * @param vendor the name shown to the user
 * @param headers of the answer; a wait in `Retry-After` wins over what the body says
 */
export function vendorError(vendor: string, failure: VendorFailure, headers?: Headers): ScoutError {
  const code = classifyVendorFailure(failure);
  const wait = waitOf(code, failure, headers);
  const isNothingThere = code === 'invalid-request' && failure.status === 404;
  const error = new ScoutError(code, sentenceFor(code, vendor, failure, wait), {
    retryable: code === 'rate-limited' || (code === 'provider-unavailable' && !isTimeout(failure)),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(isNothingThere ? { fault: 'nothing-at-address' as const } : {}),
  });
  failures.set(error, failure);
  return error;
}

/**
 * The SDKs throw an error that came as an event of the stream, with its body under `error` and without a status.
 * @returns the `ScoutError` it means; `undefined` when `error` is something else
 */
export function streamedVendorError(vendor: string, error: unknown): ScoutError | undefined {
  if (error instanceof ScoutError) return undefined;
  const { error: inner, httpResponse } = fieldsOf(error);
  const body = inner ?? fieldsOf(httpResponse)['body'];
  if (body === undefined || body === null) return undefined;
  // Anthropic's body has a further `error` inside, the others' is the inside itself.
  return vendorError(vendor, readVendorFailure('error' in fieldsOf(body) ? body : { error: body }));
}

/** In milliseconds. The headers of a limit come with every answer: they count only where a limit was reached. */
function waitOf(code: ErrorCode, failure: VendorFailure, headers = new Headers()): number | undefined {
  const asked = retryAfter(headers) ?? failure.retryAfterMs;
  return code === 'rate-limited' ? (asked ?? waitInSentence(failure.text) ?? rateLimitReset(headers)) : asked;
}

function sentenceFor(code: ErrorCode, vendor: string, failure: VendorFailure, wait: number | undefined): string {
  const status = failure.status === undefined ? '' : ` (HTTP ${failure.status})`;
  const asked = wait === undefined || wait <= longestWaitMs ? '' : ` It asks to wait ${spanInWords(wait)}.`;
  const said = `${asked}${saidBy(vendor, failure)}`;
  switch (code) {
    // The vendor's own sentence quotes part of the key: it stays out.
    case 'invalid-api-key':
      return `The key may be mistyped, expired or revoked: ${vendor} rejected it${status}.`;
    case 'access-denied':
      return failure.message === ''
        ? `${vendor} denied access${status}. The API key may lack a permission, or a policy or firewall may block the request.`
        : `${vendor} denied access${status}.${said}`;
    case 'rate-limited':
      return `${vendor} is limiting requests: too many requests or tokens in a short time.${said}`;
    case 'quota-exceeded':
      return `The quota or credit of this account is used up.${said}`;
    case 'context-too-long':
      return `This chat is too long for the model.${said}`;
    case 'model-not-found':
      return `${vendor} does not offer this model, or the API key has no access to it.${said}`;
    case 'unsupported-input':
      return `This model does not accept a kind of attachment that is in the chat.${said}`;
    case 'content-filtered':
      return `${vendor} rejected this request because of its content policy.${said}`;
    case 'provider-unavailable':
      return isTimeout(failure)
        ? `${vendor} did not answer in time${status}.${said}`
        : `${vendor} is unavailable at the moment${status}.${said}`;
    default:
      if (failure.status === 404)
        return `${vendor} did not find anything at this address${status}. Check the base URL.${said}`;
      return `${vendor} rejected the request${status}.${said}`;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** The vendor's sentence, shortened, behind one of ours; empty where there was none. What it means was read from the whole of it. */
export function saidBy(vendor: string, { message }: VendorFailure): string {
  return message === '' ? '' : ` ${vendor} says: ${redact(message, maximumMessage)}`;
}
