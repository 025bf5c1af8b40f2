import { abortError, ScoutError } from '../../core/errors.js';
import { answerBody, type AnswerBody } from './answerBody.js';
import { maximumMarks, sizeFailure } from './bodyLimits.js';
import { isWebPage } from './contentType.js';
import { connectionLostError, silenceError, webPageError } from './exchangeErrors.js';
import type { HttpExchangeOptions } from './httpExchangeOptions.js';
import { Patience } from './patience.js';
import { readErrorText, refusalIn } from './refusedRequest.js';
import { sendRequest } from './sendRequest.js';
import { SseFrameMeter } from './sseFrameMeter.js';
import { unchangedChunks, watchedBody } from './watchedBody.js';

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
  #body: AnswerBody | undefined;
  #ended = false;
  #hasResponded = false;

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
    return this.#body?.otherType;
  }

  /** Bytes of the answer's body so far. */
  get receivedBytes(): number {
    return this.#bytes;
  }

  /** Complete events of the answer so far, comments not counted. */
  get receivedEvents(): number {
    return this.#body?.meter.events ?? 0;
  }

  /** The server ended the connection properly, but in the middle of an event. */
  get endedInEvent(): boolean {
    return this.#ended && this.#options.expects === 'events' && (this.#body?.meter.pending ?? 0) > 0;
  }

  /** Whether the server has said that the stream is over, by `[DONE]` or as the end of a whole document. */
  get isDone(): boolean {
    return this.#body?.rewriter?.isDone ?? false;
  }

  /** The first of the answer's body, as it came. */
  get beginning(): string {
    return this.#body?.rewriter?.beginning ?? '';
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
    this.#body = undefined;
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
    try {
      this.#patience.wait();
      const sending = sendRequest(input, init, this.#options.changes, this.signal);
      const { response, url } = await sending.finally(() => this.#patience.pause());
      if (!response.ok) throw await refusalIn(response, url, this.#options, () => this.#readReason(response));
      this.#hasResponded = true;
      return await this.#answer(response, url);
    } catch (error) {
      throw error instanceof ScoutError ? this.#fail(error) : error;
    }
  };

  /** Records the first failure, unless somebody cancelled: then whatever happens is a consequence. */
  #fail(error: ScoutError): unknown {
    if (this.#caller.aborted) return this.#caller.reason;
    this.#failure ??= error;
    return this.#failure;
  }

  async #readReason({ body }: Response): Promise<string> {
    if (body === null) return '';
    const meter = new SseFrameMeter('json');
    const watched = this.#watch(body, { meter, chunks: unchangedChunks(meter), mostMarks: maximumMarks });
    const text = await readErrorText(watched, this.#options.idleTimeoutMs);
    // What went wrong while it was read says less than the status.
    this.#failure = undefined;
    return text;
  }

  /** The answer for the SDK. */
  async #answer(response: Response, url: string): Promise<Response> {
    const { body, status } = response;
    if (this.#options.expects === 'json' && isWebPage(response)) {
      await body?.cancel();
      throw webPageError(url);
    }
    const answer = (this.#body = answerBody(response, url, this.#options));
    const headers = new Headers(response.headers);
    headers.set('content-type', answer.contentType);
    return new Response(body && this.#watch(body, answer), { status, headers });
  }

  #watch(
    body: ReadableStream<Uint8Array>,
    { meter, chunks, mostMarks }: Pick<AnswerBody, 'meter' | 'chunks' | 'mostMarks'>,
  ): ReadableStream<Uint8Array> {
    const { vendor, expects } = this.#options;
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
    const failure = sizeFailure(meter, mostMarks, this.#options);
    if (failure !== undefined) throw this.#abort(failure);
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
}
