import { ScoutError, type ErrorCode } from '../../core/errors.js';
import { redact } from '../../core/redaction.js';
import { labelOf } from '../../core/text/labelOf.js';

/**
 * The error body of an HTTP answer or of an event in a stream, in whatever shape it came. Vendors agree
 * on little, so every place where one of them puts a code is read.
 */
export interface VendorFailure {
  /** HTTP status; absent for an error inside a stream. */
  readonly status: number | undefined;
  /** Everything that looks like a code (`type`, `code`, `status`), in lower case. */
  readonly codes: readonly string[];
  /** The vendor's sentence; empty when there was none. */
  readonly message: string;
  /** The request parameter that the vendor blames, such as `temperature` or `reasoning.summary`. */
  readonly parameter: string | undefined;
  /** From the body; Google puts it there (google.rpc.RetryInfo). */
  readonly retryAfterMs: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** How long a vendor's sentence may be in ours, in characters. */
const maximumMessage = 300;
/** How much of it is read to find out what it means: some gateways put a long sentence of their own in front. */
const maximumRead = 4_000;
/** Characters of a code or of the name of a parameter. */
const maximumCode = 100;

/**
 * Codes whose meaning does not depend on the status. Sources: OpenAI "Error codes" guide and `ResponseError`
 * in its SDK, Anthropic "Errors" page, Google's google.rpc.Code, Mistral and text-generation-inference bodies.
 */
const meanings: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['insufficient_quota', 'quota-exceeded'],
  ['billing_error', 'quota-exceeded'],
  ['billing_hard_limit_reached', 'quota-exceeded'],
  ['rate_limit_exceeded', 'rate-limited'],
  ['rate_limit_error', 'rate-limited'],
  ['resource_exhausted', 'rate-limited'],
  ['rate_limited', 'rate-limited'],
  ['invalid_api_key', 'invalid-api-key'],
  ['authentication_error', 'invalid-api-key'],
  ['unauthenticated', 'invalid-api-key'],
  ['permission_error', 'invalid-api-key'],
  ['permission_denied', 'invalid-api-key'],
  ['context_length_exceeded', 'context-too-long'],
  ['request_too_large', 'context-too-long'],
  ['model_not_found', 'model-not-found'],
  ['invalid_model', 'model-not-found'],
  ['content_filter', 'content-filtered'],
  ['content_policy_violation', 'content-filtered'],
  ['bio_policy', 'content-filtered'],
  ['misalignment_policy_violation', 'content-filtered'],
  ['image_content_policy_violation', 'content-filtered'],
  ['overloaded_error', 'provider-unavailable'],
  ['api_error', 'provider-unavailable'],
  ['timeout_error', 'provider-unavailable'],
  ['server_error', 'provider-unavailable'],
  ['unavailable', 'provider-unavailable'],
  ['internal', 'provider-unavailable'],
]);

/** Where only the sentence shows it: Anthropic, Mistral, vLLM and llama.cpp answer a plain 400 to a too long prompt. */
const tooLong =
  /prompt is too long|context (?:length|window|size)|maximum context|too many (?:input )?tokens|too large for model|token count .* exceeds/i;
const modelMissing =
  /models?\b.*\b(?:not found|does not exist|not exist|not supported|unknown)|(?:no such|unknown|invalid) model/i;
const quotaSpent = /credit balance|insufficient (?:quota|credits?)|exceeded your (?:current quota|monthly)|billing/i;
const tooFast = /too many requests|rate limit/i;
const badKey = /api[ _-]?key (?:not valid|expired|invalid)|invalid (?:api[ _-]?key|token)|unauthori[sz]ed/i;

/** Reads a vendor's error body. Anything may be passed: parsed JSON, text, nothing. */
export function readVendorFailure(body: unknown, status?: number): VendorFailure {
  const outer = fieldsOf(Array.isArray(body) ? body[0] : body);
  const inner = fieldsOf(outer['error']);
  const details = Array.isArray(outer['detail']) ? outer['detail'].map(fieldsOf) : [];
  const codes = [inner, outer, ...details]
    .flatMap((fields) => [fields['code'], fields['type'], fields['status']])
    .filter((code): code is string => typeof code === 'string')
    .map((code) => code.slice(0, maximumCode).toLowerCase());
  const message = oneLine(
    [
      inner['message'],
      outer['error'],
      outer['message'],
      outer['detail'],
      details[0]?.['msg'],
      details[0]?.['message'],
    ].find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? '',
  );
  return {
    status,
    codes,
    message,
    parameter:
      parameterOf(inner['param']) ??
      parameterOf(outer['param']) ??
      locationOf(details[0]?.['loc']) ??
      blamedIn(message),
    retryAfterMs: retryInfo(inner['details']),
  };
}

