import { batch, effect, signal } from '@preact/signals';
import type { ListHostMessage, ListViewMessage } from '../../protocol/conversationList.js';
import { ConversationRows } from './conversationRows.js';
import { ConversationSearch } from './conversationSearch.js';
import { RowSelection } from './rowSelection.js';
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
export class ConversationListModel {
  readonly list: ConversationRows;
  readonly search: ConversationSearch;
  readonly selection = new RowSelection();
  readonly deletion = new RecentDeletion();
  readonly marks = new RowMarks();
  readonly menu = signal<OpenMenu | null>(null);
  /** The row that is to take the focus once it is there; for the component that shows the rows. */
  focusAfterRender: string | undefined;
  /** The title that is being typed: its field is made anew when its row moves. */
  typedTitle: { readonly id: string; readonly title: string } | undefined;
  readonly #post: (message: ListViewMessage) => void;
  #selectsAll = false;

  constructor(post: (message: ListViewMessage) => void) {
    this.#post = post;
    this.list = new ConversationRows(post);
    this.search = new ConversationSearch(post);
    effect(() => {
      const order = this.list.entries.value.map(({ id }) => id);
      this.selection.keepOnly(order);
      this.marks.keepOnly(order);
    });
    effect(() => this.marks.mark('isSelected', this.selection.ids.value));
  }

  receive(message: ListHostMessage): void {
    switch (message.type) {
      case 'list-page':
      case 'list-rows':
        batch(() => {
          // A deletion that failed: the host shows that they are still there.
          if (message.type === 'list-rows' && this.list.scope.peek() !== 'deleted')
            this.deletion.forget(new Set(message.rows.map(({ id }) => id)));
          this.list.receive(message);
        });
        if (message.type === 'list-page' && this.#selectsAll) this.#selectMore();
        if (message.type === 'list-rows') this.search.refreshSoon();
        return;
      case 'list-stale':
        this.list.reload();
        this.search.refreshSoon();
        return;
      case 'list-hits':
        this.search.receive(message);
        return;
      case 'list-labels':
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
    this.#post({ type: 'list-rename', id, title, ...(before !== undefined && { replaces: before }) });
  }

  setPinned(ids: readonly string[], pinned: boolean): void {
    this.list.patch(ids, { pinned });
    this.#send(ids, (part) => ({ type: 'list-pin', ids: part, pinned }));
  }

  setArchived(ids: readonly string[], archived: boolean): void {
    this.list.patch(ids, { archived });
    this.#send(ids, (part) => ({ type: 'list-archive', ids: part, archived }));
  }

  editTags(ids: readonly string[]): void {
    this.#post({ type: 'list-edit-tags', ids: ids.slice(0, maximumIds) });
  }

  export(ids: readonly string[]): void {
    this.#post({ type: 'list-export', ids: ids.slice(0, maximumIds) });
  }

  delete(ids: readonly string[]): void {
    const rows = this.list.remove(ids);
    this.deletion.add(rows);
    this.#send(ids, (part) => ({ type: 'list-delete', ids: part }));
  }

  /** Brings back what was deleted last. @returns how many that were. */
  undo(): number {
    const rows = this.deletion.takeLatest();
    if (rows.length === 0) return 0;
    const { scope } = this.list;
    if (scope.peek() !== 'deleted')
      this.list.putBack(rows.filter(({ archived }) => archived === (scope.peek() === 'archived')));
    else this.list.remove(rows.map(({ id }) => id));
    this.focusAfterRender = rows[0]?.id;
    this.#send(
      rows.map(({ id }) => id),
      (part) => ({ type: 'list-undo-delete', ids: part }),
    );
    return rows.length;
  }

  /** Brings back some of those that the list of deleted ones shows. */
  restore(ids: readonly string[]): void {
    this.list.remove(ids);
    this.#send(ids, (part) => ({ type: 'list-undo-delete', ids: part }));
  }

  #selectMore(): void {
    this.#selectsAll = this.selection.active.peek() && this.list.hasMore.peek();
    if (this.selection.active.peek()) this.selection.all(this.list.order());
    if (this.#selectsAll) this.list.loadRest();
  }

  #send(ids: readonly string[], message: (part: readonly string[]) => ListViewMessage): void {
    for (let start = 0; start < ids.length; start += maximumIds)
      this.#post(message(ids.slice(start, start + maximumIds)));
  }
}
