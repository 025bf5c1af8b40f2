import { signal, type Signal } from '@preact/signals';
import type { MessageView } from '../../protocol/chat.js';
import { beyondFormatting } from './formattingBudget.js';

/** A message in the list. Its signal lets a growing answer render alone. */
export interface MessageEntry {
  readonly id: string;
  readonly view: Signal<MessageView>;
  /** Whether it is shown as plain text until somebody asks: there are many large ones. */
  readonly isPlainAtFirst: boolean;
}

/** The messages on screen, as far back as they are loaded. */
export class MessageEntries {
  /** Oldest first. */
  readonly all = signal<readonly MessageEntry[]>([]);
  readonly hasOlder = signal(false);
  readonly loadingOlder = signal(false);

  find(id: string | undefined): MessageEntry | undefined {
    return id === undefined ? undefined : this.all.value.findLast((entry) => entry.id === id);
  }

  /**
   * Shows these messages. Older ones that a reader has fetched stay: a message's ancestors never change.
   *
   * @param same whether they belong to the conversation that was on screen.
   */
  replace(messages: readonly MessageView[], hasOlder: boolean, same: boolean): void {
    const before = this.all.value;
    const known = new Map(before.map((entry) => [entry.id, entry]));
    const overlap = same && hasOlder ? before.findIndex(({ id }) => id === messages[0]?.id) : -1;
    const older = overlap > 0 ? before.slice(0, overlap) : [];
    if (older.length === 0) this.hasOlder.value = hasOlder;
    this.loadingOlder.value = false;
    const beyond = beyondFormatting(messages);
    this.all.value = [
      ...older,
      ...messages.map((message) => {
        const entry = known.get(message.id);
        if (entry === undefined) return entryOf(message, beyond.has(message.id));
        entry.view.value = message;
        return entry;
      }),
    ];
  }

  /** Adds the message at the end, in place of those that it continues, or replaces the one with its id. @returns what was there before. */
  put(message: MessageView): MessageView | undefined {
    const entry = this.find(message.id);
    if (entry === undefined) {
      this.all.value = [...this.all.value.filter(({ id }) => !message.continues.includes(id)), entryOf(message, false)];
      return undefined;
    }
    const before = entry.view.value;
    entry.view.value = message;
    return before;
  }

  /** Adds messages before all others. Some may be here already, and are replaced. */
  prepend(messages: readonly MessageView[], hasOlder: boolean): void {
    const known = new Map(this.all.value.map((entry) => [entry.id, entry]));
    const beyond = beyondFormatting(messages);
    const added: MessageEntry[] = [];
    for (const message of messages) {
      const entry = known.get(message.id);
      if (entry === undefined) added.push(entryOf(message, beyond.has(message.id)));
      else entry.view.value = message;
    }
    this.loadingOlder.value = false;
    if (added.length > 0) this.all.value = [...added, ...this.all.value];
    // Those that were here already may begin in the midst of the others.
    if (messages.length === 0 || messages[0]?.id === this.all.value[0]?.id) this.hasOlder.value = hasOlder;
  }
}

function entryOf(message: MessageView, isPlainAtFirst: boolean): MessageEntry {
  return { id: message.id, view: signal(message), isPlainAtFirst };
}
