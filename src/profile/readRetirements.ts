import type { Disposable } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import type { PreferenceStore } from '../storage/api/users.js';

const key = 'readRetirements';
/** So many are kept. */
const most = 100;

/** What the user has put away of what was said about the retirement of models: in no chat of any window is it said again. */
export class ReadRetirements {
  readonly #store: PreferenceStore;
  readonly #changed: Emitter<void>;
  /** The latest last. */
  #sentences: readonly string[] = [];

  /** @param onError a listener failed. */
  constructor(store: PreferenceStore, onError: (error: unknown) => void) {
    this.#store = store;
    this.#changed = new Emitter(onError);
  }

  /** Reads what is stored; until then, nothing was put away. */
  async load(): Promise<void> {
    const stored = await this.#stored();
    if (stored.length === 0) return;
    this.#sentences = stored;
    this.#changed.fire();
  }

  has(sentence: string): boolean {
    return this.#sentences.includes(sentence);
  }

  async add(sentence: string): Promise<void> {
    this.#sentences = withLast(this.#sentences, sentence);
    this.#changed.fire();
    // Another window may have stored some meanwhile.
    await this.#store.setValue(key, withLast(await this.#stored(), sentence));
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  async #stored(): Promise<readonly string[]> {
    const value = await this.#store.value(key);
    return Array.isArray(value) ? value.filter((sentence) => typeof sentence === 'string') : [];
  }
}

function withLast(sentences: readonly string[], sentence: string): readonly string[] {
  return [...sentences.filter((other) => other !== sentence), sentence].slice(-most);
}
