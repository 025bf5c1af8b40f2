import type { Coloring } from './coloring.js';

export interface HighlightRequest {
  readonly id: number;
  readonly code: string;
  readonly language: string;
  /** The most spans. */
  readonly limit: number;
}

/** An `id` of `null` says that the worker is ready. */
export interface HighlightAnswer {
  readonly id: number | null;
  readonly coloring: Coloring | null;
}

/** A thread that colors code; the part of `Worker` that is used. */
export interface HighlightThread {
  onmessage: ((event: MessageEvent<HighlightAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: HighlightRequest): void;
  terminate(): void;
}

/** Why there are no colors: the language is unknown, it took too long, or the thread failed. */
export type ColoringResult = Coloring | 'unknown language' | 'too slow' | 'failed';

interface Job {
  readonly request: HighlightRequest;
  readonly signal: AbortSignal;
  readonly resolve: (result: ColoringResult) => void;
}

/** How long one piece of code may take, in milliseconds. */
const timeoutMs = 1_000;
/** A language in which so many pieces took too long is given up for as long as the page lives. */
const maximumTimeouts = 3;

/** Colors code in a thread, one piece after another, and ends a thread that takes too long. */
export class HighlighterClient {
  readonly #startThread: () => Promise<HighlightThread>;
  readonly #onError: (error: unknown) => void;
  readonly #jobs: Job[] = [];
  readonly #timeouts = new Map<string, number>();
  #thread: HighlightThread | undefined;
  #running: Job | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #starting = false;
  #lastId = 0;

  /** @param startThread is called with the first piece of code, and again after a thread was ended. */
  constructor(startThread: () => Promise<HighlightThread>, onError: (error: unknown) => void) {
    this.#startThread = startThread;
    this.#onError = onError;
  }

  /** Never rejects. Once aborted, the promise may stay pending for good. */
  color(code: string, language: string, limit: number, signal: AbortSignal): Promise<ColoringResult> {
    if ((this.#timeouts.get(language) ?? 0) >= maximumTimeouts) return Promise.resolve('too slow');
    const request = { id: (this.#lastId += 1), code, language, limit };
    const result = new Promise<ColoringResult>((resolve) => this.#jobs.push({ request, signal, resolve }));
    this.#next();
    return result;
  }

  #next(): void {
    if (this.#running !== undefined || this.#starting) return;
    while (this.#jobs[0]?.signal.aborted === true) this.#jobs.shift();
    if (this.#jobs.length === 0) return;
    const thread = this.#thread;
    if (thread === undefined) return this.#start();
    const job = this.#jobs.shift()!;
    this.#running = job;
    this.#timer = setTimeout(() => {
      const { language } = job.request;
      this.#timeouts.set(language, (this.#timeouts.get(language) ?? 0) + 1);
      this.#endThread();
      this.#finish('too slow');
    }, timeoutMs);
    thread.postMessage(job.request);
  }

  #start(): void {
    this.#starting = true;
    this.#startThread().then(
      (thread) => {
        thread.onmessage = ({ data }) => this.#receive(data, thread);
        thread.onerror = (event) => this.#fail(event.error ?? event.message);
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #receive({ id, coloring }: HighlightAnswer, thread: HighlightThread): void {
    if (id === null) {
      this.#starting = false;
      this.#thread = thread;
      this.#next();
    } else if (id === this.#running?.request.id) this.#finish(coloring ?? 'unknown language');
  }

  #finish(result: ColoringResult): void {
    clearTimeout(this.#timer);
    const job = this.#running;
    this.#running = undefined;
    job?.resolve(result);
    this.#next();
  }

  /** What waits stays without colors; the next piece of code tries again. */
  #fail(error: unknown): void {
    this.#onError(error);
    this.#endThread();
    this.#starting = false;
    const waiting = this.#jobs.splice(0);
    for (const { resolve } of waiting) resolve('failed');
    this.#finish('failed');
  }

  #endThread(): void {
    this.#thread?.terminate();
    this.#thread = undefined;
  }
}
