import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';

describe('a draft of a chat that another window deletes', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });
  afterEach(() => window.dispose());

  const draft = (text: string, conversationId = 'c') => ({ type: 'draft', conversationId, text }) as const;
  /** @param deletedAt `null`: it is restored there. */
  const changeElsewhere = (id: string, deletedAt: number | null): void =>
    window.history.changeElsewhere([{ type: 'conversation.set', id, fields: { deletedAt } }], new Set([id]));

  it('goes on in a new chat when its own is deleted in another window', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    await page.request(draft('being written'));
    changeElsewhere('c', Date.now());
    const moved = () => page.all('draft').find(({ text }) => text === 'being written');
    await until(() => moved() !== undefined);
    assert.equal(moved()?.conversationId, page.chatId);
    assert.notEqual(page.chatId, 'c');
    await until(async () => (await window.drafts.text('c')) === '');
    assert.equal((await page.state()).draft, 'being written');
  });

  it('goes on there, too, when it comes only then, and stays in its own chat once that is restored', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    await page.request(draft('being'));
    changeElsewhere('c', Date.now());
    await until(() => page.all('draft').some(({ text }) => text === 'being'));
    await page.request(draft('being written'));
    assert.equal(page.last('draft').conversationId, 'c', 'where nothing is left');
    assert.equal(await window.drafts.text('c'), '');
    assert.equal((await page.state()).draft, 'being written');
    await page.request({ type: 'new-chat' });
    await page.request(draft('being written, long'));
    assert.equal((await page.state()).draft, 'being written, long');
    changeElsewhere('c', null);
    await page.request(draft('of c'));
    assert.equal(await window.drafts.text('c'), 'of c');
    assert.equal((await page.state()).draft, 'being written, long');
  });

  it('goes on there whole when it was begun before it was known that the chat is gone, after another was sent', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    await page.request(draft('sent'));
    changeElsewhere('c', Date.now());
    await until(() => page.all('draft').some(({ text }) => text === 'sent'));
    await Promise.all(['', 'begun'].map((text) => page.request(draft(text))));
    assert.equal((await page.state()).draft, 'begun');
  });

  it('goes on there when it was begun right after another was sent, and all of it comes while the chat turns out to be gone', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    changeElsewhere('c', Date.now());
    const sent = page.request({
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: 'c',
      text: 'sent',
    });
    await Promise.allSettled([sent, ...['', 'begun', 'begun here'].map((text) => page.request(draft(text, 'c')))]);
    await until(() => page.chatId !== 'c');
    assert.equal((await page.state()).draft, 'begun here');
  });

  it('leaves the new chat into which it moved when it goes on, or was sent, in its own, which is back', async () => {
    for (const text of ['being written', '']) {
      const id = `c${text.length}`;
      await window.store(id, {});
      const { page } = await window.show(id);
      await page.request(draft('being', id));
      changeElsewhere(id, Date.now());
      await until(() => page.all('draft').some((told) => told.text === 'being'));
      changeElsewhere(id, null);
      await page.request(draft(text, id));
      assert.deepEqual([await window.drafts.text(id), (await page.state()).draft], [text, '']);
    }
  });

  it('moves once, into one new chat, when two views show the chat that another window deletes', async () => {
    await window.store('c', {});
    const pages = [(await window.show('c')).page, (await window.show('c')).page];
    await pages[0]!.request(draft('one'));
    changeElsewhere('c', Date.now());
    await until(() => pages.every(({ chatId }) => chatId !== 'c'));
    await until(async () => (await window.drafts.text('c')) === '');
    const drafts = async () => (await Promise.all(pages.map(({ chatId }) => window.drafts.text(chatId)))).sort();
    assert.deepEqual(await drafts(), ['', 'one']);
    for (const page of pages) await page.request(draft('one two'));
    assert.deepEqual(await drafts(), ['', 'one two']);
  });
});
