import fc from 'fast-check';
import { type Action, type Interruption, SharedHistory } from '../../../../unit/storage/support/sharedHistory.js';
import { closeDatabases, message } from '../../../../unit/storage/support/openDatabase.js';

const YEAR = 365 * 24 * 3600 * 1000;
const WINDOWS = 3;

const conversation = fc.constantFrom('c1', 'c2');
const id = fc.constantFrom('m1', 'm2', 'm3');
const text = fc.constantFrom('one', 'two', '漢字');
const status = fc.constantFrom('streaming' as const, 'complete' as const, 'interrupted' as const);
/** Only imported messages have one. */
const revision = fc.constantFrom({}, {}, { revision: 1 }, { revision: 2 ** 40 + 8 });

const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ id, text, status, conversation, revision })
      .map(({ id, text, status, conversation, revision }) => ({
        type: 'message.put',
        message: { ...message(id, text, status, conversation), ...revision },
      })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('conversation.set'),
      id: conversation,
      fields: fc.record({ title: text, createdAt: fc.nat(9) }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('message.delta'),
      conversationId: conversation,
      messageId: id,
      index: fc.nat(3),
      parts: fc.constant([{ type: 'text', text: 'd' }]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('conversation.tombstone'), id: conversation }) },
);

const window = fc.nat(WINDOWS - 1);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      window,
      sync: fc.boolean(),
      events: fc.array(event, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('catchUp' as const), window }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('compaction' as const), window, steps: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), window, offset: fc.constantFrom(-YEAR, 0, YEAR) }),
  },
);

const nothing = fc.constant<Interruption>({ kind: 'nothing' });
const other: fc.Arbitrary<Interruption> = action.map((action) => ({ kind: 'other', action }));
const kill: fc.Arbitrary<Interruption> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((part) => ({ kind: 'kill', part }));
const powerLoss: fc.Arbitrary<Interruption> = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((draws) => ({ kind: 'powerLoss', draws }));
const fail = fc.constant<Interruption>({ kind: 'fail' });

const actions = fc.array(action, { minLength: 8, maxLength: 24 });

function interruptions(
  ...kinds: { weight: number; arbitrary: fc.Arbitrary<Interruption> }[]
): fc.Arbitrary<Interruption[]> {
  return fc.array(fc.oneof({ weight: 8, arbitrary: nothing }, ...kinds), { minLength: 60, maxLength: 200 });
}

function withHistory(use: (history: SharedHistory) => void): void {
  const history = new SharedHistory(WINDOWS);
  try {
    use(history);
  } finally {
    history.close();
  }
}

function runAndCheck(
  actions: readonly Action[],
  interruptions: readonly Interruption[],
  more: readonly Action[] = [],
): void {
  withHistory((history) => {
    history.run(actions, interruptions);
    history.check();
    history.run(more, []);
    history.check();
  });
}

describe('windows that share a history', () => {
  it('converge to the fold of what was written, and lose nothing acknowledged, whatever they do in the middle of each other’s calls', () => {
    fc.assert(
      fc
        .property(actions, interruptions({ weight: 6, arbitrary: other }), (actions, interruptions) =>
          runAndCheck(actions, interruptions),
        )
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('do so when they die at any call', () => {
    fc.assert(
      fc
        .property(
          actions,
          interruptions({ weight: 4, arbitrary: other }, { weight: 1, arbitrary: kill }),
          (actions, interruptions) => runAndCheck(actions, interruptions),
        )
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('do so when calls fail', () => {
    fc.assert(
      fc
        .property(
          actions,
          interruptions({ weight: 4, arbitrary: other }, { weight: 1, arbitrary: fail }),
          (actions, interruptions) => runAndCheck(actions, interruptions),
        )
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('do so when the power goes, for what was synced, whichever unsynced writes and names survive', () => {
    fc.assert(
      fc
        .property(
          actions,
          interruptions({ weight: 4, arbitrary: other }, { weight: 1, arbitrary: powerLoss }),
          actions,
          runAndCheck,
        )
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('leave every acknowledged change in the files between any two calls', () => {
    fc.assert(
      fc
        .property(
          actions,
          interruptions({ weight: 4, arbitrary: other }),
          fc.infiniteStream(fc.nat(12)),
          (actions, interruptions, gaps) => {
            withHistory((history) => {
              let calls = 0;
              let next = 0;
              history.disk.before = () => {
                if (calls++ < next) return;
                next = calls + gaps.next().value!;
                history.checkFiles();
              };
              history.run(actions, interruptions);
              history.disk.before = () => undefined;
              history.check();
            });
          },
        )
        .afterEach(closeDatabases),
      { numRuns: 10 },
    );
  });
});
