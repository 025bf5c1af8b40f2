import { batch, signal } from '@preact/signals';
import type { AttachmentHostMessage, AttachmentViewMessage, CompletionView } from '../../protocol/attachments.js';
import { triggerAt, type TriggeredQuery } from './triggerAt.js';

/** How long the host is not asked after a key, in milliseconds: it could not answer for each. */
const pauseMs = 40;

/** No prompt has a longer name. */
const maximumNameLength = 100;

type Completions = Extract<AttachmentHostMessage, { readonly type: 'completions' }>;

/** A list that is open. */
export interface OpenCompletions {
  readonly found: TriggeredQuery;
  readonly items: readonly CompletionView[];
  readonly highlighted: number;
}

/** What is offered behind an `@` or a `/` in the composer. The list is there only while the host has something to offer. */
export class CompletionModel {
  /** `null` while the list is closed. */
  readonly list = signal<OpenCompletions | null>(null);
  /** What the prompts that were found last expect behind their names. */
  readonly hints = signal<ReadonlyMap<string, string>>(new Map());
  readonly #post: (message: AttachmentViewMessage) => void;
  /** What was typed last that can be completed. */
  #found: TriggeredQuery | undefined;
  #serial = 0;
  /** Whether the answer to the newest query is there. */
  #isAnswered = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The sign behind which the list was closed: it stays closed there. */
  #closedAt: number | undefined;
  /** Takes the first row of the answer that is on its way: a key was pressed that would have. */
  #acceptNext: ((item: CompletionView, found: TriggeredQuery) => void) | undefined;

  constructor(post: (message: AttachmentViewMessage) => void) {
    this.#post = post;
  }

  /** The text or the cursor has changed. @param isTyped whether by typing: the cursor alone opens no list */
  update(text: string, cursor: number, isTyped: boolean): void {
    const found = triggerAt(text, cursor);
    if (found === undefined || found.start !== this.#closedAt) this.#closedAt = undefined;
    if (found === undefined || this.#closedAt !== undefined) {
      this.#leave();
      if (found === undefined && isTyped) this.#askForHint(text);
      return;
    }
    const isSame = found.start === this.#found?.start && found.trigger === this.#found.trigger;
    if (isSame && found.query === this.#found?.query) return;
    if (!isTyped && !isSame) return this.#leave();
    this.#found = found;
    this.#isAnswered = false;
    this.#acceptNext = undefined;
    if (!isSame) this.list.value = null;
    this.#askSoon();
  }

  receive({ serial, items }: Completions): void {
    const hinted = items.flatMap(({ label, hint }): [string, string][] => (hint === '' ? [] : [[label, hint]]));
    if (hinted.length > 0) this.hints.value = new Map(hinted);
    const found = this.#found;
    if (serial !== this.#serial || found === undefined) return;
    this.#isAnswered = true;
    const accept = this.#acceptNext;
    this.#acceptNext = undefined;
    if (accept !== undefined && items[0] !== undefined) {
      this.close();
      return accept(items[0], found);
    }
    this.list.value = items.length === 0 ? null : { found, items, highlighted: 0 };
  }

  highlight(index: number): void {
    const list = this.list.peek();
    if (list !== null) this.list.value = { ...list, highlighted: index };
  }

  /** @param by rows, down or up; behind the last comes the first */
  move(by: number): void {
    const list = this.list.peek();
    if (list === null) return;
    const { length } = list.items;
    this.highlight((list.highlighted + by + length) % length);
  }

  /**
   * Has a row taken, at once or when the answer to what was typed last is there: what is highlighted until then was found for less.
   * @param index of the row; the highlighted one unless given
   */
  accept(take: (item: CompletionView, found: TriggeredQuery) => void, index?: number): void {
    const list = this.list.peek();
    if (list === null) return;
    if (!this.#isAnswered && index === undefined) {
      this.#acceptNext = take;
      return;
    }
    const item = list.items[index ?? list.highlighted];
    // A list that is behind what is typed was found at the same place.
    const found = this.#found ?? list.found;
    this.close();
    if (item !== undefined) take(item, found);
  }

  /** Until the sign is gone, or another one is typed, the list does not come back. */
  close(): void {
    batch(() => {
      this.#closedAt = this.#found?.start;
      this.#leave();
    });
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#found = undefined;
    this.#acceptNext = undefined;
    this.#isAnswered = true;
    // What is on its way is for nobody.
    this.#serial += 1;
    this.list.value = null;
  }

  /** Whoever types fast, or pastes, is behind the name of a prompt before any list was there. */
  #askForHint(text: string): void {
    const name = /^\/(\S+) $/u.exec(text)?.[1];
    if (name === undefined || name.length > maximumNameLength || this.hints.peek().has(name)) return;
    this.#post({ type: 'complete', serial: this.#serial, trigger: '/', query: name });
  }

  #askSoon(): void {
    this.#serial += 1;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const found = this.#found;
      if (found === undefined) return;
      this.#post({ type: 'complete', serial: this.#serial, trigger: found.trigger, query: found.query });
    }, pauseMs);
  }
}
