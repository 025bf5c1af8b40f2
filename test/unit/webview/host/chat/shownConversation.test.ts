import assert from 'node:assert/strict';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { thread } from '../support/storedMessages.js';

describe('which conversation a view shows', () => {
  let window: ChatWindow;

  beforeEach(async () => {
    window = new ChatWindow();
    await window.store('c', {}, thread(2));
    await window.store('d', {}, thread(2, 'd'));
  });

  afterEach(() => window.dispose());

  /** Until the result is called, the conversation cannot be read. */
  const hold = (id: string): (() => void) => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const conversation = window.history.conversation.bind(window.history);
    window.history.conversation = async (asked) => {
      if (asked === id) await held;
      return conversation(asked);
    };
    return release;
  };

  it('the one chosen last, should an earlier choice take longer', async () => {
    const { view, page } = await window.show();
    const release = hold('c');
    const slow = view.openMessage('c', null);
    await view.openMessage('d', null);
    release();
    await slow;
    assert.equal((await page.state()).conversation?.id, 'd');
    assert.equal(window.conversations.openCount, 1, 'the other is not kept in memory');
  });

  it('a new chat, should that be chosen while another is being opened', async () => {
    const { view, page } = await window.show();
    const release = hold('c');
    const slow = view.openMessage('c', null);
    await view.newChat();
    release();
    await slow;
    assert.equal((await page.state()).conversation, null);
  });

  it('the one chosen last, should another window delete the one before while it is being opened', async () => {
    const { view, page } = await window.show('c');
    const release = hold('d');
    const chosen = view.openMessage('d', null);
    window.history.changeElsewhere(
      [{ type: 'conversation.set', id: 'c', fields: { deletedAt: Date.now() } }],
      new Set(['c']),
    );
    await until(() => page.chatId !== 'c');
    release();
    await chosen;
    assert.equal((await page.state()).conversation?.id, 'd');
  });

  it('a new chat, should that be chosen before what was shown last is known', async () => {
    await window.lastShown.set('panel:here', { id: 'c', isNew: false });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const preference = window.users.preference.bind(window.users);
    window.users.preference = async (userId, key) => {
      if (key === 'shown:panel:here') await held;
      return preference(userId, key);
    };
    const { view, page } = window.open('panel:here');
    await view.newChat();
    release();
    const { state } = await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    assert.equal(state.conversation, null);
  });

  it('what it showed last, should a conversation be chosen meanwhile that is gone', async () => {
    const release = hold('c');
    const { view, page } = window.open(undefined, 'c');
    await view.openMessage('gone', null);
    release();
    const { state } = await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    assert.equal(state.conversation?.id, 'c');
  });

  it('what was chosen while what it showed last was being opened', async () => {
    const release = hold('c');
    const { view, page } = window.open(undefined, 'c');
    await view.openMessage('d', null);
    release();
    const { state } = await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    assert.equal(state.conversation?.id, 'd');
  });

  it('no other any more: it hears of no other, and keeps no other in memory', async () => {
    const { page: other } = await window.show('c');
    const { view, page } = await window.show('c');
    await view.openMessage('d', null);
    await window.conversations.list.rename('c', 'Another');
    await until(() => other.all('conversation').length > 0);
    assert.deepEqual(page.all('conversation'), []);
    await page.ask({ type: 'new-chat' }, 'focus');
    assert.equal(window.conversations.openCount, 2, 'c of the other view, and the new chat');
  });

  it('none once the view is gone, even if it was being opened', async () => {
    const { view } = await window.show();
    const release = hold('c');
    const slow = view.openMessage('c', null);
    await view.dispose();
    release();
    await slow;
    assert.equal(window.conversations.openCount, 0);
  });
});
