import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { recordChanges } from '../../../../src/vscode/archives/recordChanges.js';
import { eventsOf, OrderedHistory, sample } from '../../archives/support/conversations.js';

describe('recordChanges', () => {
  const { id } = sample.conversation;
  let history: OrderedHistory;
  let changed: Set<string>;

  beforeEach(() => {
    history = new OrderedHistory();
    changed = new Set();
  });

  it('gives all of the history, and changes nothing by reading', async () => {
    await history.append(eventsOf(sample), 'synced');
    const recorded = recordChanges(history, changed);
    assert.deepEqual(await recorded.conversations({}, 10), [sample.conversation]);
    assert.deepEqual(await recorded.conversations({}, 10, sample.conversation), []);
    assert.deepEqual(await recorded.conversation(id), sample.conversation);
    assert.deepEqual(await recorded.messages(id), sample.messages);
    assert.deepEqual(await recorded.jobs(id), sample.jobs);
    assert.equal(await recorded.isTombstoned(id), false);
    assert.deepEqual([...changed], []);
  });

  it('records the conversations that are set, and those that get messages', async () => {
    const recorded = recordChanges(history, changed);
    await recorded.append([{ type: 'conversation.set', id: 'new', fields: { title: 'Cake' } }], 'written');
    const [message] = sample.messages;
    await recorded.append([{ type: 'message.put', message: message! }], 'synced');
    assert.deepEqual([...changed], ['new', id]);
    assert.deepEqual(
      history.appended.map(({ durability }) => durability),
      ['written', 'synced'],
    );
  });

  it('records also what could not be written: a part of it may have been', async () => {
    history.failure = new ScoutError('storage', 'The disk is full.');
    await assert.rejects(recordChanges(history, changed).append(eventsOf(sample), 'synced'), history.failure);
    assert.deepEqual([...changed], [id]);
  });
});
