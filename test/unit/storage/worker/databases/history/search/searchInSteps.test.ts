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

  it('reads messages that were never finished in steps, too, one of which may be deleted meanwhile', () => {
    const database = openDatabase(new SimulatedFiles());
    const events = Array.from({ length: count }, (_, index) => [
      { type: 'message.put', message: { ...message(`m${index}`, '', 'streaming', `c${index % 2}`), parts: [] } },
      {
        type: 'message.delta',
        conversationId: `c${index % 2}`,
        messageId: `m${index}`,
        index: 0,
        parts: [{ type: 'text', text: `words of ${index}` }],
      },
    ]).flat();
    const titles = ['c0', 'c1'].map((id) => ({ type: 'conversation.set', id, fields: { title: 't', createdAt: 1 } }));
    database.append([{ events: [...titles, ...events], sync: false }]);
    const steps = database.queryInSteps('search', [{ text: 'words', limit: 200 }]);
    let taken = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next())
      if (++taken === 3) database.append([{ events: [{ type: 'conversation.tombstone', id: 'c1' }], sync: true }]);
    assert.ok(taken >= 5, `${taken} steps`);
    const found = (step.value as SearchResult).hits.map(({ messageId }) => messageId);
    const kept = Array.from({ length: count / 2 }, (_, index) => `m${2 * index}`);
    assert.deepEqual(
      kept.filter((id) => !found.includes(id)),
      [],
    );
  });

  it('ends with an error when the database is closed meanwhile', () => {
    const database = searched();
    const steps = database.queryInSteps('search', [{ text: '7 &&', exact: true, limit: 200 }]);
    steps.next();
    database.close();
    assert.throws(() => steps.next(), /is closed/);
  });
});
