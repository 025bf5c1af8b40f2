import assert from 'node:assert/strict';
import { RemoteHistory } from '../../../../src/archives/thread/remoteHistory.js';
import type { FromThread } from '../../../../src/archives/thread/protocol.js';

/** A host with a conversation of three messages in two pages; `asked` receives what it is asked for. */
function remote(asked: unknown[]): RemoteHistory {
  const history: RemoteHistory = new RemoteHistory((message: FromThread) => {
    assert.ok(message.kind === 'ask');
    const { id, method, parameters } = message;
    asked.push([method, ...parameters]);
    const ids = parameters[1] as readonly string[] | undefined;
    const value = method === 'messagePages' ? [['c'], ['a', 'b']] : ids?.map((each) => ({ id: each }));
    queueMicrotask(() => history.receiveReply({ kind: 'answer', id, value }));
  });
  return history;
}

describe('the history as an archive’s thread sees it', () => {
  it('is asked for a whole conversation page by page, so that the host never copies all of it at once', async () => {
    const asked: unknown[] = [];
    const messages = await remote(asked).messages('x');
    assert.deepEqual(
      messages.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(asked, [
      ['messagePages', 'x'],
      ['messages', 'x', ['c']],
      ['messages', 'x', ['a', 'b']],
    ]);
  });

  it('is asked once for certain messages', async () => {
    const asked: unknown[] = [];
    assert.equal((await remote(asked).messages('x', ['b'])).length, 1);
    assert.deepEqual(asked, [['messages', 'x', ['b']]]);
  });
});
