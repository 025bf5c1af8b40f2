import { ScoutError } from '../../core/errors.js';
import { doneMark, type EventFormat } from './eventFormat.js';
import type { SseEventKind } from './sseFrameMeter.js';
import { vendorError } from './vendorError.js';
import { readVendorFailure, tellsError } from './vendorFailure.js';

/** Words of servers that only say that they are there: mnfst/llm-gateway#2053 puts OpenRouter's comment into a `data` line. */
const sign = /^(?::.*|ping|pong|keep-?alive|heartbeat|(?:[a-z]+ )?processing)$/iu;
const done = /^\[?done\]?$/iu;
/** How much of a body is kept to tell what it says, in bytes. */
const keptBytes = 4096;

/**
 * Brings events that SDKs lose or stumble over into the form that they know: data that is no JSON object, events without their name, and
 * whole documents in place of a stream. What is as the interface describes it never gets here.
 */
export class SseRewriter {
  readonly #vendor: string;
  readonly #format: EventFormat;
  #isDone = false;
  #failure: ScoutError | undefined;
  #beginning: Uint8Array = new Uint8Array();

  /** @param vendor as shown to users */
  constructor(vendor: string, format: EventFormat) {
    this.#vendor = vendor;
    this.#format = format;
  }

  /** Whether the server has said that the stream is over, by `[DONE]` or as the end of a whole document. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The first of the body, as it came. */
  get beginning(): string {
    return new TextDecoder().decode(this.#beginning);
  }

  /** Keeps what comes first. */
  note(chunk: Uint8Array): void {
    const missing = keptBytes - this.#beginning.length;
    if (missing > 0) this.#beginning = Buffer.concat([this.#beginning, chunk.subarray(0, missing)]);
  }

  /** The vendor's error that an event or a document tells; nothing after it is of the answer. */
  get failure(): ScoutError | undefined {
    return this.#failure;
  }

  /** Whether events of this kind are to be rewritten. */
  concerns(kind: SseEventKind): boolean {
    const { names } = this.#format;
    if (kind === 'odd' || this.#format.repaired !== undefined) return true;
    return kind === 'unnamed' ? names === 'required' : kind === 'named' && names === 'refused';
  }

  /**
   * @param event with its lines, and with or without the empty line behind it
   * @returns what to pass on in its place; empty for nothing. Broken JSON is passed on as it is.
   */
  rewrite(event: string): string {
    const { name, data } = fieldsIn(event);
    const text = data.trim();
    if (done.test(text)) return this.#end();
    if (text === '' || sign.test(text)) return '';
    const json = parsed(text);
    if (json === undefined) {
      if (/^[[{"]/u.test(text)) return event;
      return this.#fail({ message: text });
    }
    const failure = failureIn(json);
    if (failure === undefined) return this.#repaired(withoutEmptyError(json), name);
    // What a failed answer has cost.
    const counted =
      isRecord(json) && isRecord(json['usage']) ? this.#repaired({ choices: [], usage: json['usage'] }) : '';
    return counted + this.#fail(failure);
  }

  /** Whether an event, without the empty line behind it, is all there: what is cut off is broken JSON. */
  isWhole(event: string): boolean {
    const text = fieldsIn(event).data.trim();
    return text !== '' && (done.test(text) || parsed(text) !== undefined || !/^[[{"]/u.test(text));
  }

  /**
   * A body, or the beginning of one, that is no stream.
   * @returns the events to pass on in its place; `undefined` when it is no JSON as far as it goes
   */
  document(text: string): string | undefined {
    const json = parsed(withoutComments(text));
    if (json === undefined) return undefined;
    const documents = [json].flat() as readonly unknown[];
    const failure = documents.map(failureIn).find((each) => each !== undefined);
    if (failure !== undefined) return this.#fail(failure);
    return documents
      .flatMap((each) => this.#format.eventsOf(withoutEmptyError(each)))
      .map((event) => (event === doneMark ? this.#end() : this.#repaired(event)))
      .join('');
  }

  /** A body with one JSON document in each line, or between the events; `undefined` when one of them is cut off. */
  documents(text: string): string | undefined {
    let events = '';
    for (const line of withoutComments(text).split(/[\r\n]+/u)) {
      const json = line.replace(/^\s*data:/u, '').trim();
      if (json === '' || /^(?:event|id|retry):/u.test(json)) continue;
      if (!/^[[{]/u.test(json) || !this.isWhole(`data: ${json}`)) return undefined;
      events += done.test(json) ? this.#end() : this.document(json);
    }
    return events;
  }

  #end(): string {
    this.#isDone = true;
    return this.#format.hasDone ? `data: ${doneMark}\n\n` : '';
  }

  #fail(body: unknown): string {
    this.#failure ??= vendorError(this.#vendor, readVendorFailure(body));
    return '';
  }

  #repaired(json: unknown, name?: string): string {
    try {
      return this.#written(this.#format.repaired?.(json) ?? json, name);
    } catch (error) {
      if (!(error instanceof ScoutError)) throw error;
      this.#failure ??= error;
      return '';
    }
  }

  #written(json: unknown, name?: string): string {
    const type = isRecord(json) && typeof json['type'] === 'string' ? json['type'].replaceAll(/\s/gu, ' ') : undefined;
    const label = this.#format.names === 'required' ? (name ?? type ?? 'message') : undefined;
    return `${label === undefined ? '' : `event: ${label}\n`}data: ${JSON.stringify(json)}\n\n`;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What tells an error: the whole event, also one that is what others have within `error`, or one of Google's candidates, of which its SDK leaves the error out. Some servers fill in every
 * field: an error that says nothing is one only where there is nothing else.
 */
function failureIn(json: unknown): unknown {
  if (!isRecord(json)) return undefined;
  if (json['object'] === 'error' || tellsError(json['error'])) return json;
  const { type, message } = json;
  // A tool's failure is not the answer's.
  if (
    typeof type === 'string' &&
    /^(?:error|response\.error|(?!tool_)\w+_error)$/u.test(type) &&
    typeof message === 'string'
  )
    return json;
  if ('error' in json && json['error'] !== null && Object.keys(json).length === 1) return json;
  const { candidates } = json;
  return Array.isArray(candidates)
    ? candidates.find((each: unknown) => isRecord(each) && tellsError(each['error']))
    : undefined;
}

/** Without the field that SDKs take for an error whatever is in it. */
function withoutEmptyError(json: unknown): unknown {
  if (!isRecord(json) || !('error' in json)) return json;
  const { error: _, ...rest } = json;
  return rest;
}

/** The name and the data of an event (WHATWG HTML, "Server-sent events"); JSON outside of any field is data, too. */
function fieldsIn(event: string): { name: string | undefined; data: string } {
  const data: string[] = [];
  let name: string | undefined;
  const lines = event.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  if (lines.some((line) => line.trimStart().startsWith('{'))) {
    const bare = lines.filter((line) => !/^\s*(?::|(?:event|id|retry):)/u.test(line));
    return { name, data: bare.map((line) => line.replace(/^\s*data: ?/u, '')).join('\n') };
  }
  for (const line of lines) {
    const [, field, value = ''] = /^\s*(data|event)(?:: ?(.*))?$/su.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') name = value;
  }
  return { name, data: data.join('\n') };
}

/** Some servers send comments while the document is made. */
function withoutComments(text: string): string {
  return text.replace(/^(?:\s*:[^\r\n]*[\r\n]+)+/u, '').trim();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
