import { abortError, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { SseChunker } from './sseChunker.js';
import { SseFrameMeter } from './sseFrameMeter.js';
import { hostOf, networkError } from './networkFailure.js';
import { readVendorFailure, retryAfter, vendorError, type VendorFailure } from './vendorError.js';

export interface HttpExchangeOptions {
  /** The vendor's name as users know it. */
  readonly vendor: string;
  /** Longest silence of the server, in milliseconds: before the headers, and between any two reads. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
  /** Whether the answer is a stream of events, or one JSON document. */
  readonly expects: 'events' | 'json';
}

/** Most bytes of one event, or of a JSON document. Beyond it a server is broken or hostile, and memory must stay bounded. */
const maximumEventBytes = 8 * 1024 * 1024;
/** Of an error's body only this much is read. */
const maximumErrorBytes = 64 * 1024;
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
  readonly #onCallerAbort = (): void => this.#controller.abort(this.#caller.reason);
  #timer: NodeJS.Timeout | undefined;
  #failure: ScoutError | undefined;
  #refused: VendorFailure | undefined;
  #answered = false;
  #bytes = 0;
  #size: SseFrameMeter | undefined;
  #ended = false;

  constructor(options: HttpExchangeOptions, caller: AbortSignal) {
    this.#options = options;
    this.#caller = caller;
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

  /** Bytes of the answer's body so far. */
  get receivedBytes(): number {
    return this.#bytes;
  }

  /** Complete events of the answer so far, comments not counted. */
  get receivedEvents(): number {
    return this.#size?.events ?? 0;
  }

  /** The server ended the connection properly, but in the middle of an event. */
  get endedInEvent(): boolean {
    return this.#ended && this.#options.expects === 'events' && (this.#size?.pending ?? 0) > 0;
  }

  /** Forgets a refused request, so that an adapted one may be sent in its place. */
  forgetRefusal(): void {
    this.#options.logger.info(
      `${this.#options.vendor} does not accept the parameter ${this.refusedParameter} for this model; it will be omitted`,
    );
    this.#failure = undefined;
    this.#refused = undefined;
  }

  /** The vendor has said that the answer is complete: from now on nothing is waited for long. */
  answered(): void {
    this.#answered = true;
    if (this.#timer !== undefined) this.#arm();
  }

  /** Ends the request if it is still under way, and lets go of the caller's signal. */
  close(): void {
    this.#disarm();
    this.#caller.removeEventListener('abort', this.#onCallerAbort);
    this.#controller.abort(closed);
  }

  /** For the SDK, in place of `fetch`. `globalThis.fetch` is looked up at every call: VS Code replaces it for proxies. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    let response: Response;
    this.#arm();
    try {
      // A redirect is not followed: it would carry the key to another host.
      response = await globalThis.fetch(input, { ...init, redirect: 'manual', signal: this.signal });
    } catch (error) {
      throw this.#fail(networkError(error, url));
    } finally {
      this.#disarm();
    }
    if (response.ok) {
      await this.#checkContentType(response, url);
      return new Response(response.body && this.#watch(response.body), {
        status: response.status,
        headers: response.headers,
      });
    }
    throw this.#fail(await this.#explain(response, url));
  };

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
      const target = URL.parse(response.headers.get('location') ?? '', url);
      return new ScoutError(
        'network',
        `${hostOf(url)} redirects to ${hostOf(target?.href ?? '')}. Check for a proxy login page or an outdated base URL.`,
      );
    }
    const text = await this.#readText(response, maximumErrorBytes);
    if (response.status === 407) return new ScoutError('network', 'The proxy requires authentication (HTTP 407).');
    if (response.status < 500 && isWebPage(response)) {
      return new ScoutError(
        'network',
        `${hostOf(url)} sent a web page instead of an answer (HTTP ${response.status}). Check the proxy and the base URL.`,
      );
    }
    const failure = readVendorFailure(parseJson(text), response.status);
    this.#refused = failure;
    return vendorError(vendor, failure, retryAfter(response.headers));
  }

  async #checkContentType(response: Response, url: string): Promise<void> {
    const { vendor, expects } = this.#options;
    if (isWebPage(response)) {
      await response.body?.cancel();
      throw this.#fail(
        new ScoutError('network', `${hostOf(url)} sent a web page instead of an answer. Check for a proxy login page.`),
      );
    }
    if (expects === 'events' && contentType(response).includes('application/json')) {
      // Some gateways put an error into a 200.
      const body = parseJson(await this.#readText(response, maximumErrorBytes));
      const said =
        typeof body === 'object' && body !== null && ('error' in body || ('object' in body && body.object === 'error'));
      throw this.#fail(
        said
          ? vendorError(vendor, readVendorFailure(body))
          : new ScoutError('invalid-response', `${vendor} sent a single document instead of an event stream.`),
      );
    }
  }

  #watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    const size = new SseFrameMeter(this.#options.expects);
    const pieces = new SseChunker(size);
    this.#size = size;
    let cancelled = false;
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
      for (let passed = 0; passed === 0 && !cancelled;) {
        this.#arm();
        const { done, value } = await reader.read();
        // Whoever cancels does not need to know how it ended.
        if (cancelled) return;
        const ready = done ? [pieces.rest()] : pieces.take(value);
        if (value) this.#received(value.length, size);
        for (const piece of ready) {
          if (piece.length > 0) controller.enqueue(piece);
          passed += piece.length;
        }
        if (!done) continue;
        this.#ended = true;
        return controller.close();
      }
    };
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            await pull(controller);
          } catch (error) {
            if (!cancelled) controller.error(this.#fail(error instanceof ScoutError ? error : this.#broken(error)));
          } finally {
            this.#disarm();
          }
        },
        cancel: () => {
          cancelled = true;
          reader.cancel().catch(() => undefined);
        },
      },
      { highWaterMark: 0 },
    );
  }

  #received(bytes: number, size: SseFrameMeter): void {
    this.#bytes += bytes;
    this.#options.logger.trace(`${bytes} bytes received`);
    if (size.largest > maximumEventBytes) throw this.#giveUp(this.#tooLarge());
  }

  #tooLarge(): ScoutError {
    return new ScoutError(
      'invalid-response',
      `${this.#options.vendor} sent a single event larger than ${maximumEventBytes / 1024 / 1024} MB.`,
    );
  }

  #broken(error: unknown): ScoutError {
    const { vendor, expects } = this.#options;
    return expects === 'events'
      ? new ScoutError('stream-truncated', `The connection to ${vendor} was lost before the answer was complete.`, {
          retryable: true,
          cause: error,
        })
      : new ScoutError('network', `The connection to ${vendor} was lost.`, { retryable: true, cause: error });
  }

  #arm(): void {
    this.#disarm();
    const { idleTimeoutMs } = this.#options;
    this.#timer = setTimeout(this.#onSilence, this.#answered ? Math.min(graceMs, idleTimeoutMs) : idleTimeoutMs);
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #onSilence = (): void => {
    const { vendor, idleTimeoutMs, expects } = this.#options;
    const seconds = Math.round(idleTimeoutMs / 100) / 10;
    this.#giveUp(
      this.#bytes > 0 && expects === 'events'
        ? new ScoutError('stream-truncated', `${vendor} stopped sending: nothing received for ${seconds} s.`, {
            retryable: true,
          })
        : new ScoutError('network', `${vendor} did not respond within ${seconds} s.`, { retryable: true }),
    );
  };

  #giveUp(error: ScoutError): ScoutError {
    this.#fail(error);
    this.#controller.abort(error);
    return error;
  }

  async #readText(response: Response, limit: number): Promise<string> {
    if (response.body === null) return '';
    const reader = this.#watch(response.body).getReader();
    const decoder = new TextDecoder();
    let text = '';
    try {
      while (text.length < limit) {
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
