import assert from 'node:assert/strict';
import type { StoredSelection } from '../../../../../src/storage/api/chatHistory.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { storedMessage } from '../support/storedMessages.js';

const asking = (endpoint: string, model: string): StoredSelection => ({ ref: { endpoint, model }, parameters: {} });

describe('whom a view shows as the one who answers', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });
  afterEach(() => window.dispose());

  const status = (page: ChatPage) => (page.all('status').at(-1) ?? page.last('snapshot').state).status;

  it('is whom its own chat asks, in two views at once', async () => {
    const [panel, sideBar] = [await window.show(), await window.show()];
    panel.view.session.select(asking('mistral', 'm-2'));
    await until(() => status(panel.page).modelLabel === 'm-2');
    assert.equal(status(panel.page).providerLabel, 'Provider mistral');
    assert.deepEqual([status(sideBar.page).providerLabel, status(sideBar.page).modelLabel], ['OpenAI', 'm-1']);
    panel.page.question('Hi');
    sideBar.page.question('Hi');
    await until(() => window.models.requests.length === 2);
    assert.deepEqual(window.models.requests.map(({ model }) => model).sort(), ['m-1', 'm-2']);
  });

  it('is another one as soon as the chat asks another, in this window or elsewhere', async () => {
    await window.store('c', { selection: asking('google', 'g-1') }, [storedMessage('q', { role: 'user' })]);
    const { page } = await window.show('c');
    assert.equal(status(page).modelLabel, 'g-1');
    window.history.changeElsewhere(
      [{ type: 'conversation.set', id: 'c', fields: { selection: asking('mistral', 'm-3') } }],
      new Set(['c']),
    );
    await until(() => status(page).modelLabel === 'm-3');
  });

  it('is gone where its endpoint is: the chat opens, says so by the name it had, and offers another', async () => {
    window.provider.gone.add('gw');
    const gone = { provider: 'gw', providerName: 'Work gateway', model: 'm-7' };
    await window.store('c', { selection: asking('gw', 'm-7') }, [
      storedMessage('q', { role: 'user' }),
      storedMessage('a', { parentId: 'q', role: 'assistant', ...gone }),
    ]);
    const { view, page } = await window.show('c');
    const { messages } = page.last('snapshot').state;
    assert.deepEqual(
      messages.map(({ author }) => author),
      ['', 'Work gateway · m-7'],
    );
    const { notice, providerLabel } = status(page);
    assert.equal(providerLabel, 'Work gateway');
    assert.equal(notice?.lead, 'The provider "Work gateway" of this chat no longer exists. Choose another one.');
    assert.deepEqual(
      notice.actions.map(({ id }) => id),
      ['choose-provider'],
    );
    view.session.select(asking('openai', 'm-1'));
    await until(() => status(page).notice === null);
  });
});
