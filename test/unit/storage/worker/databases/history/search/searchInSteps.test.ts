import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { SearchResult } from '../../../../../../../src/storage/api/chatHistory.js';
import { message, openDatabase, put } from '../../../../support/openDatabase.js';
import { SimulatedFiles } from '../../../../support/simulatedFiles.js';

const count = 120;

describe('a search that reads everything', () => {
  // Each look at the clock takes a millisecond, so that a step is a few messages on every machine.
  beforeEach(() => {
    let now = 0;
    mock.method(performance, 'now', () => now++);
  });
  afterEach(() => mock.restoreAll());

  function searched() {
    const database = openDatabase(new SimulatedFiles());
    const events = Array.from({ length: count }, (_, index) => ({
      type: 'message.put',
      message: { ...message(`m${index}`, `text ${index % 10} && more`), createdAt: index * 60_000 },
    }));
    database.append([
      { events: [{ type: 'conversation.set', id: 'conversation', fields: { title: 't', createdAt: 1 } }], sync: false },
      { events, sync: false },
    ]);
    while (database.runDeferredWork());
    return database;
  }

  it('does so in steps, between which the window saves, and finds the same', () => {
    const database = searched();
    const request = { text: '7 &&', exact: true, limit: 200 };
    const steps = database.queryInSteps('search', [request]);
    let saved = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      assert.deepEqual(database.append([put(`meanwhile ${saved++}`)]), [undefined]);
    }
    assert.ok(saved >= 5, `${saved} steps`);
    const expected = Array.from({ length: count }, (_, index) => `m${index}`).filter((id) => id.endsWith('7'));
    assert.deepEqual((step.value as SearchResult).hits.map(({ messageId }) => messageId).sort(), expected.sort());
  });

  it('ends with an error when the database is closed meanwhile', () => {
    const database = searched();
    const steps = database.queryInSteps('search', [{ text: '7 &&', exact: true, limit: 200 }]);
    steps.next();
    database.close();
    assert.throws(() => steps.next(), /is closed/);
  });
});
