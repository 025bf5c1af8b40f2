import { signal } from '@preact/signals';
import type { Root } from 'hast';

export type Highlight = (code: string, language: string) => Root | null;

/** Loads the grammars when the first code block with a language appears. */
export class HighlighterLoader {
  /** `null` until loaded; a component that reads it renders again then. */
  readonly highlight = signal<Highlight | null>(null);
  readonly #load: () => Promise<Highlight>;
  readonly #onError: (error: unknown) => void;
  #loading = false;

  constructor(load: () => Promise<Highlight>, onError: (error: unknown) => void) {
    this.#load = load;
    this.#onError = onError;
  }

  /** Starts loading unless that has happened. A failure is reported; the next request tries again. */
  request(): void {
    if (this.#loading) return;
    this.#loading = true;
    this.#load().then(
      (highlight) => (this.highlight.value = highlight),
      (error: unknown) => {
        this.#loading = false;
        this.#onError(error);
      },
    );
  }
}
