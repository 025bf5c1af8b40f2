import assert from 'node:assert/strict';
import type { StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import type { MessageView } from '../../../../../src/webview/protocol/chat.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';
import { storedMessage } from '../support/storedMessages.js';

const secret = 'correct horse battery';

describe('placeholders in answers', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  const replaced = (id = 'c'): string =>
    window.secrets.replace(id, secret, [{ start: 0, end: secret.length, kind: 'password' }]);
  const store = (...texts: readonly (readonly [StoredMessage['role'], string])[]): Promise<void> =>
    window.store(
      'c',
      {},
      texts.map(([role, text], index) =>
        storedMessage(`m${index}`, {
          parentId: index === 0 ? null : `m${index - 1}`,
          role,
          parts: [{ type: 'text', text }],
          createdAt: index,
        }),
      ),
    );
  const shown = (page: ChatPage): readonly string[] => page.last('snapshot').state.messages.map(({ text }) => text);

  it('are secrets in what is shown, and stay placeholders in the question and in what is stored', async () => {
    const placeholder = replaced();
    await store(['user', `Is ${placeholder} good?`], ['assistant', `\`${placeholder}\` is.`]);
    const { page, view } = await window.show('c');
    assert.deepEqual(shown(page), [`Is ${placeholder} good?`, `\`${secret}\` is.`]);
    assert.doesNotMatch(JSON.stringify(view.session.branch), /correct horse/u);
    assert.doesNotMatch(JSON.stringify(await window.history.messages('c')), /correct horse/u);
  });

  it('of another chat stay what they are', async () => {
    replaced();
    const other = replaced('d');
    await store(['assistant', other]);
    assert.deepEqual(shown((await window.show('c')).page), [other]);
  });

  it('are put back when it becomes known what they stand for', async () => {
    await store(['assistant', 'SECRET_1_AAAAA_PASSWORD']);
    const { page } = await window.show('c');
    const asked: string[] = [];
    Object.assign(window.secrets, { prepare: (id: string) => asked.push(id) });
    await page.state();
    assert.deepEqual(asked, ['c']);
  });

  /** What a page makes of all that it was sent. */
  const read = (page: ChatPage): string => {
    let text = '';
    for (const message of page.posted) {
      if (message.type === 'snapshot') text = message.state.messages.at(-1)?.text ?? '';
      if (message.type === 'message' && message.message.role === 'assistant') ({ text } = message.message);
      if (message.type === 'delta') text += message.text;
    }
    return text;
  };

  for (const [cut, resyncAfter] of [1, 6, 8, 12, 20].flatMap((at) => [0, 1, 2].map((piece) => [at, piece] as const))) {
    it(`never flash while an answer grows, torn at ${cut}, with a snapshot after piece ${resyncAfter}`, async () => {
      const placeholder = replaced();
      const answer = new LiveAnswer();
      window.models.script = answer.script;
      await window.store('c', {});
      const { page } = await window.show('c');
      page.question('Go');
      const seen: string[] = [];
      const pieces = ['Use ', placeholder.slice(0, cut), placeholder.slice(cut), ' twice. SEC'];
      for (const [index, piece] of pieces.entries()) {
        answer.say(piece);
        await until(() => page.all('delta').length > index);
        if (index === resyncAfter) await page.state();
        seen.push(read(page));
      }
      answer.end();
      const isAnswered = ({ message }: { readonly message: MessageView }): boolean =>
        message.role === 'assistant' && message.status === 'complete';
      await until(() => page.all('message').some(isAnswered));
      seen.push(read(page));
      const whole = `Use ${secret} twice. `;
      assert.deepEqual(seen, ['Use ', 'Use ', `Use ${secret}`, whole, `${whole}SEC`]);
    });
  }

  it('are put together where an answer was cut off in the middle of one', async () => {
    const placeholder = replaced();
    await window.store('c', {}, [
      storedMessage('q', { role: 'user' }),
      storedMessage('a', {
        parentId: 'q',
        status: 'interrupted',
        parts: [{ type: 'text', text: `Use ${placeholder.slice(0, 10)}` }],
        createdAt: 2,
      }),
      storedMessage('b', {
        parentId: 'a',
        parts: [{ type: 'text', text: `${placeholder.slice(10)}.` }],
        createdAt: 3,
      }),
    ]);
    assert.equal(shown((await window.show('c')).page).at(-1), `Use ${secret}.`);
  });
});
