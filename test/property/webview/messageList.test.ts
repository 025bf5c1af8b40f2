import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { answerChains } from '../../../src/webview/host/chat/answerChain.js';
import { ChatWindow } from '../../unit/webview/host/support/chatWindow.js';
import { JoinedView } from './support/joinedView.js';
import { settle } from './support/settle.js';

/** What changes the list of messages; `at` chooses among those there are. */
const step = fc.record({
  what: fc.constantFrom('older', 'grow', 'fork', 'version', 'resync', 'target', 'leave and return', 'new page'),
  at: fc.nat(10_000),
  count: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.integer({ min: 20, max: 220 }) }),
  isSettled: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A conversation that grows and branches in another window, and the view that shows it. */
class GrowingConversation {
  readonly window = new ChatWindow();
  view!: JoinedView;
  readonly #all: StoredMessage[] = [];

  async open(count: number): Promise<void> {
    await this.window.store('c', {}, this.#grow(undefined, count));
    await this.window.store('d', {});
    this.view = new JoinedView(this.window, 'panel:w', 'c');
    await settle([this.view], 4);
  }

  async do({ what, at, count, isSettled }: Step): Promise<void> {
    const { store } = this.view;
    const any = this.#all[at % this.#all.length]!;
    if (what === 'older') store.loadOlder();
    else if (what === 'grow') this.#changeElsewhere(this.#grow(this.#all.at(-1), count), true);
    else if (what === 'fork') this.#changeElsewhere(this.#grow(any, 1 + count), false);
    else if (what === 'version') this.#chooseVersion();
    else if (what === 'resync') this.view.toHost.push({ type: 'resync' });
    else if (what === 'target') store.openConversation('c', any.id, ['text']);
    else if (what === 'new page') this.view.reload();
    else {
      store.openConversation('d');
      store.openConversation('c');
    }
    if (isSettled) await settle([this.view], 2);
    else this.view.passToHost();
  }

  /** Everything on screen is what the branch ends with, without a gap, and whether there is more is known. */
  async check(): Promise<void> {
    await settle([this.view], 20);
    const { store } = this.view;
    const lease = (await this.window.conversations.open('c'))!;
    const expected = answerChains(lease.session.branch).map((chain) => chain.at(-1)!.id);
    lease.release();
    const shown = store.entries.value.map(({ id }) => id);
    assert.equal(store.chatId.value, 'c');
    assert.deepEqual(shown, expected.slice(expected.length - shown.length));
    assert.equal(store.hasOlder.value, shown.length < expected.length);
  }

  #chooseVersion(): void {
    const { store } = this.view;
    const siblings = store.entries.value.map(({ view }) => view.value.siblings).find((found) => found !== null);
    const id = siblings?.earlierId ?? siblings?.laterId;
    if (typeof id === 'string') store.chooseSibling(id, { top: 0, isLater: false });
  }

  #changeElsewhere(made: readonly StoredMessage[], isHead: boolean): void {
    const head = { type: 'conversation.set', id: 'c', fields: { headId: this.#all.at(-1)!.id } } as const;
    const events = made.map((message) => ({ type: 'message.put', message }) as const);
    this.window.history.changeElsewhere(isHead ? [...events, head] : events, new Set(['c']));
  }

  #grow(from: StoredMessage | undefined, count: number): readonly StoredMessage[] {
    const made: StoredMessage[] = [];
    for (let index = 0; index < count; index += 1) {
      const number = this.#all.length + 1;
      const message: StoredMessage = {
        id: `m${String(number).padStart(6, '0')}`,
        conversationId: 'c',
        parentId: (made.at(-1) ?? from)?.id ?? null,
        role: number % 4 === 1 ? 'user' : 'assistant',
        // Some take a page of their own.
        parts: [{ type: 'text', text: number % 11 === 0 ? 'x'.repeat(120_000) : `text ${number}` }],
        createdAt: 1_000 + number,
        status: number % 3 === 0 ? 'interrupted' : 'complete',
      };
      this.#all.push(message);
      made.push(message);
    }
    return made;
  }
}

describe('the messages on screen', function () {
  this.timeout(120_000);

  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('are the end of the branch, without a gap and each once, however it grows and whatever is asked for', async () => {
    const steps = fc.array(step, { minLength: 5, maxLength: 25, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), steps, async (count, all) => {
        const conversation = new GrowingConversation();
        try {
          await conversation.open(count);
          for (const one of all) await conversation.do(one);
          await conversation.check();
        } finally {
          await conversation.view.view.dispose();
          await conversation.window.dispose();
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
