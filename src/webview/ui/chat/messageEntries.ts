import { batch, signal, type Signal } from '@preact/signals';
import type { MessageView } from '../../protocol/chat.js';
import { formattingFrames } from './formattingBudget.js';

/** `soon`: as plain text, for some frames; `on-request`: until somebody asks, as there are many large ones. */
export type Formatting = 'now' | 'soon' | 'on-request';

/** A message in the list. Its signal lets a growing answer render alone. */
export interface MessageEntry {
  readonly id: string;
  readonly view: Signal<MessageView>;
  readonly formatting: Signal<Formatting>;
}

/** The messages on screen, as far back as they are loaded. */
export class MessageEntries {
  /** Oldest first. */
  readonly all = signal<readonly MessageEntry[]>([]);
  readonly hasOlder = signal(false);
  readonly loadingOlder = signal(false);
  readonly #requestFrame: (callback: () => void) => void;
  /** Those that are formatted soon, by frame. */
  #waiting: readonly (readonly MessageEntry[])[] = [];
  #isFrameRequested = false;

  /** @param requestFrame calls back once, when the next frame is about to be drawn. */
  constructor(requestFrame: (callback: () => void) => void) {
    this.#requestFrame = requestFrame;
  }

  find(id: string | undefined): MessageEntry | undefined {
    return id === undefined ? undefined : this.all.value.findLast((entry) => entry.id === id);
  }

  /**
   * Shows these messages. Older ones that a reader has fetched stay: a message's ancestors never change.
   *
   * @param same whether they belong to the conversation that was on screen.
   * @param shownId the message that is to be shown; `null`: the end.
   */
  replace(messages: readonly MessageView[], hasOlder: boolean, same: boolean, shownId: string | null): void {
    const before = this.all.value;
    const known = new Map(before.map((entry) => [entry.id, entry]));
    const overlap = same && hasOlder ? before.findIndex(({ id }) => id === messages[0]?.id) : -1;
    const older = overlap > 0 ? before.slice(0, overlap) : [];
    if (older.length === 0) this.hasOlder.value = hasOlder;
    this.loadingOlder.value = false;
    if (!same) this.#waiting = [];
    this.#addAll(messages, known, shownId);
    this.all.value = [...older, ...messages.map(({ id }) => known.get(id)!)];
  }

  /** Adds the message at the end, in place of those that it continues, or replaces the one with its id. @returns what was there before. */
  put(message: MessageView): MessageView | undefined {
    const entry = this.find(message.id);
    if (entry === undefined) {
      this.all.value = [...this.all.value.filter(({ id }) => !message.continues.includes(id)), entryOf(message, 'now')];
      return undefined;
    }
    const before = entry.view.value;
    entry.view.value = message;
    return before;
  }

  /** Adds messages before all others. Some may be here already, and are replaced. @param shownId the one that is to be shown, if it is among them. */
  prepend(messages: readonly MessageView[], hasOlder: boolean, shownId: string | null): void {
    const known = new Map(this.all.value.map((entry) => [entry.id, entry]));
    const added = this.#addAll(messages, known, shownId);
    this.loadingOlder.value = false;
    if (added.length > 0) this.all.value = [...added, ...this.all.value];
    // Those that were here already may begin in the midst of the others.
    if (messages.length === 0 || messages[0]?.id === this.all.value[0]?.id) this.hasOlder.value = hasOlder;
  }

  /** Takes over the messages that are known; @returns entries of the others, which become known. */
  #addAll(
    messages: readonly MessageView[],
    known: Map<string, MessageEntry>,
    shownId: string | null,
  ): readonly MessageEntry[] {
    const frames = formattingFrames(messages, shownId);
    const added: MessageEntry[] = [];
    const waiting: MessageEntry[][] = [];
    for (const message of messages) {
      const entry = known.get(message.id);
      if (entry !== undefined) {
        entry.view.value = message;
        continue;
      }
      const frame = frames.get(message.id);
      const formatting = frame === undefined ? 'on-request' : frame === 0 ? 'now' : 'soon';
      const fresh = entryOf(message, formatting);
      if (frame !== undefined && frame > 0) (waiting[frame - 1] ??= []).push(fresh);
      known.set(message.id, fresh);
      added.push(fresh);
    }
    // A frame may be one of messages that are known only.
    this.#waiting = [...this.#waiting, ...waiting.filter((entries) => entries !== undefined)];
    this.#formatNext();
    return added;
  }

  /** Formats what waits, a piece with each frame: what the browser does in between is not held up. */
  #formatNext(): void {
    if (this.#isFrameRequested || this.#waiting.length === 0) return;
    this.#isFrameRequested = true;
    this.#requestFrame(() => {
      this.#isFrameRequested = false;
      const [next = [], ...rest] = this.#waiting;
      this.#waiting = rest;
      batch(() => next.forEach(({ formatting }) => (formatting.value = 'now')));
      this.#formatNext();
    });
  }
}

function entryOf(message: MessageView, formatting: Formatting): MessageEntry {
  return { id: message.id, view: signal(message), formatting: signal(formatting) };
}