/** What a failure means. The vendor's own code says more than its status, its sentence less. */
export function classifyVendorFailure(failure: VendorFailure): ErrorCode {
  const { status, message } = failure;
  const meant = failure.codes.map((code) => meanings.get(code)).find((code) => code !== undefined);
  // Google says the same of a minute's limit and of the plan's; only the former says when to come back.
  if (meant === 'rate-limited' && failure.retryAfterMs !== undefined) return meant;
  if (quotaSpent.test(message) && meant !== 'invalid-api-key') return 'quota-exceeded';
  if (meant !== undefined) return meant;
  if (tooLong.test(message)) return 'context-too-long';
  if (status === 401 || status === 403 || badKey.test(message)) return 'invalid-api-key';
  if (status === 402) return 'quota-exceeded';
  if (status === 413) return 'context-too-long';
  if (status === 429 || tooFast.test(message)) return 'rate-limited';
  if (
    status === 404
      ? modelMissing.test(message) || failure.codes.includes('not_found_error')
      : modelMissing.test(message)
  ) {
    return 'model-not-found';
  }
  if (status === 408 || status === 409 || status === undefined || status >= 500) return 'provider-unavailable';
  return 'invalid-request';
}

/**
 * The `ScoutError` of a vendor's answer.
 * @param vendor the name shown to the user
 * @param retryAfterMs from the headers; wins over what the body says
 */
export function vendorError(vendor: string, failure: VendorFailure, retryAfterMs?: number): ScoutError {
  const code = classifyVendorFailure(failure);
  const wait = retryAfterMs ?? failure.retryAfterMs;
  const isNothingThere = code === 'invalid-request' && failure.status === 404;
  return new ScoutError(code, sentenceFor(code, vendor, failure), {
    retryable: code === 'rate-limited' || code === 'provider-unavailable',
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(isNothingThere ? { fault: 'nothing-at-address' as const } : {}),
  });
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

function sentenceFor(code: ErrorCode, vendor: string, failure: VendorFailure): string {
  const status = failure.status === undefined ? '' : ` (HTTP ${failure.status})`;
  const said = failure.message === '' ? '' : ` ${vendor} says: ${shorten(failure.message)}`;
  switch (code) {
    // The vendor's own sentence quotes part of the key: it stays out.
    case 'invalid-api-key':
      return `The key may be mistyped, expired or revoked: ${vendor} rejected it${status}.`;
    case 'rate-limited':
      return `${vendor} is limiting requests: too many requests or tokens in a short time.${said}`;
    case 'quota-exceeded':
      return `The quota or credit of this account is used up.${said}`;
    case 'context-too-long':
      return `This chat is too long for the model.${said}`;
    case 'model-not-found':
      return `${vendor} does not offer this model, or the API key has no access to it.${said}`;
    case 'content-filtered':
      return `${vendor} rejected this request because of its content policy.${said}`;
    case 'provider-unavailable':
      return `${vendor} is unavailable at the moment${status}.${said}`;
    default:
      if (failure.status === 404)
        return `${vendor} did not find anything at this address${status}. Check the base URL.${said}`;
      return `${vendor} rejected the request${status}.${said}`;
  }
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3), or OpenAI's `retry-after-ms`.
 * @param now in milliseconds since the epoch
 */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  const value = headers.get('retry-after');
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1000 : undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function parameterOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? labelOf(redact(value), maximumCode) : undefined;
}

/** FastAPI's way to name a parameter: `["body", "stream_options"]`. */
function locationOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const path = value
    .slice(0, 10)
    .filter((step) => typeof step === 'string' && step !== 'body')
    .join('.');
  return parameterOf(path);
}

/** Anthropic names the parameter in its sentence: `thinking.type: …`, `does not support the effort parameter`. */
function blamedIn(message: string): string | undefined {
  return /^([a-z_]+(?:\.[a-z_]+)*): /.exec(message)?.[1] ?? /does not support the (\w+) parameter/.exec(message)?.[1];
}

function retryInfo(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details.map(fieldsOf)) {
    const delay = detail['retryDelay'];
    const seconds = typeof delay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1] : undefined;
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return undefined;
}

function oneLine(text: string): string {
  return text.slice(0, maximumRead).replaceAll(/\s+/g, ' ').trim();
}

/** Secrets are taken out first: half of one would not be recognised. */
function shorten(text: string): string {
  return redact(text, maximumMessage);
}
