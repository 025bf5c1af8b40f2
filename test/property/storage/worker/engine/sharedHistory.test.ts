import { type Action, type Interruption, SharedHistory } from '../../../../unit/storage/support/sharedHistory.js';
import { message } from '../../../../unit/storage/support/openDatabase.js';

/** A few histories of the kind of which `test/property` draws hundreds. */
const append = (window: number, id: string): Action => ({
  kind: 'append',
  window,
  sync: true,
  events: [{ type: 'message.put', message: message(id) }],
});
const compaction = (window: number, steps: number): Action => ({ kind: 'compaction', window, steps });
const catchUp = (window: number): Action => ({ kind: 'catchUp', window });

const actions: readonly Action[] = [
  append(0, 'a'),
  append(1, 'b'),
  compaction(0, 30),
  append(1, 'c'),
  catchUp(0),
  compaction(1, 6),
  append(0, 'd'),
  compaction(1, 30),
  append(2, 'e'),
  compaction(2, 30),
  compaction(0, 30),
];

/** The interruption at every so many system calls. */
function every(count: number, interruption: Interruption): Interruption[] {
  return Array.from({ length: 120 }, (_, call) => (call % count === count - 1 ? interruption : { kind: 'nothing' }));
}

describe('windows that share a history', () => {
  for (const [what, interruptions] of [
    ['one after the other', []],
    ['while another one saves', every(7, { kind: 'other', action: append(2, 'x') })],
    ['while another one makes snapshots', every(5, { kind: 'other', action: compaction(1, 9) })],
    ['and die in the middle of it', every(23, { kind: 'kill', part: 0.5 })],
    ['and calls fail', every(19, { kind: 'fail' })],
    ['and lose power', every(31, { kind: 'powerLoss', draws: [0, 0.7, 0.4] })],
  ] as const) {
    it(`converge to the fold of what was written, and lose nothing acknowledged: they act ${what}`, () => {
      const history = new SharedHistory(3);
      try {
        history.run(actions, interruptions);
        history.check();
        history.run([append(0, 'after'), compaction(0, 30), catchUp(1)], []);
        history.check();
      } finally {
        history.close();
      }
    });
  }

  it('count what a window wrote whole at its very end', () => {
    for (let call = 0; call < 12; call++) {
      const history = new SharedHistory(2);
      try {
        history.run(
          [append(0, 'a'), append(1, 'b')],
          Array.from({ length: 12 }, (_, at) => ({ kind: at === call ? 'kill' : 'nothing', part: 1 })),
        );
        history.check();
      } finally {
        history.close();
      }
    }
  });
});
