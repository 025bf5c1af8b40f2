import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { until } from '../../storage/support/until.js';
import type { ChatPage } from './support/chatPage.js';
import { ChatWindow } from './support/chatWindow.js';
import { thread } from './support/storedMessages.js';

describe('a view that is disposed of', () => {
  let window: ChatWindow;

  beforeEach(async () => {
    window = new ChatWindow();
    await window.store('c', {}, thread(2));
  });

  afterEach(() => window.dispose());

  const load = (page: ChatPage) =>
    page.ask({ type: 'list-load', request: 1, scope: 'all', after: null, limit: 200 }, 'list-page');

  /** The conversations that are read from now on. */
  const notedReads = (): readonly string[] => {
    const read: string[] = [];
    const conversation = window.history.conversation.bind(window.history);
    window.history.conversation = (id) => {
      read.push(id);
      return conversation(id);
    };
    return read;
  };

  it('keeps no conversation in memory, and listens to no settings', async () => {
    const { view } = await window.show('c');
    assert.deepEqual([window.conversations.openCount, window.provider.listeners], [1, 1]);
    await view.dispose();
    assert.deepEqual([window.conversations.openCount, window.provider.listeners], [0, 0]);
  });

  it('reads no change of the list, whether that came before or comes after', async () => {
    const { view, page } = await window.show();
    const { page: other } = await window.show();
    await load(page);
    await load(other);
    const read = notedReads();
    window.history.changeElsewhere([], new Set(['c']));
    await view.dispose();
    await until(() => other.all('list-rows').length === 1);
    window.history.changeElsewhere([], new Set(['c']));
    await until(() => other.all('list-rows').length === 2);
    assert.deepEqual(read, ['c', 'c'], 'by the other view alone');
  });

  it('does not read again what could not be saved', async () => {
    const { view, page } = await window.show();
    const { page: other } = await window.show();
    await load(page);
    await load(other);
    const read = notedReads();
    window.history.failure = new ScoutError('storage', 'The disk is gone.');
    page.say({ type: 'list-pin', ids: ['c'], pinned: true });
    await view.dispose();
    await until(() => window.logger.lines.some((line) => line.includes('A change to the chat list failed')));
    window.history.failure = undefined;
    window.history.changeElsewhere([], new Set(['c']));
    await until(() => other.all('list-rows').length === 1);
    assert.deepEqual(read, ['c'], 'by the other view alone');
  });
});
