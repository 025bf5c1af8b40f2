import { redact } from '../../core/redaction.js';
import { labelOf } from '../../core/text/labelOf.js';
import { rateLimitReset, retryAfter } from './requestedWait.js';

/**
 * The error body of an HTTP answer or of an event in a stream, in whatever shape it came. Vendors agree
 * on little, so every place where one of them puts a code is read. Secrets are already taken out.
 */
export interface VendorFailure {
  /** HTTP status; absent for an error inside a stream. */
  readonly status: number | undefined;
  /** The status that the body names, as OpenRouter does; absent if it names none. */
  readonly statedStatus: number | undefined;
  /** Everything that looks like a code (`type`, `code`, `status`, `reason`), in lower case. */
  readonly codes: readonly string[];
  /** The vendor's sentence; empty when there was none. */
  readonly message: string;
  /** All its sentences: gateways put their own in front of the one that counts. */
  readonly text: string;
  /** The request parameter that the vendor blames, such as `temperature` or `reasoning.summary`. */
  readonly parameter: string | undefined;
  /** From the body: Google (google.rpc.RetryInfo), OpenRouter (`metadata.headers`), gateways (`retry_after`). */
  readonly retryAfterMs: number | undefined;
}

interface Findings {
  readonly codes: string[];
  readonly sentences: string[];
  readonly parameters: string[];
  status: number | undefined;
  retryAfterMs: number | undefined;
  /** How many values may still be looked at. */
  budget: number;
}

/** Characters of a body's sentences that are read to find out what they mean. */
const maximumRead = 8_000;
/** Characters of a code or of the name of a parameter. */
const maximumCode = 100;
const maximumDepth = 8;
const maximumValues = 200;

/** Where codes are: `error_type` at TGI, `reason` at Google (google.rpc.ErrorInfo), `__type` at AWS, `http_code` at MiniMax. */
const codeFields = ['code', 'type', 'status', 'reason', 'error_type', 'error_code', 'http_code', '__type'] as const;
/**
 * Where sentences are, the most telling first: `metadata.raw` at OpenRouter, and `cause` at others, is what the provider behind it said. Others, such as FastAPI's
 * `input`, repeat the request.
 */
const sentenceFields = [
  'metadata',
  'raw',
  'cause',
  'error',
  'errors',
  'message',
  'Message',
  'msg',
  'detail',
  'details',
  'description',
  'error_description',
  'error_message',
  'innererror',
  // MiniMax; Baidu
  'base_resp',
  'status_msg',
  'error_msg',
  'title',
] as const;

/** Reads a vendor's error body. Anything may be passed: parsed JSON, text, nothing. */
export function readVendorFailure(body: unknown, status?: number): VendorFailure {
  const found: Findings = {
    codes: [],
    sentences: [],
    parameters: [],
    status: undefined,
    retryAfterMs: undefined,
    budget: maximumValues,
  };
  read(body, found, 0);
  const sentences = [...new Set(found.sentences)];
  const message = sentences.find((sentence) => /\s/u.test(sentence)) ?? sentences[0] ?? '';
  return {
    status,
    statedStatus: found.status,
    codes: found.codes,
    message,
    text: sentences.join(' ').slice(0, maximumRead),
    parameter: found.parameters[0] ?? blamedIn(message),
    retryAfterMs: found.retryAfterMs,
  };
}

/** Whether a field for an error has anything in it: some servers fill in every field (`""`, `false`, `{}`, `{"message":""}`). */
export function tellsError(error: unknown): boolean {
  return typeof error === 'object' && error !== null ? Object.values(error).some(Boolean) : Boolean(error);
}

function read(value: unknown, found: Findings, depth: number): void {
  if (depth > maximumDepth || found.budget-- <= 0) return;
  if (typeof value === 'string') readText(value, found, depth);
  else if (Array.isArray(value)) for (const element of value.slice(0, 10)) read(element, found, depth + 1);
  else if (typeof value === 'object' && value !== null)
    readFields(value as Readonly<Record<string, unknown>>, found, depth);
}

function readFields(fields: Readonly<Record<string, unknown>>, found: Findings, depth: number): void {
  for (const name of codeFields) addCode(fields[name], found);
  // OAuth and small gateways put a code where others have the sentence.
  if (typeof fields['error'] === 'string' && /^[\w.:-]+$/u.test(fields['error'])) addCode(fields['error'], found);
  const parameter = parameterOf(fields['param']) ?? parameterOf(fields['parameter']) ?? locationOf(fields['loc']);
  if (parameter !== undefined) found.parameters.push(parameter);
  found.retryAfterMs ??= waitOf(fields);
  for (const name of sentenceFields) read(fields[name], found, depth + 1);
}

/** Text may be JSON once more, or the events of a stream that ended before it began. A web page is no sentence. */
function readText(given: string, found: Findings, depth: number): void {
  const text = /^data: ?(.*)$/mu.exec(given.slice(0, 1_000).includes('data:') ? given : '')?.[1] ?? given;
  const json = /^\s*[[{]/u.test(text) ? parsed(text) : undefined;
  if (json !== undefined) return read(json, found, depth + 1);
  if (/^\s*(?:<[!?a-z]|$)/iu.test(text)) return;
  found.sentences.push(redact(text, maximumRead).replaceAll(/\s+/gu, ' ').trim());
  // LiteLLM: `OpenAIException - {"error": …}`
  const quoted = parsed(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  if (quoted === undefined) return;
  const own = found.sentences.pop()!;
  read(quoted, found, depth + 1);
  found.sentences.push(own);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addCode(value: unknown, found: Findings): void {
  if (typeof value === 'string' && value !== '') found.codes.push(value.slice(0, maximumCode).toLowerCase());
  const status = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (Number.isInteger(status) && status >= 400 && status < 600) found.status ??= status;
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

/** Anthropic names the parameter in its sentence: `thinking.type: …`, `messages.1.content.0: …`, `does not support the effort parameter`. */
function blamedIn(message: string): string | undefined {
  return /^([a-z_]+(?:\.[a-z_\d]+)*): /.exec(message)?.[1] ?? /does not support the (\w+) parameter/.exec(message)?.[1];
}

/** What a body calls the headers of RFC 9110 and OpenAI; a number is of seconds, or of milliseconds. */
const waitFields: Readonly<Record<string, string>> = {
  retryDelay: 'retry-after',
  retry_after: 'retry-after',
  retryAfter: 'retry-after',
  retry_after_seconds: 'retry-after',
  resets_in_seconds: 'retry-after',
  retry_after_ms: 'retry-after-ms',
};

function waitOf(fields: Readonly<Record<string, unknown>>): number | undefined {
  const named = Object.entries(waitFields).map(([name, header]) => [header, fields[name]] as const);
  const own = retryAfter(headersOf(named));
  if (own !== undefined) return own;
  const { headers } = fields;
  if (typeof headers !== 'object' || headers === null) return undefined;
  const given = headersOf(Object.entries(headers).slice(0, maximumValues));
  return retryAfter(given) ?? rateLimitReset(given);
}

/** Those that are headers; the first of each name. */
function headersOf(entries: readonly (readonly [string, unknown])[]): Headers {
  const headers = new Headers();
  for (const [name, value] of entries) {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || !/^[\w-]{1,100}$/u.test(name) || !/^[ -~]{1,200}$/u.test(text)) continue;
    if (!headers.has(name)) headers.set(name, text);
  }
  return headers;
}
