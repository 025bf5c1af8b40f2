import type { ViewPersistentState } from '../../protocol/page.js';
import { createMessageId } from './messageId.js';
import type { StoredOutbox } from './outboxCopy.js';
import { PacedAction, type Pace } from './pacedAction.js';
import { envelopesIn, has, revisionIn } from './storedEnvelopes.js';

/** Where the reader and the cursor were. */
export interface Whereabouts {
  readonly listOpen: boolean;
  /** What stood in the search box of the list. */
  readonly search: string;
  /** The message at the top of the window, and how far below its top the window began, in CSS pixels; `null` at the end. */
  readonly anchor: { readonly messageId: string; readonly top: number } | null;
  /** The selection in the composer, and whether it had the focus. */
  readonly caret: { readonly start: number; readonly end: number; readonly hasFocus: boolean } | null;
}

/** So many characters are stored with every key. */
const storedAtOnce = 100_000;
/** When more of them are. All of it is copied each time, on its way to the editor: not while a key waits for its letter. */
const pace: Pace = { pauseMs: 300, freeCharacters: storedAtOnce, charactersPerMs: 1_000, latestMs: 2_000 };

const nowhere: Whereabouts = { listOpen: false, search: '', anchor: null, caret: null };

interface Memory extends ViewPersistentState, Whereabouts, StoredOutbox {
  /** Distinguishes this view from others of this window, over all its pages. */
  readonly viewId: string;
}

/** What the editor keeps for this view while its page is gone: when its tab is not shown, and over a reload of the window. */
export class ViewMemory {
  /** What the page before this one left. */
  readonly restored: Memory;
  readonly #storing: PacedAction;
  #state: Memory;

  /** @param stored what was stored last, by whichever version of SCOUT. */
  constructor(stored: unknown, store: (state: Memory) => void) {
    this.restored = memoryOf(stored);
    this.#state = this.restored;
    this.#storing = new PacedAction(() => store(this.#state), pace);
  }

  set(change: Partial<Memory>): void {
    this.#change(change);
    this.#storing.runNow();
  }

  /** For what changes with every key: stored at once as long as there is little to store, and with `flush`. */
  setSoon(change: Partial<Memory>): void {
    this.#change(change);
    const size = sizeOf(this.#state);
    if (size > storedAtOnce) this.#storing.request(size);
    else this.#storing.runNow();
  }

  /** Stores what waits for that; to be called when the page may be about to go. */
  flush(): void {
    this.#storing.flush();
  }

  #change(change: Partial<Memory>): void {
    const state = { ...this.#state, ...change };
    this.#state = change.outbox === undefined ? state : { ...state, revision: state.revision + 1 };
  }
}

/** Characters of the texts in it. */
function sizeOf({ outbox }: Memory): number {
  return outbox.reduce((sum, { request }) => sum + ('text' in request ? request.text.length : 0), 0);
}

function memoryOf(stored: unknown): Memory {
  const state = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<keyof Memory, unknown>>;
  const { viewId, conversationId, outbox, revision, listOpen, search, anchor, caret } = state;
  return {
    ...nowhere,
    viewId: typeof viewId === 'string' && viewId !== '' ? viewId : createMessageId(),
    conversationId: typeof conversationId === 'string' ? conversationId : null,
    outbox: envelopesIn(outbox),
    revision: revisionIn(revision),
    listOpen: listOpen === true,
    search: typeof search === 'string' ? search : '',
    anchor: has(anchor, 'messageId', 'top') ? (anchor as Memory['anchor']) : null,
    caret: has(caret, 'start', 'end', 'hasFocus') ? (caret as Memory['caret']) : null,
  };
}
