import assert from 'node:assert/strict';
import { until } from '../../../storage/support/until.js';
import { storedMessage, titleJob } from '../support/storedMessages.js';
import { ChatWindow } from '../support/chatWindow.js';

/** What earlier versions may have stored in the place of any value. */
const values: readonly unknown[] = [null, {}, [], 1.5, true, '', { toString: 1 }, [{}], { a: { b: 1 } }];
const fields = ['role', 'provider', 'model', 'usage', 'finishReason', 'rawFinishReason', 'error', 'revision'] as const;
const partsOf = (value: unknown): readonly object[] => [
  { type: 'text', text: value },
  { type: 'reasoning', text: value },
  { type: 'tool-call', id: value, name: value, input: value },
  { type: 'tool-result', callId: value, output: value, isError: value },
  { type: 'file', mediaType: value, data: value, name: value },
  { type: 'citation', citation: value },
  { type: 'citation', citation: { url: value, title: value } },
  { type: 'opaque', vendor: value, data: value },
  { type: value, text: 'x' },
  { type: 'of-a-newer-version', content: value },
];

describe('a chat that an earlier version stored', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  /** Shows the chat, asks a question in it, and gives what was shown and sent. */
  async function shownAndSent(answer: object): Promise<string> {
    const question = storedMessage('q', { conversationId: 'c', role: 'user' });
    const stored = { ...storedMessage('a', { conversationId: 'c', parentId: 'q' }), ...answer };
    await window.store('c', {}, [question, stored]);
    const { page } = await window.show('c');
    page.question('next?');
    await until(() => window.models.requests.length === 1);
    const [request] = window.models.requests.splice(0);
    return JSON.stringify([page.last('snapshot').state, request!.messages]);
  }

  for (const value of values)
    it(`with ${JSON.stringify(value)} in the place of anything is shown, and goes on`, async () => {
      const answers = [
        ...fields.map((field) => ({ [field]: value })),
        ...['failed', 'interrupted'].map((status) => ({
          status,
          error: { code: value, message: value, fault: value },
        })),
        { parts: partsOf(value) },
      ];
      for (const answer of answers) {
        const text = await shownAndSent(answer);
        assert.doesNotMatch(text, /\[object |"text":(?!")|undefined|NaN/u, JSON.stringify(answer));
        await window.dispose();
        window = new ChatWindow();
      }
    }).timeout(20_000);

  it('with jobs that are not what they should be has details', async () => {
    const wrong = { provider: {}, model: null, before: { toString: 1 }, after: 7, usage: [], error: null };
    await window.storeJob({ ...titleJob({ conversationId: 'c' }), ...wrong } as never);
    const text = await shownAndSent({});
    assert.doesNotMatch(text, /\[object /u);
    assert.deepEqual(
      (await window.history.jobs('c')).map(({ provider, model, before }) => [provider, model, before]),
      [['', '', '']],
    );
  });
});
