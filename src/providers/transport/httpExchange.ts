import { abortError, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import {
  absentApiError,
  connectionLostError,
  eventTooLargeError,
  isAbsent,
  noModelListError,
  redirectError,
  refusingWebPageError,
  silenceError,
  tooManyValuesError,
  webPageError,
} from './exchangeErrors.js';
import { adaptedRequest, type RequestChanges } from './endpointRequest.js';
import { Patience } from './patience.js';
import { proxyAuthenticationError } from './proxyFailure.js';
import { sendRequest, type SentRequest } from './sendRequest.js';
import { SseFrameMeter } from './sseFrameMeter.js';
import type { EventFormat } from './eventFormat.js';
import { SseChunker } from './sseChunker.js';
import { SseRewriter } from './sseRewriter.js';
import { vendorError } from './vendorError.js';
import { readVendorFailure } from './vendorFailure.js';
import { unchangedChunks, watchedBody, type BodyChunks } from './watchedBody.js';

export interface HttpExchangeOptions {
  /** The vendor's name as users know it. */
  readonly vendor: string;
  /** Longest silence of the server, in milliseconds: before the headers, and between any two reads. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
  /** In place of the header `authorization`: user and password of the address. */
  readonly basicAuthorization: string | undefined;
  /** The query of the base URL, without `?`: every request has it. */
  readonly addressQuery?: string;
  /** The interface that a server of the user's own has to speak in the vendor's place, where it may speak another one. */
  readonly gatewayApi?: string | undefined;
  /** What the endpoint changes about every request of the SDK. */
  readonly changes?: RequestChanges | undefined;
  /** Whether the answer is a stream of events, or one JSON document. */
  readonly expects: 'events' | 'json';
  /** How the events are framed. */
  readonly format: EventFormat;
  /** Most values of one event, where an SDK takes longer for each than parsing does. */
  readonly eventMarks?: number | undefined;
}

/**
 * Most bytes of one event, or of a JSON document. Beyond it a server is broken or hostile, and memory must stay bounded. A picture is one
 * event: Google's of 1K pixels have up to 4.2 MB, those of 2K and 4K several times that.
 */
const maximumEventBytes = 32 * 1024 * 1024;
/** Most values of one event, or of an error, by the marks between them: SDKs take about a millisecond for 2,000 values. */
const maximumMarks = 100_000;
/** And of a list of models: 5,000 with 50 each. `JSON.parse` alone takes 10 ms for them, and 50 ms at worst. */
const maximumDocumentMarks = 250_000;
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
  #bytes = 0;
  #meter: SseFrameMeter | undefined;
  #rewriter: SseRewriter | undefined;
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

  /** Whether the server has said that the stream is over, by `[DONE]` or as the end of a whole document. */
  get isDone(): boolean {
    return this.#rewriter?.isDone ?? false;
  }

  /** The first of the answer's body, as it came. */
  get beginning(): string {
    return this.#rewriter?.beginning ?? '';
  }

  /**
   * Forgets a refused request and what was answered, so that an adapted one may be sent in its place.
   * @param remedy what is different about it, in our own words: what the server called it may hold more
   */
  forgetRefusal(remedy: string): void {
    this.#options.logger.info(`${this.#options.vendor} refused the request; it is sent again ${remedy}`);
    this.#failure = undefined;
    this.#hasResponded = false;
    this.#bytes = 0;
    this.#meter = undefined;
    this.#rewriter = undefined;
    this.#ended = false;
  }

  /** The vendor has said that the answer is complete: nothing is waited for long from now on, whatever else is sent. */
  answered(): void {
    this.#patience.limit(graceMs);
  }

  /** It was not: the server is waited for as before. */
  goesOn(): void {
    this.#patience.unlimit();
  }

  /** Ends the request if it is still under way, and lets go of the caller's signal. */
  close(): void {
    this.#patience.pause();
    this.#caller.removeEventListener('abort', this.#onCallerAbort);
    this.#controller.abort(closed);
  }

  /** For the SDK, in place of `fetch`. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { response, url } = await this.#send(input, init);
    if (response.ok) {
      this.#hasResponded = true;
      return await this.#answer(response, url);
    }
    throw this.#fail(await this.#explain(response, url));
  };

  async #send(input: string | URL | Request, init: RequestInit | undefined): Promise<SentRequest> {
    const { basicAuthorization, addressQuery = '', changes } = this.#options;
    this.#patience.wait();
    try {
      const adapted = adaptedRequest(input, init, changes);
      return await sendRequest(adapted.input, adapted.init, { basicAuthorization, addressQuery }, this.signal);
    } catch (error) {
      throw error instanceof ScoutError ? this.#fail(error) : error;
    } finally {
      this.#patience.pause();
    }
  }

  /** Records the first failure, unless somebody cancelled: then whatever happens is a consequence. */
  #fail(error: ScoutError): unknown {
    if (this.#caller.aborted) return this.#caller.reason;
    this.#failure ??= error;
    return this.#failure;
  }

  async #explain(response: Response, url: string): Promise<ScoutError> {
    const { vendor, expects, gatewayApi } = this.#options;
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return redirectError(response, url);
    }
    const text = await this.#readText(response, maximumErrorBytes);
    if (response.status === 407) return proxyAuthenticationError();
    if (expects === 'json' && isAbsent(response)) return noModelListError(url, response.status);
    const api = isAbsent(response) ? gatewayApi : undefined;
    if (response.status < 500 && isWebPage(response) && api === undefined)
      return refusingWebPageError(url, response.status);
    const failure = readVendorFailure(text, response.status);
    const error = vendorError(vendor, failure, response.headers);
    // An API that is there may have a reason of its own, such as a model that it does not know.
    return api === undefined || error.code !== 'invalid-request' ? error : absentApiError(url, response.status, api);
  }

  /** The answer for the SDK. What it is shows in its first bytes: many servers name another content type. */
  async #answer(response: Response, url: string): Promise<Response> {
    const { vendor, expects, format } = this.#options;
    const { body, status } = response;
    const headers = new Headers(response.headers);
    const meter = new SseFrameMeter(expects);
    if (expects === 'json') {
      if (isWebPage(response)) {
        await body?.cancel();
        throw this.#fail(webPageError(url));
      }
      const type = /^[a-z]+\/[a-z0-9.+-]{1,60}/u.exec(contentType(response))?.[0];
      this.#otherType = type?.endsWith('json') === true ? undefined : type;
      // SDKs take a document under another name for a text, and find nothing in it.
      headers.set('content-type', 'application/json');
      return new Response(body && this.#watch(body, meter, unchangedChunks(meter), maximumDocumentMarks), {
        status,
        headers,
      });
    }
    const rewriter = new SseRewriter(vendor, format);
    this.#rewriter = rewriter;
    const chunks = new SseChunker(meter, rewriter, isWebPage(response), () => webPageError(url));
    headers.set('content-type', 'text/event-stream');
    const mostMarks = this.#options.eventMarks ?? maximumMarks;
    return new Response(body && this.#watch(body, meter, chunks, mostMarks), { status, headers });
  }

  #watch(
    body: ReadableStream<Uint8Array>,
    meter: SseFrameMeter,
    chunks: BodyChunks,
    mostMarks: number,
  ): ReadableStream<Uint8Array> {
    const { vendor, expects } = this.#options;
    this.#meter = meter;
    return watchedBody(body, chunks, {
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
    const meter = new SseFrameMeter('json');
    const reader = this.#watch(response.body, meter, unchangedChunks(meter), maximumMarks).getReader();
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
