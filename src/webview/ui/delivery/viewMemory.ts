import { isDurable, isRequest, type RequestEnvelope } from '../../protocol/delivery.js';
import type { ViewPersistentState } from '../../protocol/page.js';

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

const nowhere: Whereabouts = { listOpen: false, search: '', anchor: null, caret: null };

interface Memory extends ViewPersistentState, Whereabouts {
  readonly outbox: readonly RequestEnvelope[];
}

/** What the editor keeps for this view while its page is gone: when its tab is not shown, and over a reload of the window. */
export class ViewMemory {
  /** What the page before this one left. */
  readonly restored: Memory;
  readonly #store: (state: Memory) => void;
  #state: Memory;

  /** @param stored what was stored last, by whichever version of SCOUT. */
  constructor(stored: unknown, store: (state: Memory) => void) {
    this.restored = memoryOf(stored);
    this.#state = this.restored;
    this.#store = store;
  }

  set(change: Partial<Memory>): void {
    this.#state = { ...this.#state, ...change };
    this.#store(this.#state);
  }
}

function memoryOf(stored: unknown): Memory {
  const state = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<keyof Memory, unknown>>;
  const { conversationId, outbox, listOpen, search, anchor, caret } = state;
  return {
    ...nowhere,
    conversationId: typeof conversationId === 'string' ? conversationId : null,
    outbox: Array.isArray(outbox) ? outbox.filter(isEnvelope) : [],
    listOpen: listOpen === true,
    search: typeof search === 'string' ? search : '',
    anchor: has(anchor, 'messageId', 'top') ? (anchor as Memory['anchor']) : null,
    caret: has(caret, 'start', 'end', 'hasFocus') ? (caret as Memory['caret']) : null,
  };
}

function isEnvelope(value: unknown): value is RequestEnvelope {
  if (!has(value, 'type', 'id', 'request')) return false;
  const { request } = value as { request: unknown };
  return has(request, 'type') && isRequest(request as { type: string }) && isDurable(request as { type: string });
}

function has(value: unknown, ...keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}
