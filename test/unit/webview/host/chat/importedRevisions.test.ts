import assert from 'node:assert/strict';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { storedMessage, thread } from '../support/storedMessages.js';

describe('an imported answer on screen of which more was imported', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  it('comes with a snapshot, and is no longer one with what goes on from it', async () => {
    const [question, answer] = thread(2);
    const half = { ...answer!, revision: 1, finishReason: 'length' } as const;
    await window.store('c', {}, [question!, half, storedMessage('rest', { parentId: half.id, createdAt: 2 })]);
    const { page } = await window.show('c');
    const texts = (): string[] => page.last('snapshot').state.messages.map(({ text }) => text);
    assert.deepEqual(texts(), ['text of m0', 'text of m1text of rest']);
    const parts = [{ type: 'text', text: 'whole' }] as const;
    const message = { ...half, revision: 5, finishReason: 'stop', parts } as const;
    window.history.changeElsewhere([{ type: 'message.put', message }], new Set(['c']));
    await until(() => page.all('snapshot').length > 1);
    assert.deepEqual(texts(), ['text of m0', 'whole', 'text of rest']);
  });
});
