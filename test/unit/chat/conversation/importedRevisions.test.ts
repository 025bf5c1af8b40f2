import assert from 'node:assert/strict';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../../src/chat/conversation/sessionEvent.js';
import { textOf } from '../../../../src/core/message.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { exchange, openInBoth, settle, WindowOfFolder, type Frame } from '../support/windowOfFolder.js';

describe('a conversation with an imported message that is open in two windows', () => {
  let here: WindowOfFolder;
  let there: WindowOfFolder;
  let mine: ConversationSession;
  let theirs: ConversationSession;
  let events: SessionEvent[];

  const texts = (session: ConversationSession): string[] => session.branch.map(({ parts }) => textOf(parts));

  const imported = (revision: number, text: string): StoredMessage => ({
    id: 'imported',
    conversationId: mine.id,
    parentId: mine.branch[1]!.id,
    role: 'assistant',
    parts: [{ type: 'text', text }],
    createdAt: Date.now(),
    status: 'complete',
    revision,
  });

  const importing = async (window: WindowOfFolder, message: StoredMessage): Promise<void> => {
    await window.history.append([{ type: 'message.put', message }], 'synced');
    window.history.notifyChanged(new Set([mine.id]));
    await exchange([here, there]);
  };

  beforeEach(async () => {
    const folder: Frame[] = [];
    here = new WindowOfFolder(folder, 'here');
    there = new WindowOfFolder(folder, 'there');
    [mine, theirs] = await openInBoth(here, there);
    await importing(there, imported(1, 'half'));
    events = [];
    mine.onEvent((event) => events.push(event));
  });

  afterEach(async () => {
    for (const window of [here, there]) await window.close();
  });

  for (const [who, window] of [
    ['the other one', () => there],
    ['this one itself', () => here],
  ] as const)
    it(`shows and sends what it has become when ${who} imports more of it`, async () => {
      await importing(window(), imported(5, 'half and more'));
      for (const session of [mine, theirs]) assert.equal(texts(session)[2], 'half and more');
      assert.deepEqual(
        events.map(({ type }) => type),
        ['branch'],
        'everything anew: it may be shown as one with what follows it',
      );
      mine.send('And then?');
      await settle();
      const sent = here.models.requests.at(-1)!.messages.map(({ parts }) => textOf(parts));
      assert.match(sent.at(-2)!, /half and more$/u);
    });

  it('reads it again only when there is more of it, and takes over no less', async () => {
    await importing(there, imported(5, 'half and more'));
    events = [];
    here.received.length = 0;
    for (const revision of [1, 5]) await importing(there, imported(revision, 'something else'));
    assert.deepEqual([here.received, events], [[], []]);
    assert.equal(texts(mine)[2], 'half and more');
  });

  it('keeps what was said in it', async () => {
    const before = texts(mine);
    for (const { id } of mine.branch.slice(0, 2)) await importing(there, { ...imported(5, 'forged'), id });
    assert.deepEqual(texts(mine), before);
  });
});
