import type { Disposable } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import type { StoredSelection } from '../storage/api/chatHistory.js';
import { isSameSelection, soundSelection } from '../storage/api/soundSelection.js';
import type { SelectionTarget } from './modelSelection.js';

/** Where a window keeps a value over a reload. What comes back is JSON of unknown age. */
export interface WindowStore {
  read(): unknown;
  write(selection: StoredSelection): void;
}

export interface LastUsedSelectionDependencies {
  readonly store: WindowStore;
  /** What the settings say; `null` where they name nobody who could be asked. */
  readonly settings: () => StoredSelection | null;
  /** Whether there is such an endpoint. */
  readonly isEndpoint: (id: string) => boolean;
  /** A listener failed. */
  readonly onError: (error: unknown) => void;
}

/** Who was asked or chosen last in this window, and answers its next new chat. Other windows have nothing to do with it. */
export class LastUsedSelection implements SelectionTarget {
  readonly #dependencies: LastUsedSelectionDependencies;
  readonly #changed: Emitter<void>;
  #selection: StoredSelection | null;

  constructor(dependencies: LastUsedSelectionDependencies) {
    this.#dependencies = dependencies;
    this.#changed = new Emitter(dependencies.onError);
    // Once: another window with the same store goes its own way.
    this.#selection = soundSelection(dependencies.store.read());
  }

  /** `null`: nobody yet, or an endpoint that is gone; the settings decide. */
  get selection(): StoredSelection | null {
    const isThere = this.#selection !== null && this.#dependencies.isEndpoint(this.#selection.ref.endpoint);
    return isThere ? this.#selection : null;
  }

  /** The user has chosen this one. */
  select(selection: StoredSelection): void {
    this.#selection = selection;
    this.#dependencies.store.write(selection);
    this.#changed.fire();
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** This one was asked. As long as that is what the settings say, they go on deciding. */
  noteUsed(selection: StoredSelection): void {
    if (!isSameSelection(selection, this.selection ?? this.#dependencies.settings())) this.select(selection);
  }
}
