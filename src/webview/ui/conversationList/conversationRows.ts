import { batch, signal, type Signal } from '@preact/signals';
import type {
  ListCursor,
  ListHostMessage,
  ConversationRowView,
  ListScope,
  ListViewMessage,
} from '../../protocol/conversationList.js';

/** How many entries come at a time. */
const pageSize = 200;
/** The most entries that are asked for at once. */
const maximumAtOnce = 10_000;

/** A conversation in the list. Its signal lets a changed title render alone. */
export interface ConversationEntry {
  readonly id: string;
  readonly row: Signal<ConversationRowView>;
}

type Page = Extract<ListHostMessage, { type: 'list-page' }>;
type Rows = Extract<ListHostMessage, { type: 'list-rows' }>;

/**
 * The list of conversations as far as the view knows it: loaded in pages, changed entry by entry. What a person changes shows
 * at once; the host sends afterwards what is true.
 */
export class ConversationRows {
  readonly scope = signal<ListScope>('all');
  /** In the order of the list. */
  readonly entries = signal<readonly ConversationEntry[]>([]);
  readonly hasMore = signal(false);
  readonly loading = signal(false);
  /** Whether there was an answer for this scope. */
  readonly loaded = signal(false);
  /** Why nothing could be read; empty while all is well. */
  readonly problem = signal('');
  /** Whether the window shows a folder of its own. */
  readonly hasWorkspace = signal(false);

  readonly #post: (message: ListViewMessage) => void;
  readonly #byId = new Map<string, ConversationEntry>();
  #next: ListCursor | null = null;
  #request = 0;
  /** Whether the answer that is awaited replaces what is there. */
  #replaces = false;
  #stale = false;

  constructor(post: (message: ListViewMessage) => void) {
    this.#post = post;
  }

  /** The ids as they stand in the list. */
  order(): readonly string[] {
    return this.entries.peek().map(({ id }) => id);
  }

  /** Asks for the first page, unless something is there already. */
  open(): void {
    if (!this.loaded.peek() && !this.loading.peek()) this.#load(null, pageSize);
  }

  show(scope: ListScope): void {
    if (scope === this.scope.peek()) return;
    batch(() => {
      this.scope.value = scope;
      this.loaded.value = false;
      this.#byId.clear();
      this.entries.value = [];
      this.hasMore.value = false;
    });
    this.#load(null, pageSize);
  }

  /** Asks for the next page, unless one is on its way. */
  loadMore(): void {
    if (!this.loading.peek() && this.#next !== null) this.#load(this.#next, pageSize);
  }

  /** Asks for all that is left, as far as can be asked for at once. */
  loadRest(): void {
    if (!this.loading.peek() && this.#next !== null) this.#load(this.#next, maximumAtOnce);
  }

  /** Asks anew for what is there. What is on the screen stays until the answer comes. */
  reload(): void {
    if (this.loading.peek()) this.#stale = true;
    else this.#load(null, Math.min(Math.max(this.entries.peek().length, pageSize), maximumAtOnce));
  }

  entry(id: string): ConversationEntry | undefined {
    return this.#byId.get(id);
  }

  receive(message: Page | Rows): void {
    batch(() => {
      if (message.type === 'list-page') this.#receivePage(message);
      else this.#put(message.rows, message.removed);
    });
  }

  /** Shows what a person has just changed. */
  patch(ids: readonly string[], fields: Partial<Pick<ConversationRowView, 'title' | 'pinned' | 'archived'>>): void {
    const rows = ids.flatMap((id) => this.#byId.get(id)?.row.peek() ?? []).map((row) => ({ ...row, ...fields }));
    const belongs = (row: ConversationRowView): boolean =>
      this.scope.peek() === 'deleted' || row.archived === (this.scope.peek() === 'archived');
    batch(() =>
      this.#put(
        rows.filter(belongs),
        rows.filter((row) => !belongs(row)).map(({ id }) => id),
      ),
    );
  }

  /** @returns what was there, to be put back. */
  remove(ids: readonly string[]): readonly ConversationRowView[] {
    const rows = ids.flatMap((id) => this.#byId.get(id)?.row.peek() ?? []);
    batch(() => this.#put([], ids));
    return rows;
  }

  putBack(rows: readonly ConversationRowView[]): void {
    batch(() => this.#put(rows, []));
  }

  #load(after: ListCursor | null, limit: number): void {
    this.#request += 1;
    this.#replaces = after === null;
    this.#stale = false;
    this.loading.value = true;
    this.#post({ type: 'list-load', request: this.#request, scope: this.scope.peek(), after, limit });
  }

  #receivePage({ request, rows, next, hasWorkspace, problem }: Page): void {
    if (request !== this.#request) return;
    this.loading.value = false;
    this.problem.value = problem;
    this.hasWorkspace.value = hasWorkspace;
    if (problem !== '') return;
    this.loaded.value = true;
    this.#next = next;
    this.hasMore.value = next !== null;
    const known = new Map(this.#byId);
    if (this.#replaces) this.#byId.clear();
    const entries = rows.map((row) => this.#take(row, known.get(row.id)));
    const added = new Set(entries.map(({ id }) => id));
    const before = this.#replaces ? [] : this.entries.peek().filter(({ id }) => !added.has(id));
    this.entries.value = this.#replaces ? entries : this.#sorted([...before, ...entries]);
    if (this.#stale) this.reload();
  }

  #take(row: ConversationRowView, known: ConversationEntry | undefined): ConversationEntry {
    const entry = known ?? { id: row.id, row: signal(row) };
    if (!isSame(entry.row.peek(), row)) entry.row.value = row;
    this.#byId.set(row.id, entry);
    return entry;
  }

  #put(rows: readonly ConversationRowView[], removed: readonly string[]): void {
    const gone = new Set(removed.filter((id) => this.#byId.delete(id)));
    const moved = new Map<string, ConversationEntry>();
    for (const row of rows) {
      const known = this.#byId.get(row.id);
      const stays = known !== undefined && this.#inOrder(known.row.peek(), row) === 0;
      // Beyond the last page that was loaded: it comes with its own page.
      if (known === undefined && !this.#isWithinLoaded(row)) continue;
      const entry = this.#take(row, known);
      if (!stays) moved.set(row.id, entry);
    }
    if (gone.size === 0 && moved.size === 0) return;
    const others = this.entries.peek().filter(({ id }) => !gone.has(id) && !moved.has(id));
    this.entries.value = moved.size === 0 ? others : this.#sorted([...others, ...moved.values()]);
  }

  #isWithinLoaded(row: ConversationRowView): boolean {
    if (!this.loaded.peek()) return false;
    return this.#next === null || inListOrder(row, this.#next) <= 0;
  }

  #sorted(entries: readonly ConversationEntry[]): readonly ConversationEntry[] {
    return [...entries].sort((a, b) => this.#inOrder(a.row.peek(), b.row.peek()));
  }

  #inOrder(a: ConversationRowView, b: ConversationRowView): number {
    if (this.scope.peek() === 'deleted') return (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || inListOrder(a, b);
    return inListOrder(a, b);
  }
}

/** Pinned ones first, then the most recently updated. */
function inListOrder(a: ListCursor, b: ListCursor): number {
  return Number(b.pinned) - Number(a.pinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function isSame(a: ConversationRowView, b: ConversationRowView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
