import { batch, effect, signal } from '@preact/signals';
import type { HistoryHostMessage, HistoryViewMessage } from '../../protocol/protocol.js';
import { HistoryList } from './conversationRows.js';
import { HistorySearch } from './conversationSearch.js';
import { HistorySelection } from './rowSelection.js';
import { RecentDeletion } from './recentDeletion.js';
import { RowMarks, type Marks } from './rowMarks.js';

/** The host takes no more conversations at a time. */
const maximumIds = 10_000;

/** The menu of a row, and where it is to stand, in pixels of the page. */
export interface OpenMenu {
  readonly id: string;
  readonly left: number;
  readonly top: number;
}

/** The history as the view knows it, and what a person can do with it. */
export class HistoryModel {
  readonly list: HistoryList;
  readonly search: HistorySearch;
  readonly selection = new HistorySelection();
  readonly deletion = new RecentDeletion();
  readonly marks = new RowMarks();
  readonly menu = signal<OpenMenu | null>(null);
  /** The row that is to take the focus once it is there; for the component that shows the rows. */
  wanted: string | undefined;
  readonly #post: (message: HistoryViewMessage) => void;
  #selectsAll = false;

  constructor(post: (message: HistoryViewMessage) => void) {
    this.#post = post;
    this.list = new HistoryList(post);
    this.search = new HistorySearch(post);
    effect(() => this.selection.keepOnly(this.list.entries.value.map(({ id }) => id)));
    effect(() => this.marks.mark('isSelected', this.selection.ids.value));
  }

  receive(message: HistoryHostMessage): void {
    switch (message.type) {
      case 'history-page':
      case 'history-rows':
        batch(() => {
          // A deletion that failed: the host shows that they are still there.
          if (message.type === 'history-rows' && this.list.scope.peek() !== 'deleted')
            this.deletion.forget(new Set(message.rows.map(({ id }) => id)));
          this.list.receive(message);
        });
        if (message.type === 'history-page' && this.#selectsAll) this.#selectMore();
        if (message.type === 'history-rows') this.search.refreshSoon();
        return;
      case 'history-stale':
        this.list.reload();
        this.search.refreshSoon();
        return;
      case 'history-hits':
        this.search.receive(message);
        return;
      case 'history-labels':
        this.search.labels.value = { tags: message.tags, workspaces: message.workspaces };
        return;
    }
  }

  /** Those included that are not loaded yet. */
  selectAll(): void {
    this.selection.begin();
    this.#selectsAll = true;
    this.#selectMore();
  }

  /** One row at most has any other mark than that it is selected. */
  mark(mark: Exclude<keyof Marks, 'isSelected'>, id: string | undefined): void {
    if (this.marks.marked(mark) !== id) this.marks.mark(mark, new Set(id === undefined ? [] : [id]));
  }

  rename(id: string, title: string): void {
    const before = this.list.entry(id)?.row.peek().title;
    if (title.trim() === '' || title === before) return;
    this.list.patch([id], { title: title.trim() });
    this.#post({ type: 'history-rename', id, title });
  }

  setPinned(ids: readonly string[], pinned: boolean): void {
    this.list.patch(ids, { pinned });
    this.#tell(ids, (part) => ({ type: 'history-pin', ids: part, pinned }));
  }

  setArchived(ids: readonly string[], archived: boolean): void {
    this.list.patch(ids, { archived });
    this.#tell(ids, (part) => ({ type: 'history-archive', ids: part, archived }));
  }

  editTags(ids: readonly string[]): void {
    this.#post({ type: 'history-edit-tags', ids: ids.slice(0, maximumIds) });
  }

  export(ids: readonly string[]): void {
    this.#post({ type: 'history-export', ids: ids.slice(0, maximumIds) });
  }

  delete(ids: readonly string[]): void {
    const rows = this.list.remove(ids);
    this.deletion.add(rows);
    this.#tell(ids, (part) => ({ type: 'history-delete', ids: part }));
  }

  /** Brings back what was deleted last. @returns how many that were. */
  undo(): number {
    const rows = this.deletion.takeLatest();
    if (rows.length === 0) return 0;
    const { scope } = this.list;
    if (scope.peek() !== 'deleted')
      this.list.putBack(rows.filter(({ archived }) => archived === (scope.peek() === 'archived')));
    else this.list.remove(rows.map(({ id }) => id));
    this.wanted = rows[0]?.id;
    this.#tell(
      rows.map(({ id }) => id),
      (part) => ({ type: 'history-undo-delete', ids: part }),
    );
    return rows.length;
  }

  /** Brings back some of those that the list of deleted ones shows. */
  restore(ids: readonly string[]): void {
    this.list.remove(ids);
    this.#tell(ids, (part) => ({ type: 'history-undo-delete', ids: part }));
  }

  #selectMore(): void {
    this.#selectsAll = this.selection.active.peek() && this.list.hasMore.peek();
    if (this.selection.active.peek()) this.selection.all(this.list.entries.peek().map(({ id }) => id));
    if (this.#selectsAll) this.list.loadRest();
  }

  #tell(ids: readonly string[], message: (part: readonly string[]) => HistoryViewMessage): void {
    for (let start = 0; start < ids.length; start += maximumIds)
      this.#post(message(ids.slice(start, start + maximumIds)));
  }
}
