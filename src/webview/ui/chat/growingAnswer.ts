import type { ChatHostMessage, TurnView } from '../../protocol/chat.js';
import { DeltaQueue } from './deltaQueue.js';
import type { MessageEntries, MessageEntry } from './messageEntries.js';

type Delta = Extract<ChatHostMessage, { type: 'delta' }>;

export interface GrowingAnswerDependencies {
  readonly entries: MessageEntries;
  readonly turn: () => TurnView | null;
  /** Calls back once, when the next frame is about to be drawn. */
  readonly requestFrame: (callback: () => void) => void;
  /** Asks for a snapshot. */
  readonly resync: () => void;
}

/** The answer under way: grows once per frame by what has arrived, and asks for a snapshot when something is missing. */
export class GrowingAnswer {
  readonly #dependencies: GrowingAnswerDependencies;
  readonly #deltas = new DeltaQueue();
  #flushRequested = false;
  #resyncing = false;

  constructor(dependencies: GrowingAnswerDependencies) {
    this.#dependencies = dependencies;
  }

  /** A snapshot has come, with everything so far. */
  restart(turn: TurnView | null): void {
    this.#resyncing = false;
    this.#deltas.restart(turn);
  }

  /** Shows what has arrived of the turn before, and expects the deltas of this one. */
  follow(turn: TurnView | null): void {
    this.flush();
    this.#deltas.follow(turn);
  }

  /** Forgets what has arrived: the whole message has come. */
  forget(): void {
    this.#deltas.take();
  }

  receive(delta: Delta): void {
    if (this.#resyncing) return;
    if (this.#entry() === undefined || !this.#deltas.accept(delta)) {
      this.#resyncing = true;
      this.#dependencies.resync();
      return;
    }
    if (this.#flushRequested) return;
    this.#flushRequested = true;
    this.#dependencies.requestFrame(() => {
      this.#flushRequested = false;
      this.flush();
    });
  }

  flush(): void {
    const { text, reasoning } = this.#deltas.take();
    const entry = this.#entry();
    if (entry === undefined || (text === '' && reasoning === '')) return;
    const view = entry.view.peek();
    entry.view.value = { ...view, text: view.text + text, reasoning: view.reasoning + reasoning };
  }

  #entry(): MessageEntry | undefined {
    return this.#dependencies.entries.find(this.#dependencies.turn()?.messageId);
  }
}
