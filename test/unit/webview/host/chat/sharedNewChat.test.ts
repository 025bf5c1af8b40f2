import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';

/** Two windows may show one folder: two tabs of a served editor, or a folder and a workspace that begins with it. */
describe('a new chat that two windows with the same folder show', () => {
  let window: ChatWindow;
  let other: ChatWindow;
  let here: ChatPage;
  let there: ChatPage;
  let id: string;

  const shownIn = async (shown: ChatWindow): Promise<ChatPage> => {
    const { page } = shown.open('panel:file:///projects/alpha');
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    return page;
  };

  const send = (page: ChatPage, text: string) =>
    page.request({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: id, text });

  const questions = async () => (await window.history.messages(id)).filter(({ role }) => role === 'user');

  beforeEach(async () => {
    window = new ChatWindow();
    other = new ChatWindow(window);
    here = await shownIn(window);
    there = await shownIn(other);
    id = here.chatId;
    assert.equal(there.chatId, id);
  });

  afterEach(async () => {
    await window.dispose();
    await other.dispose();
  });

  /** The window is told of what the other one has written of the chat. */
  const notify = (): void => window.history.changeElsewhere([], new Set([id]));

  it('has what is being written in either of them', async () => {
    await here.request({ type: 'draft', conversationId: id, text: 'A long text' });
    await there.request({ type: 'draft', conversationId: id, text: 'x' });
    assert.equal(there.last('draft').text, 'A long text\n\nx');
    assert.equal((await (await shownIn(window)).state()).draft, 'A long text\n\nx');
  });

  it('is the chat that the other one has begun, with what is asked in it next', async () => {
    await send(there, 'First');
    await until(async () => (await window.history.messages(id)).at(-1)?.status === 'complete');
    notify();
    await until(() => here.last('snapshot').state.conversation?.title === 'First');
    assert.equal(here.last('snapshot').state.messages.length, 2);
    await send(here, 'Second');
    const [first, second] = await questions();
    assert.equal(
      (await window.history.messages(id)).find((message) => message.id === second?.parentId)?.parentId,
      first?.id,
    );
    assert.equal((await window.history.conversation(id))?.title, 'First');
  });

  it('is another one as soon as it is begun and deleted in the other one', async () => {
    await send(there, 'First');
    await other.conversations.list.delete([id]);
    notify();
    await until(() => here.chatId !== id);
    assert.equal(await window.conversations.openOrCreate(id), undefined);
  });
});
