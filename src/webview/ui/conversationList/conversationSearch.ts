import { batch, signal } from '@preact/signals';
import type { SearchHitView, ListHostMessage, ListViewMessage } from '../../protocol/conversationList.js';

/** How long the typing has to pause before the host is asked, in milliseconds. */
const pauseMs = 80;
/** How long after a change of the history what is on the screen is asked for again, in milliseconds. */
const refreshMs = 1_000;
const usualLimit = 50;
const maximumLimit = 200;
/** The host takes no more. */
const maximumLength = 1_000;

/** What was found for one text. */
export interface SearchResults {
  readonly text: string;
  readonly exact: boolean;
  readonly hits: readonly SearchHitView[];
  readonly more: boolean;
  readonly ignored: readonly string[];
  readonly pending: number;
  readonly problem: string;
}

type Hits = Extract<ListHostMessage, { type: 'list-hits' }>;

/** The search over all conversations, as one types. What was found last stays on the screen until there is something newer. */
export class ConversationSearch {
  readonly text = signal('');
  readonly exact = signal(false);
  /** `null` while nothing is looked for, and until there is a first answer. */
  readonly results = signal<SearchResults | null>(null);
  readonly searching = signal(false);
  /** What can be suggested for filters. */
  readonly labels = signal<{ readonly tags: readonly string[]; readonly workspaces: readonly string[] }>({
    tags: [],
    workspaces: [],
  });

  readonly #post: (message: ListViewMessage) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #request = 0;
  #limit = usualLimit;
  #asked: { readonly text: string; readonly exact: boolean } = { text: '', exact: false };
  #onAnswered: (() => void) | undefined;

  constructor(post: (message: ListViewMessage) => void) {
    this.#post = post;
  }

  type(text: string): void {
    batch(() => {
      this.text.value = text.slice(0, maximumLength);
      this.#limit = usualLimit;
      this.#askSoon();
    });
  }

  setExact(exact: boolean): void {
    this.exact.value = exact;
    if (this.text.peek().trim() !== '') this.#ask();
  }

  clear(): void {
    this.type('');
  }

  /** Asks for as many hits as there can be. */
  showMore(): void {
    this.#limit = maximumLimit;
    this.#ask();
  }

  /** Calls back once the results belong to what stands in the box: at once if they do. Typing on forgets it. */
  whenAnswered(callback: () => void): void {
    if (this.text.peek().trim() === '') return;
    if (this.searching.peek()) {
      this.#ask();
      this.#onAnswered = callback;
    } else callback();
  }

  /** The history has changed: asks again for what is on the screen, unless somebody is typing then. */
  refreshSoon(): void {
    if (this.results.peek() === null) return;
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      if (this.results.peek() === null || this.searching.peek()) return;
      this.#forgetAsked();
      this.#send();
    }, refreshMs);
  }

  askForLabels(): void {
    this.#post({ type: 'list-labels' });
  }

  receive(message: Hits): void {
    if (message.request !== this.#request) return;
    const { hits, more, ignored, pending, problem } = message;
    batch(() => {
      this.searching.value = false;
      this.results.value = { ...this.#asked, hits, more, ignored, pending, problem };
    });
    const onAnswered = this.#onAnswered;
    this.#onAnswered = undefined;
    onAnswered?.();
  }

  #askSoon(): void {
    this.#forgetAsked();
    if (this.text.peek().trim() === '') {
      this.searching.value = false;
      this.results.value = null;
      return;
    }
    this.searching.value = true;
    this.#timer = setTimeout(() => this.#ask(), pauseMs);
  }

  #ask(): void {
    this.#forgetAsked();
    this.searching.value = true;
    this.#asked = { text: this.text.peek(), exact: this.exact.peek() };
    this.#send();
  }

  #send(): void {
    this.#post({ type: 'list-search', request: this.#request, ...this.#asked, limit: this.#limit });
  }

  /** Whatever answer is on its way comes too late. */
  #forgetAsked(): void {
    clearTimeout(this.#timer);
    this.#request += 1;
    this.#onAnswered = undefined;
  }
}
