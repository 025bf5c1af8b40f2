import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';

describe('a draft', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });
  afterEach(() => window.dispose());

  const draft = (text: string, conversationId = 'c') => ({ type: 'draft', conversationId, text }) as const;

  describe('of a chat that two views show', () => {
    let panel: ChatPage;
    let sideBar: ChatPage;

    beforeEach(async () => {
      await window.store('c', {});
      panel = (await window.show('c')).page;
      sideBar = (await window.show('c')).page;
    });

    it('is told to the other one whenever it changes, and to no view of another chat', async () => {
      await panel.request(draft('one'));
      await sideBar.request(draft('one two'));
      await sideBar.request(draft('of another', 'd'));
      assert.deepEqual(
        sideBar.all('draft').map(({ text }) => text),
        ['one'],
      );
      assert.deepEqual(
        panel.all('draft').map(({ conversationId, text }) => [conversationId, text]),
        [
          ['c', 'one two'],
          ['d', 'of another'],
        ],
      );
    });

    /** A page of the panel that was not there while the other view was written in sends what the one before it had not delivered. */
    const late = async (page: ChatPage, text: string): Promise<void> => {
      const id = uuidv7();
      page.say({ type: 'request', id, request: draft(text), late: true });
      await until(() => page.all('acknowledged').some((acknowledged) => acknowledged.id === id));
    };

    it('replaces none that was written in the other one since its page had gone: both views have both', async () => {
      await sideBar.request(draft('newer'));
      await late(panel, 'left');
      assert.equal(await window.drafts.text('c'), 'left\n\nnewer');
      for (const page of [panel, sideBar]) assert.equal(page.last('draft').text, 'left\n\nnewer');
    });

    it('replaces an older one of its own view, however late it comes', async () => {
      await late(panel, 'new host');
      await panel.request(draft('abc'));
      await late(panel, 'xbc');
      assert.equal(await window.drafts.text('c'), 'xbc');
    });
  });

  describe('of a chat that is open in two windows', () => {
    let other: ChatWindow;
    let here: ChatPage;
    let there: ChatPage;

    beforeEach(async () => {
      await window.store('c', {});
      other = new ChatWindow(window);
      here = (await window.show('c')).page;
      there = (await other.show('c')).page;
    });
    afterEach(() => other.dispose());

    it('replaces none that was written in the other one since: the views of this one have both', async () => {
      await here.request(draft('here'));
      await here.request(draft('here it was'));
      await there.request(draft('there'));
      assert.equal(await window.drafts.text('c'), 'here it was\n\nthere');
      assert.equal(there.last('draft').text, 'here it was\n\nthere');
      await here.state();
      await here.request(draft('here it is'));
      assert.equal(here.last('draft').text, 'here it was\n\nthere\n\nhere it is');
    });

    it('is not restored, and removes none of the other one, when it was sent', async () => {
      await here.request(draft('here'));
      await there.request(draft(''));
      assert.equal(await window.drafts.text('c'), 'here');
    });

    it('replaces what its view was given, and every view of the window has that', async () => {
      await here.request(draft('here'));
      const { page: again } = await other.show('c');
      assert.equal(again.last('snapshot').state.draft, 'here');
      assert.equal(there.last('draft').text, 'here');
      await again.request(draft('edited'));
      await there.request(draft('and again'));
      assert.equal(await window.drafts.text('c'), 'and again');
    });
  });

  describe('of a page that is gone before it has read what was written elsewhere', () => {
    let page: ChatPage;
    let other: ChatPage;

    beforeEach(async () => {
      await window.store('c', {});
      await window.drafts.save('c', 'one');
      page = (await window.show('c')).page;
      other = (await window.show('c')).page;
    });

    const comesAnew = () => page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');

    it('does not take the place of that', async () => {
      await other.request(draft('one\n\nelsewhere'));
      await page.request(draft('one, longer'));
      assert.equal((await comesAnew()).state.draft, 'one, longer\n\nelsewhere');
      assert.equal(other.last('draft').text, 'one, longer\n\nelsewhere');
    });

    it('leaves of that what it did not send', async () => {
      await other.request(draft('one\n\nelsewhere'));
      await page.request(draft(''));
      assert.equal((await comesAnew()).state.draft, 'elsewhere');
    });

    it('takes the place of what it has read, and of what it was given', async () => {
      await other.request(draft('two'));
      page.say({ type: 'draft-read', conversationId: 'c' });
      await page.request(draft('three'));
      assert.equal((await comesAnew()).state.draft, 'three');
      await page.request(draft('four'));
      assert.equal((await comesAnew()).state.draft, 'four');
    });
  });

  it('written on in a chat that is not on screen any more does not take the place of what comes there from elsewhere', async () => {
    await window.store('c', {});
    const pages = [(await window.show('c')).page, (await window.show('c')).page];
    for (const page of pages) await page.request({ type: 'new-chat' });
    await pages[0]!.request(draft('here'));
    await pages[1]!.request(draft('there'));
    assert.equal(await window.drafts.text('c'), 'here\n\nthere');
  });

  it('moves from a new chat into the next one, also what comes only then, and nothing twice', async () => {
    const { page } = await window.show();
    const { chatId } = page;
    await page.request(draft('one', chatId));
    await page.request({ type: 'new-chat' });
    await page.request(draft('one two', chatId));
    assert.equal((await page.state()).draft, 'one two');
    await page.request(draft('', page.chatId));
    await page.request(draft('one', chatId));
    assert.equal((await page.state()).draft, '', 'it may have been sent by now');
  });

  describe('that has moved into a new chat', () => {
    let page: ChatPage;
    let left: string;

    beforeEach(async () => {
      page = (await window.show()).page;
      left = page.chatId;
      await page.request(draft('one', left));
      await page.request({ type: 'new-chat' });
    });

    it('stands there once when the rest comes after somebody has gone on there', async () => {
      await page.request(draft('one and more', page.chatId));
      await page.request(draft('one two', left));
      assert.equal((await page.state()).draft, 'two\n\none and more');
    });

    it('stands there once when a message that was sent before it returns', async () => {
      await page.request(draft('zero\n\none', left));
      assert.equal((await page.state()).draft, 'zero\n\none');
      await page.request({ type: 'new-chat' });
      await page.request(draft('minus one\n\nzero\n\none', left));
      assert.equal((await page.state()).draft, 'minus one\n\nzero\n\none');
    });

    it('is there no more when it turns out to have been sent', async () => {
      await page.request(draft('one and\n\none', page.chatId));
      await page.request(draft('', left));
      assert.equal((await page.state()).draft, 'one and');
    });
  });

  it('of a new chat is in the next new one after a crash, also when the chat after it came at once', async () => {
    await window.store('c', {});
    // Another view shows it, so it comes at once.
    await window.show('c');
    const { page } = window.open('panel:w');
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    await page.request({ type: 'draft', conversationId: page.chatId, text: 'unsaid' });
    const opened = page.request({ type: 'new-chat' });
    await page.request({ type: 'open-conversation', id: 'c', messageId: null, words: [] });
    await opened;
    assert.equal(page.chatId, 'c');
    const next = new ChatWindow(window);
    const { page: restored } = next.open('panel:w');
    await restored.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    await restored.request({ type: 'new-chat' });
    assert.equal((await restored.state()).draft, 'unsaid');
    await next.dispose();
  });

  describe('of a new chat that was left in a window without a folder', () => {
    const panel = 'panel:';
    const leave = async (left: ChatWindow, text: string) => {
      const { view, page } = left.open(panel);
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      await page.request({ type: 'draft', conversationId: page.chatId, text });
      await page.request({ type: 'open-conversation', id: 'c', messageId: null, words: [] });
      return { view, page };
    };
    const nextDraft = async (shown: ChatPage): Promise<string> => {
      await shown.request({ type: 'new-chat' });
      return (await shown.state()).draft;
    };
    const reopened = async (shown: ChatWindow, remembered: string | null): Promise<ChatPage> => {
      const { page } = shown.open(panel, remembered);
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      return page;
    };
    let bare: ChatWindow;

    beforeEach(async () => {
      bare = new ChatWindow(window, null);
      await window.store('c', {});
    });
    afterEach(() => bare.dispose());

    it('is in the next new one after its view was closed', async () => {
      const { view } = await leave(bare, 'unsaid');
      await view.dispose();
      const page = await reopened(bare, 'c');
      assert.equal(page.chatId, 'c');
      assert.equal(await nextDraft(page), 'unsaid');
    });

    it('is in the next new one after its window was closed', async () => {
      await leave(bare, 'unsaid');
      const next = new ChatWindow(window, null);
      assert.equal(await nextDraft(await reopened(next, null)), 'unsaid');
      await next.dispose();
    });

    it('is found, too, when another such window has left one meanwhile', async () => {
      const { page } = await leave(bare, 'here');
      const other = new ChatWindow(window, null);
      await leave(other, 'there');
      assert.equal(await nextDraft(page), 'here');
      assert.equal(await nextDraft(await reopened(other, 'c')), 'there');
      await other.dispose();
    });
  });

  it('is not taken for the message that waits when it says the same', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    await window.store('c', {});
    const { page } = await window.show('c');
    page.question('one');
    await until(() => page.all('status').some(({ status }) => status.turn !== null));
    await page.request(draft('go on'));
    const taken = page.request({
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: 'c',
      text: 'go on',
    });
    await page.request(draft(''));
    await page.request(draft('go on'));
    answer.end();
    assert.equal(await taken, 'acknowledged');
    assert.equal(await window.drafts.text('c'), 'go on');
  });

  describe('of which nobody knows whether a newer one is stored', () => {
    const keep = (conversationId: string, text: string) => ({ type: 'keep-draft', conversationId, text }) as const;

    it('is kept beside what is stored for its chat', async () => {
      await window.store('c', {});
      const { page } = await window.show();
      await window.drafts.save('c', 'newer');
      assert.equal(await page.request(keep('c', 'left')), 'acknowledged');
      assert.equal(await page.request(keep('c', 'new')), 'acknowledged');
      assert.equal(await window.drafts.text('c'), 'left\n\nnewer');
    });

    it('is kept behind what was given back just before it, once', async () => {
      await window.store('c', {});
      const { page } = await window.show();
      await page.request({ type: 'draft', conversationId: 'c', text: 'written' });
      await page.request(keep('c', 'one'));
      await page.request({ ...keep('c', 'two'), after: 'one' });
      await page.request({ ...keep('c', 'two'), after: 'one' });
      assert.equal(await window.drafts.text('c'), 'one\n\ntwo\n\nwritten');
    });

    it('is told to the other views, and not to the one that has it', async () => {
      await window.store('c', {});
      const { page } = await window.show('c');
      const { page: other } = await window.show('c');
      await page.request(keep('c', 'left'));
      assert.deepEqual([page.all('draft').length, other.last('draft').text], [0, 'left']);
    });

    it('is kept in the new chat on screen', async () => {
      const { page } = await window.show();
      assert.equal(await page.request(keep(page.chatId, 'left')), 'acknowledged');
      assert.equal((await page.state()).draft, 'left');
    });

    it('goes back to the view where nobody would find it: in a chat that is deleted, or was never stored', async () => {
      await window.store('deleted', { deletedAt: Date.now() });
      const { page } = await window.show();
      for (const id of ['deleted', 'never stored']) {
        assert.equal(await page.request(keep(id, 'left')), 'refused');
        assert.equal(await window.drafts.text(id), '');
      }
    });
  });
});
