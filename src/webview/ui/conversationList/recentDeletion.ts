import { signal } from '@preact/signals';
import type { ConversationRowView } from '../../protocol/conversationList.js';

/** How long "Undo" stands there, in milliseconds. */
const offeredMs = 10_000;

/** What was deleted lately: offered to be brought back for a moment, and remembered beyond it. */
export class RecentDeletion {
  /** What is offered to be brought back. */
  readonly offered = signal<readonly ConversationRowView[]>([]);
  /** Every deletion that can be undone from here, the latest last. */
  #deletions: (readonly ConversationRowView[])[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(rows: readonly ConversationRowView[]): void {
    this.#deletions.push(rows);
    this.offered.value = rows;
    this.resume();
  }

  /** The latest deletion; it is no longer remembered then. */
  takeLatest(): readonly ConversationRowView[] {
    this.dismiss();
    return this.#deletions.pop() ?? [];
  }

  /** These are in the list again: they were not deleted, or somebody has brought them back. */
  forget(ids: ReadonlySet<string>): void {
    if (this.#deletions.length === 0) return;
    this.#deletions = this.#deletions
      .map((rows) => rows.filter(({ id }) => !ids.has(id)))
      .filter((rows) => rows.length > 0);
    const left = this.offered.peek().filter(({ id }) => !ids.has(id));
    if (left.length !== this.offered.peek().length) this.offered.value = left;
  }

  /** While somebody is about to press the button it does not go away. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dismiss(), offeredMs);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    if (this.offered.peek().length > 0) this.offered.value = [];
  }
}
