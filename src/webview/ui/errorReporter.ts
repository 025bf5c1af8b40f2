import type { Host } from './host.js';

const maximumReports = 20;

/** Sends errors of the view's own script to the log, each once, and not without end. */
export class ErrorReporter {
  readonly #host: Pick<Host, 'post'>;
  readonly #seen = new Set<string>();

  constructor(host: Pick<Host, 'post'>) {
    this.#host = host;
  }

  report(error: unknown): void {
    const { message, stack } =
      error instanceof Error
        ? { message: error.message, stack: error.stack ?? '' }
        : { message: String(error), stack: '' };
    const key = `${message}\n${stack}`;
    if (this.#seen.has(key) || this.#seen.size >= maximumReports) return;
    this.#seen.add(key);
    this.#host.post({ type: 'view-error', message, stack });
  }

  /** Reports what nobody caught. */
  listen(target: Window): void {
    target.addEventListener('error', (event) => this.report(event.error ?? event.message));
    target.addEventListener('unhandledrejection', (event) => this.report(event.reason));
  }
}
