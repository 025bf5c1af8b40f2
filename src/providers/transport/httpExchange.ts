import { abortError, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import {
  connectionLostError,
  eventTooLargeError,
  proxyAuthenticationError,
  redirectError,
  refusingWebPageError,
  silenceError,
  singleDocumentError,
  tooManyValuesError,
  webPageError,
} from './exchangeErrors.js';
import { adaptedRequest, type RequestChanges } from './endpointRequest.js';
import { networkError } from './networkFailure.js';
import { Patience } from './patience.js';
import { SseFrameMeter } from './sseFrameMeter.js';
import { readVendorFailure, retryAfter, vendorError, type VendorFailure } from './vendorError.js';
import { watchedBody } from './watchedBody.js';

export interface HttpExchangeOptions {
  /** The vendor's name as users know it. */
  readonly vendor: string;
  /** Longest silence of the server, in milliseconds: before the headers, and between any two reads. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
  /** In place of the header `authorization`: user and password of the address. */
  readonly basicAuthorization: string | undefined;
  /** What the endpoint changes about every request of the SDK. */
  readonly changes?: RequestChanges | undefined;
  /** Whether the answer is a stream of events, or one JSON document. */
  readonly expects: 'events' | 'json';
  /** Most values of one event, where an SDK takes longer for each than parsing does. */
  readonly eventMarks?: number | undefined;
}

/** Most bytes of one event, or of a JSON document. Beyond it a server is broken or hostile, and memory must stay bounded. */
const maximumEventBytes = 8 * 1024 * 1024;
/**
 * Most values of one event, or of a JSON document, by the marks between them: parsing takes about a millisecond for 2,000 values.
 * The longest lists of models have some ten thousand marks per hundred models, and about 500 models.
 */
const maximumMarks = 100_000;
/** Of an error's body only this much is read. */
const maximumErrorBytes = 64 * 1024;
/** And only for so long, in milliseconds, or for the longest silence. */
const errorBodyMs = 5_000;
/** The reason of every abort that only tidies up. One for all: an exception's stack trace costs more than the rest of closing. */
const closed = abortError();
/** Once the answer is complete, how long its usage and the end of the connection may still take, in milliseconds. */
const graceMs = 2000;

/**
 * One request to a vendor and its answer, whichever SDK makes it. It owns the `AbortController`, watches for silence,
 * and looks at the answer before the SDK does, because SDKs take a login page for an empty stream, hide headers, end
 * silently when aborted, or wait for ever. What went wrong on the wire is in `failure`, however the SDK then fails.
 */
export class HttpExchange {
  readonly #controller = new AbortController();
  readonly #options: HttpExchangeOptions;
  readonly #caller: AbortSignal;
  readonly #patience: Patience;
  readonly #onCallerAbort = (): void => this.#controller.abort(this.#caller.reason);
  #failure: ScoutError | undefined;
  #refused: VendorFailure | undefined;
  #bytes = 0;
  #meter: SseFrameMeter | undefined;
  #ended = false;
  #hasResponded = false;
  #otherType: string | undefined;

  constructor(options: HttpExchangeOptions, caller: AbortSignal) {
    this.#options = options;
    this.#caller = caller;
    this.#patience = new Patience(options.idleTimeoutMs, this.#onSilence);
    if (caller.aborted) this.#onCallerAbort();
    else caller.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  /** Aborted when the caller aborts, when the server is silent for too long, and by `close`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What went wrong on the wire, once something has. */
  get failure(): ScoutError | undefined {
    return this.#failure;
  }

  /** The parameter that the vendor blames for refusing the request, when it named one. */
  get refusedParameter(): string | undefined {
    return this.#refused?.parameter;
  }

  /** Whether the server has accepted the request. */
  get hasResponded(): boolean {
    return this.#hasResponded;
  }

  /** What the server calls an answer that should be a JSON document, if it calls it anything else. */
  get otherType(): string | undefined {
    return this.#otherType;
  }

  /** Bytes of the answer's body so far. */
  get receivedBytes(): number {
    return this.#bytes;
  }

  /** Complete events of the answer so far, comments not counted. */
  get receivedEvents(): number {
    return this.#meter?.events ?? 0;
  }

  /** The server ended the connection properly, but in the middle of an event. */
  get endedInEvent(): boolean {
    return this.#ended && this.#options.expects === 'events' && (this.#meter?.pending ?? 0) > 0;
  }

  /**
   * Forgets a refused request, so that an adapted one may be sent in its place.
   * @param parameter that is left out, as we call it: what the server called it may hold more
   */
  forgetRefusal(parameter: string): void {
    this.#options.logger.info(
      `${this.#options.vendor} does not accept the parameter ${parameter} for this model; it will be omitted`,
    );
    this.#failure = undefined;
    this.#refused = undefined;
  }

  /** The vendor has said that the answer is complete: nothing is waited for long from now on, whatever else is sent. */
  answered(): void {
    this.#patience.limit(graceMs);
  }

  /** Ends the request if it is still under way, and lets go of the caller's signal. */
  close(): void {
    this.#patience.pause();
    this.#caller.removeEventListener('abort', this.#onCallerAbort);
    this.#controller.abort(closed);
  }

  /** For the SDK, in place of `fetch`. `globalThis.fetch` is looked up at every call: VS Code replaces it for proxies. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    let response: Response;
    this.#patience.wait();
    try {
      const adapted = adaptedRequest(input, init, this.#options.changes);
      // A redirect is not followed: it would carry the key to another host.
      response = await globalThis.fetch(adapted.input, {
        ...adapted.init,
        ...this.#authorized(adapted.input, adapted.init),
        redirect: 'manual',
        signal: this.signal,
      });
    } catch (error) {
      throw this.#fail(networkError(error, url));
    } finally {
      this.#patience.pause();
    }
    if (response.ok) {
      this.#hasResponded = true;
      await this.#checkContentType(response, url);
      const headers = new Headers(response.headers);
      if (this.#options.expects === 'json') {
        const type = /^[a-z]+\/[a-z0-9.+-]{1,60}/u.exec(contentType(response))?.[0];
        this.#otherType = type?.endsWith('json') === true ? undefined : type;
        // SDKs take a document under another name for a text, and find nothing in it.
        headers.set('content-type', 'application/json');
      }
      return new Response(response.body && this.#watch(response.body, this.#mostMarks), {
        status: response.status,
        headers,
      });
    }
    throw this.#fail(await this.#explain(response, url));
  };

  #authorized(input: string | URL | Request, init: RequestInit | undefined): { headers?: Headers } {
    const { basicAuthorization } = this.#options;
    if (basicAuthorization === undefined) return {};
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set('authorization', basicAuthorization);
    return { headers };
  }

  /** Of what the SDK reads; errors are read here. */
  get #mostMarks(): number {
    const { expects, eventMarks } = this.#options;
    return (expects === 'events' ? eventMarks : undefined) ?? maximumMarks;
  }

  /** Records the first failure, unless somebody cancelled: then whatever happens is a consequence. */
  #fail(error: ScoutError): unknown {
    if (this.#caller.aborted) return this.#caller.reason;
    this.#failure ??= error;
    return this.#failure;
  }

  async #explain(response: Response, url: string): Promise<ScoutError> {
    const { vendor } = this.#options;
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return redirectError(response, url);
    }
    const text = await this.#readText(response, maximumErrorBytes);
    if (response.status === 407) return proxyAuthenticationError();
    if (response.status < 500 && isWebPage(response)) return refusingWebPageError(url, response.status);
    const failure = readVendorFailure(parseJson(text), response.status);
    this.#refused = failure;
    return vendorError(vendor, failure, retryAfter(response.headers));
  }

  async #checkContentType(response: Response, url: string): Promise<void> {
    const { vendor, expects } = this.#options;
    if (isWebPage(response)) {
      await response.body?.cancel();
      throw this.#fail(webPageError(url));
    }
    if (expects === 'events' && contentType(response).includes('application/json')) {
      // Some gateways put an error into a 200.
      const body = parseJson(await this.#readText(response, maximumErrorBytes));
      const isError =
        typeof body === 'object' && body !== null && ('error' in body || ('object' in body && body.object === 'error'));
      throw this.#fail(isError ? vendorError(vendor, readVendorFailure(body)) : singleDocumentError(vendor));
    }
  }

  #watch(body: ReadableStream<Uint8Array>, mostMarks: number): ReadableStream<Uint8Array> {
    const { vendor, expects } = this.#options;
    const meter = new SseFrameMeter(expects);
    this.#meter = meter;
    return watchedBody(body, meter, {
      onWait: () => this.#patience.wait(),
      onIdle: () => this.#patience.pause(),
      onReceived: (bytes) => this.#received(bytes, meter, mostMarks),
      onEnd: () => (this.#ended = true),
      toFailure: (error) =>
        this.#fail(error instanceof ScoutError ? error : connectionLostError(vendor, expects, error)),
    });
  }

  #received(bytes: number, meter: SseFrameMeter, mostMarks: number): void {
    this.#bytes += bytes;
    this.#options.logger.trace(`${bytes} bytes received`);
    const { vendor, expects } = this.#options;
    if (meter.largest > maximumEventBytes) throw this.#abort(eventTooLargeError(vendor, maximumEventBytes));
    if (meter.mostMarks > mostMarks) throw this.#abort(tooManyValuesError(vendor, expects));
    if (this.#patience.isOver) this.#onSilence();
  }

  readonly #onSilence = (): void => {
    const { vendor, idleTimeoutMs, expects } = this.#options;
    this.#abort(silenceError(vendor, idleTimeoutMs, this.#bytes > 0 && expects === 'events'));
  };

  #abort(error: ScoutError): ScoutError {
    this.#fail(error);
    this.#controller.abort(error);
    return error;
  }

  async #readText(response: Response, limit: number): Promise<string> {
    if (response.body === null) return '';
    const reader = this.#watch(response.body, maximumMarks).getReader();
    const decoder = new TextDecoder();
    const begun = performance.now();
    const longest = Math.min(errorBodyMs, this.#options.idleTimeoutMs);
    let text = '';
    try {
      while (text.length < limit && performance.now() - begun < longest) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
      }
    } catch {
      // Half an explanation is better than none: the status speaks for itself.
      this.#failure = undefined;
    }
    void reader.cancel().catch(() => undefined);
    return text;
  }
}

function contentType(response: Response): string {
  return (response.headers.get('content-type') ?? '').toLowerCase();
}

function isWebPage(response: Response): boolean {
  return contentType(response).includes('text/html');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
