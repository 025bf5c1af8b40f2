import type { ViewMessage } from '../../protocol/protocol.js';

const pauseMs = 300;

/** Posts the composer's text when the typing pauses, and at once when the view may be about to go. */
export class DraftSaver {
  readonly #post: (message: ViewMessage) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text = '';

  constructor(post: (message: ViewMessage) => void) {
    this.#post = post;
  }

  change(text: string): void {
    this.#text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pauseMs);
  }

  /** Posts what is waiting, if anything is. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.cancel();
    this.#post({ type: 'draft', text: this.#text });
  }

  /** Forgets what is waiting. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  listen(page: Window): void {
    page.addEventListener('pagehide', () => this.flush());
    page.document.addEventListener('visibilitychange', () => {
      if (page.document.visibilityState === 'hidden') this.flush();
    });
  }
}
