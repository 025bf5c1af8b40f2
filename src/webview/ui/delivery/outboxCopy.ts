import type { RequestEnvelope } from '../../protocol/delivery.js';
import { envelopesIn, has, revisionIn } from './storedEnvelopes.js';

/** What is used of the browser's `sessionStorage`. */
export type TabStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** What a view has not delivered. */
export interface StoredOutbox {
  readonly outbox: readonly RequestEnvelope[];
  /** Of two that one view has stored, the later has the greater. */
  readonly revision: number;
}

/**
 * What a view has not delivered, once more in the storage of the browser's tab. The editor writes its own copy to disk only
 * now and then, so a page that is loaded again may find an old one; this one is written in the same moment, and belongs to
 * one window. It is gone with the tab. Where the browser denies the storage, or it is full, the editor's copy is all there is.
 */
export class OutboxCopy {
  readonly #storage: TabStorage | undefined;
  readonly #prefix: string;
  readonly #key: string;
  #written: readonly RequestEnvelope[] | undefined;

  /**
   * @param place panel or side bar: several pages may share a storage.
   * @param viewId stays the same over reloads.
   */
  constructor(storage: TabStorage | undefined, place: string, viewId: string) {
    this.#storage = storage;
    this.#prefix = `scout.outbox.${place}.`;
    this.#key = this.#prefix + viewId;
  }

  /**
   * What the page before this one had not delivered, and what pages of the same place have left that are not shown any more:
   * whoever opens a new panel beside a dead one has its messages delivered. Given away once.
   *
   * @param remembered the editor's copy. It counts when it is the later one: a view that was moved into another window, and
   * back, finds what it had left here before.
   */
  restore(remembered: StoredOutbox): StoredOutbox {
    const copy = this.#read(this.#key);
    const newer = copy !== undefined && copy.revision >= remembered.revision ? copy : remembered;
    const { revision } = newer;
    // The editor's copy alone may be old; so may be what another view has left.
    const own = copy === undefined ? keepingDrafts(newer.outbox) : newer.outbox;
    const keys = this.#otherKeys();
    const ids = new Set(own.map(({ id }) => id));
    const left = keys.flatMap((key) => this.#read(key)?.outbox ?? []).filter(({ id }) => !ids.has(id));
    const outbox = [...keepingDrafts(left), ...own];
    if (left.length > 0 && this.#write(this.#key, { outbox, revision }))
      keys.forEach((key) => this.#write(key, { outbox: [], revision: 0 }));
    return { outbox, revision };
  }

  /** Costs nothing when it is what was written last. */
  write({ outbox, revision }: StoredOutbox): void {
    if (outbox !== this.#written) this.#write(this.#key, { outbox, revision });
    this.#written = outbox;
  }

  #otherKeys(): readonly string[] {
    try {
      const { length = 0 } = this.#storage ?? {};
      const keys = Array.from({ length }, (_, index) => this.#storage?.key(index) ?? '');
      return keys.filter((key) => key.startsWith(this.#prefix) && key !== this.#key);
    } catch {
      return [];
    }
  }

  /** `undefined` when nothing was written, or nothing that can be understood. */
  #read(key: string): StoredOutbox | undefined {
    try {
      const text = this.#storage?.getItem(key) ?? null;
      return text === null ? undefined : storedOutboxIn(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** @returns whether it is there now. */
  #write(key: string, stored: StoredOutbox): boolean {
    try {
      this.#storage?.setItem(key, JSON.stringify(stored));
      return this.#storage !== undefined;
    } catch {
      this.#forget(key);
      return false;
    }
  }

  /** What there is no room for must not be mistaken for what was there before it. */
  #forget(key: string): void {
    try {
      this.#storage?.removeItem(key);
    } catch {
      // The storage is denied as a whole: nothing can be read from it either.
    }
  }
}

/** What was stored, by whichever version of SCOUT: an earlier one stored the requests alone. */
function storedOutboxIn(stored: unknown): StoredOutbox {
  const { outbox, revision } = (has(stored, 'outbox') ? stored : { outbox: stored }) as Record<string, unknown>;
  return { outbox: envelopesIn(outbox), revision: revisionIn(revision) };
}

/** The storage of this tab; `undefined` where the browser denies it. */
export function tabStorage(): TabStorage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/**
 * The same, where what is stored may be newer: no draft takes its place. That one is empty says nothing then: the host itself removes a
 * draft that has been sent.
 */
function keepingDrafts(envelopes: readonly RequestEnvelope[]): readonly RequestEnvelope[] {
  return envelopes
    .filter(({ request }) => request.type !== 'draft' || request.text.trim() !== '')
    .map((envelope) =>
      envelope.request.type === 'draft'
        ? { ...envelope, request: { ...envelope.request, type: 'keep-draft' } }
        : envelope,
    );
}
