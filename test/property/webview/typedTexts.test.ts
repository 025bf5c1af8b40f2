import { mock } from 'node:test';
import fc from 'fast-check';
import { ActedWindow } from './support/actedWindow.js';
import { userActions, type UserAction } from './support/userActions.js';

/** The same histories in every run: more of them are tried with `numRuns`. */
const parameters = { numRuns: 200, seed: 1 };

/** What the second view shows at first; `null`: a new chat. */
const secondShows = fc.constantFrom(null, 'c');

/** @param isTwiceInOneText whether a text may hold a word twice. */
async function check(second: string | null, actions: readonly UserAction[], isTwiceInOneText: boolean): Promise<void> {
  const window = await ActedWindow.open(second);
  try {
    for (const action of actions) await window.perform(action);
    await window.rest();
    const faults = await window.faults(isTwiceInOneText);
    if (faults.length > 0) throw new Error([...faults, ...window.log].join('\n  '));
  } finally {
    await window.close();
  }
}

describe('what is typed into a view, while messages are under way', function () {
  this.timeout(120_000);

  // What waits for a pause in the typing, or for the host, waits for the test.
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('is asked once or stands in one draft, once, whatever one person does in which order', async () => {
    await fc.assert(
      fc.asyncProperty(secondShows, userActions(1), (second, actions) => check(second, actions, false)),
      parameters,
    );
  });

  it('is neither lost nor asked twice when two views are used in turn', async () => {
    await fc.assert(
      // Where both views have written something that the host had not read, a paragraph may stand in the one draft twice.
      fc.asyncProperty(secondShows, userActions(2), (second, actions) => check(second, actions, true)),
      parameters,
    );
  });
});
