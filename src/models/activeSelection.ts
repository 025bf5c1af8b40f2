import type { Disposable } from '../core/disposables.js';
import { Emitter } from '../core/event.js';
import type { StoredSelection } from '../storage/api/chatHistory.js';
import { isSameSelection } from '../storage/api/soundSelection.js';
import type { LastUsedSelection } from './lastUsedSelection.js';
import type { SelectionTarget } from './modelSelection.js';

/** Whom the chats on screen ask, and which of them is in use. */
export class ActiveSelection {
  readonly #newChat: SelectionTarget;
  readonly #changed: Emitter<void>;
  #shown: readonly SelectionTarget[] = [];
  #notified: readonly (StoredSelection | null)[];

  /** @param newChat what counts while no chat is on screen. */
  constructor(newChat: SelectionTarget & Pick<LastUsedSelection, 'onChanged'>, onError: (error: unknown) => void) {
    this.#newChat = newChat;
    this.#changed = new Emitter(onError);
    this.#notified = this.all;
    newChat.onChanged(() => this.follow(this.#shown));
  }

  get target(): SelectionTarget {
    return this.#shown[0] ?? this.#newChat;
  }

  /** Of the chat in use. */
  get selection(): StoredSelection | null {
    return this.target.selection;
  }

  /** Of every chat on screen, the one in use first; without any, of the next new one. */
  get all(): readonly (StoredSelection | null)[] {
    const targets = this.#shown.length === 0 ? [this.#newChat] : this.#shown;
    return targets.map(({ selection }) => selection);
  }

  /** These chats are on screen now, the one in use first, or one of them asks somebody else. */
  follow(shown: readonly SelectionTarget[]): void {
    this.#shown = shown;
    const { all } = this;
    const before = this.#notified;
    const isSame =
      all.length === before.length && all.every((one, index) => isSameSelection(one, before[index] ?? null));
    if (isSame) return;
    this.#notified = all;
    this.#changed.fire();
  }

  onChanged(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }
}
