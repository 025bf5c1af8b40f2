import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationList } from '../../../../src/chat/list/conversationList.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { Conversation } from '../../../../src/storage/api/chatHistory.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, ScriptedModels } from '../../../support/scriptedModels.js';
import { openPolicy } from '../../../support/openGate.js';

describe('the list of conversations', () => {
  let history: MemoryHistory;
  let conversations: Conversations;
  let list: ConversationList;
  let reported: (readonly string[] | undefined)[];

  beforeEach(() => {
    history = new MemoryHistory();
    const logger = recordingLogger();
    conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history,
      models: new ScriptedModels(says('ok')),
      logger,
      tasks: new TaskRegistry(logger),
      workspace: 'file:///here',
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    list = conversations.list;
    reported = [];
    list.onChanged((ids) => reported.push(ids && [...ids]));
  });

  afterEach(() => conversations.dispose());

  const store = async (id: string, fields: Partial<Conversation> = {}): Promise<void> => {
    await history.append([{ type: 'conversation.set', id, fields: { title: id, updatedAt: 1, ...fields } }], 'synced');
  };
  const ids = async (filter = {}, limit = 100): Promise<string[]> =>
    (await list.page(filter, limit)).conversations.map(({ id }) => id);

  it('comes in pages that leave nothing out and show nothing twice', async () => {
    for (let index = 0; index < 7; index += 1)
      await store(`c${index}`, { updatedAt: 100 - index, pinned: index === 6 });
    const first = await list.page({}, 3);
    const second = await list.page({}, 3, first.next);
    const third = await list.page({}, 3, second.next);
    const all = [first, second, third].flatMap((page) => page.conversations.map(({ id }) => id));
    assert.deepEqual(all, ['c6', 'c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
    assert.equal(third.next, undefined);
  });

  it('shows a conversation that is not on disk yet, in the page where it belongs', async () => {
    await store('older');
    history.failure = new ScoutError('storage', 'disk full');
    const { session } = conversations.create();
    session.send('unsaved');
    await delay(5);
    assert.deepEqual(await ids(), [session.id, 'older']);
    assert.deepEqual(await ids({ workspace: 'file:///here' }), [session.id]);
    assert.deepEqual(await ids({ archived: true }), []);
  });

  it('shows a conversation in use in one page only: the one where it belongs', async () => {
    for (let index = 0; index < 4; index += 1) await store(`c${index}`, { updatedAt: 100 - index });
    const lease = await conversations.open('c3');
    const first = await list.page({}, 2);
    const second = await list.page({}, 2, first.next);
    assert.deepEqual(
      [first, second].map((page) => page.conversations.map(({ id }) => id)),
      [
        ['c0', 'c1'],
        ['c2', 'c3'],
      ],
    );
    lease?.release();
  });

  it('distinguishes archived, deleted and other workspaces’ conversations', async () => {
    await store('a', { workspace: 'file:///here' });
    await store('b', { archived: true });
    await store('c', { deletedAt: 5 });
    assert.deepEqual(await ids(), ['a']);
    assert.deepEqual(await ids({ workspace: 'file:///elsewhere' }), []);
    assert.deepEqual(await ids({ archived: true }), ['b']);
    assert.deepEqual(
      (await list.deleted()).map(({ id }) => id),
      ['c'],
    );
  });

  it('renames, pins and archives, and reports which entries changed', async () => {
    await store('a');
    await store('b');
    await list.rename('a', '  A\u202e new\n title ');
    await list.setPinned(['a', 'b'], true);
    await list.setArchived(['b'], true);
    const [a, b] = [await history.conversation('a'), await history.conversation('b')];
    assert.equal(a?.title, 'A new title');
    assert.deepEqual([a?.pinned, a?.archived, b?.pinned, b?.archived], [true, false, true, true]);
    assert.equal(a?.updatedAt, 1, 'its place among the others stays');
    assert.deepEqual(reported, [['a'], ['a', 'b'], ['b']]);
  });

  it('does not take the title away', async () => {
    await store('a');
    await list.rename('a', ' \n ');
    assert.equal((await history.conversation('a'))?.title, 'a');
    assert.deepEqual(reported, []);
  });

  it('changes the tags of several conversations and leaves their own ones alone', async () => {
    await store('a', { tags: ['own', 'Old'] });
    await store('b', { tags: ['old'] });
    await list.changeTags(['a', 'b', 'unknown'], { add: [' new ', 'Own', ''], remove: ['old'] });
    assert.deepEqual((await history.conversation('a'))?.tags, ['own', 'new']);
    assert.deepEqual((await history.conversation('b'))?.tags, ['new', 'Own']);
    assert.equal(await history.conversation('unknown'), undefined);
  });

  it('keeps tags short and few, whatever is asked for', async () => {
    await store('a');
    await list.changeTags(['a'], {
      add: Array.from({ length: 80 }, (_, index) => `${index}${'x'.repeat(500)}`),
      remove: [],
    });
    const tags = (await history.conversation('a'))!.tags;
    assert.equal(tags.length, 50);
    assert.ok(tags.every((tag) => tag.length <= 100));
  });

  it('lets a conversation in use know of its new title, tags and place', async () => {
    const { session } = conversations.create();
    session.send('hello');
    await conversations.flush();
    const events: string[] = [];
    session.onEvent(({ type }) => events.push(type));
    await list.rename(session.id, 'Another');
    await list.setPinned([session.id], true);
    assert.deepEqual([session.conversation?.title, session.conversation?.pinned], ['Another', true]);
    assert.deepEqual(events.filter((type) => type === 'conversation').length, 2);
    assert.equal((await list.page({}, 5)).conversations[0]?.title, 'Another');
  });

  it('hides a deleted conversation at once, and brings it back with its messages', async () => {
    const { session } = conversations.create();
    session.send('hello');
    await delay(5);
    const events: string[] = [];
    session.onEvent(({ type }) => events.push(type));
    await list.delete([session.id]);
    assert.equal(events.at(-1), 'deleted');
    assert.deepEqual(await ids(), []);
    assert.equal(await conversations.open(session.id), undefined, 'it cannot be opened');
    assert.deepEqual(await list.undoDelete([session.id, 'never was']), ['never was']);
    assert.deepEqual(await ids(), [session.id]);
    assert.equal(await history.conversation('never was'), undefined, 'nothing came into being');
    assert.equal((await conversations.open(session.id))?.session.branch.length, 2);
  });

  it('brings back what is only just being deleted', async () => {
    const { session } = conversations.create();
    session.send('hello');
    const deletion = list.delete([session.id]);
    await list.undoDelete([session.id]);
    await deletion;
    assert.deepEqual(await ids(), [session.id]);
    assert.equal((await history.conversation(session.id))?.deletedAt, null);
  });

  it('changes nothing, now or later, when a change cannot be saved', async () => {
    await store('a');
    const { session } = conversations.create();
    history.failure = new ScoutError('storage', 'disk full');
    session.send('unsaved');
    await delay(5);
    reported.length = 0;
    for (const change of [list.rename('a', 'x'), list.setPinned(['a', session.id], true), list.delete(['a'])]) {
      await assert.rejects(change, { code: 'storage', message: 'disk full' });
    }
    assert.equal(session.conversation?.pinned, false);
    assert.deepEqual(reported, []);
    history.failure = undefined;
    await conversations.flush();
    const stored = await history.conversation('a');
    assert.deepEqual([stored?.title, stored?.pinned, stored?.deletedAt], ['a', false, null]);
    assert.equal((await history.messages(session.id)).length, 2, 'the messages that waited are saved all the same');
  });

  it('saves a change behind the messages that were written before it', async () => {
    const { session } = conversations.create();
    session.send('hello');
    await list.rename(session.id, 'Renamed');
    await delay(5);
    const titles = history.appended.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'conversation.set' ? [event.fields.title] : [])),
    );
    assert.deepEqual(
      titles.filter((title) => title !== undefined),
      ['hello', 'Renamed'],
    );
  });

  it('reports what another window has changed', async () => {
    history.changeElsewhere([{ type: 'conversation.set', id: 'x', fields: { title: 'from there' } }], new Set(['x']));
    history.changeElsewhere([], undefined);
    assert.deepEqual(reported, [['x'], undefined]);
    assert.equal((await list.entry('x'))?.title, 'from there');
  });
});
