import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import { ScoutError } from '../../../../src/core/errors.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { turnOfLoop, WindowOfFolder, type Frame } from '../../../unit/chat/support/windowOfFolder.js';

const windows = 3;

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'send' as const,
        'retry' as const,
        'continue' as const,
        'finish' as const,
        'stop' as const,
        'rename' as const,
      ),
      window: fc.nat(windows - 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('receive' as const),
      window: fc.nat(windows - 1),
      count: fc.integer({ min: 1, max: 5 }),
      named: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('show' as const),
      window: fc.nat(windows - 1),
      place: fc.nat(20),
      version: fc.nat(5),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('disk' as const), window: fc.nat(windows - 1), isFull: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 12 }) }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A window with the conversation open, and what was said in it. */
class Side {
  readonly window: WindowOfFolder;
  readonly session: ConversationSession;
  /** Every message of this window's own in its latest state. */
  readonly said = new Map<string, StoredMessage>();

  constructor(window: WindowOfFolder, session: ConversationSession) {
    this.window = window;
    this.session = session;
    session.onEvent((event) => {
      assert.notEqual(event.type, 'deleted');
      if (event.type === 'message' && !session.isSaved(event.message.id))
        this.said.set(event.message.id, event.message);
    });
  }

  do(step: Step): void {
    const { session, window } = this;
    const answer = session.branch.findLast(({ role }) => role === 'assistant');
    const isAnswering = session.turn !== undefined;
    switch (step.what) {
      case 'send':
        if (!isAnswering) session.send(`question ${this.said.size}`);
        return;
      case 'retry':
        if (!isAnswering && answer !== undefined) session.retry(answer.id);
        return;
      case 'continue':
        if (!isAnswering && answer !== undefined) session.continueAnswer(answer.id);
        return;
      case 'finish':
        return window.finishAnswer();
      case 'stop':
        return void session.stop();
      case 'rename':
        return session.rename(`title ${this.said.size}`);
      case 'receive':
        return window.receive(step.count, step.named);
      case 'show': {
        const message = session.branch[step.place % session.branch.length]!;
        const versions = session.siblingsOf(message);
        if (!isAnswering) session.showMessage(versions[step.version % versions.length]!);
        return;
      }
      case 'disk':
        window.failure = step.isFull ? new ScoutError('storage', 'disk full') : undefined;
        return;
      case 'wait':
        return;
    }
  }

  check(): void {
    for (const message of this.said.values())
      assert.ok(this.session.siblingsOf(message).includes(message.id), 'what was said here is there');
    const { turn, branch } = this.session;
    for (const message of branch) {
      const said = this.said.get(message.id);
      if (said !== undefined && said.status !== 'streaming')
        assert.deepEqual(message, said, 'what has ended here stays as it is');
    }
    if (turn !== undefined) assert.equal(branch.at(-1)?.id, turn.messageId, 'what is being answered is on screen');
  }

  /** Every message that a person can get to see with nothing but the switchers between versions. */
  reachable(): ReadonlyMap<string, StoredMessage> {
    const found = new Map<string, StoredMessage>();
    const waiting = [this.session.branch.at(-1)!.id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      this.session.showMessage(id);
      for (const message of this.session.branch) {
        found.set(message.id, message);
        waiting.push(...this.session.siblingsOf(message).filter((version) => !found.has(version)));
      }
    }
    return found;
  }
}

async function settle(sides: readonly Side[]): Promise<void> {
  for (const { window, session } of sides) {
    window.failure = undefined;
    window.finishAnswer();
    for (let count = 0; !session.isIdle; count += 1) {
      assert.ok(count < 2_000, 'a window comes to rest');
      await window.conversations.flush();
      await turnOfLoop();
      window.finishAnswer();
    }
    await window.conversations.flush();
  }
  for (const { window } of sides) window.receive();
  for (const { session } of sides) await session.catchUp();
}

describe('windows that talk in one conversation', function () {
  this.timeout(120_000);

  it('never lose a word and end with the same tree, all of it within reach, whatever happens in which order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const folder: Frame[] = [];
        const all = Array.from({ length: windows }, (_, index) => new WindowOfFolder(folder, `window ${index}`));
        try {
          const first = all[0]!.conversations.create().session;
          const sides = [new Side(all[0]!, first)];
          first.send('the first question');
          for (let count = 0; folder.length < 2; count += 1) await turnOfLoop();
          for (const window of all.slice(1)) {
            window.receive();
            sides.push(new Side(window, (await window.conversations.open(first.id))!.session));
          }
          for (const next of steps) {
            if (next.what === 'wait') for (let turns = 0; turns < next.turns; turns += 1) await turnOfLoop();
            else sides[next.window]!.do(next);
            for (const side of sides) side.check();
          }
          await settle(sides);
          const trees = sides.map((side) => side.reachable());
          for (const tree of trees) {
            assert.deepEqual(sorted(tree), sorted(trees[0]!));
            for (const { said } of sides)
              for (const message of said.values()) assert.deepEqual(tree.get(message.id), message);
          }
        } finally {
          for (const window of all) await window.close();
        }
      }),
      { numRuns: 120 },
    );
  });
});

function sorted(tree: ReadonlyMap<string, StoredMessage>): readonly StoredMessage[] {
  return [...tree.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
