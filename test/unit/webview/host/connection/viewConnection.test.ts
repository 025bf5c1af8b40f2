import assert from 'node:assert/strict';
import { abortError } from '../../../../../src/core/errors.js';
import type { MessageHandlers } from '../../../../../src/webview/host/connection/messageHandlers.js';
import { ViewConnection } from '../../../../../src/webview/host/connection/viewConnection.js';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import { recordingLogger, type RecordingLogger } from '../../../../support/recordingLogger.js';
import { until } from '../../../storage/support/until.js';
import { ChatPage } from '../support/chatPage.js';

/** Handlers that note what reaches them, whatever it is. */
function notingHandlers(onMessage: (message: ViewMessage) => Promise<void> | void): MessageHandlers<ViewMessage> {
  return new Proxy({} as MessageHandlers<ViewMessage>, { get: () => onMessage });
}

describe('the connection to a view', () => {
  let page: ChatPage;
  let logger: RecordingLogger;
  let connection: ViewConnection;
  let heard: ViewMessage[];
  let failures: unknown[];

  beforeEach(() => {
    page = new ChatPage();
    logger = recordingLogger();
    connection = new ViewConnection(page.webview, logger);
    heard = [];
    failures = [];
  });

  const listen = (onMessage: (message: ViewMessage) => Promise<void> | void): void =>
    connection.listen(notingHandlers(onMessage), (error) => failures.push(error));

  it('hands each message to the handler of its type', () => {
    const missing = (): void => assert.fail('another handler');
    const handlers = { ...notingHandlers(missing), stop: () => void heard.push({ type: 'stop' }) };
    connection.listen(handlers, (error) => failures.push(error));
    page.say({ type: 'stop' });
    assert.deepEqual(heard, [{ type: 'stop' }]);
  });

  it('ignores and logs what is not in the protocol, without what it says', () => {
    listen((message) => void heard.push(message));
    page.question('my secret', extra: 1);
    page.say('my secret');
    page.say({ type: 'stop' });
    assert.deepEqual(heard, [{ type: 'stop' }]);
    assert.deepEqual(failures, []);
    assert.equal(logger.lines.length, 2);
    assert.ok(logger.lines.every((line) => line.startsWith('warn: ') && !line.includes('secret')));
  });

  it('reports what a handler throws, and what it rejects with, but no cancellation', async () => {
    const thrown = new Error('thrown');
    const rejected = new Error('rejected');
    listen((message) => {
      if (message.type === 'stop') throw thrown;
      return Promise.reject(message.type === 'resync' ? abortError() : rejected);
    });
    page.say({ type: 'resync' });
    page.say({ type: 'stop' });
    page.say({ type: 'new-chat' });
    await until(() => failures.length === 2);
    assert.deepEqual(failures, [thrown, rejected]);
  });

  it('says and hears nothing once disposed of', () => {
    listen((message) => void heard.push(message));
    connection.post({ type: 'focus' });
    connection.dispose();
    connection.post({ type: 'focus' });
    page.say({ type: 'stop' });
    assert.equal(page.posted.length, 1);
    assert.deepEqual(heard, []);
  });

  it('does not mind a message that was under way when it was disposed of', async () => {
    page.failure = new Error('the view is gone');
    connection.post({ type: 'focus' });
    connection.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(logger.lines, []);
  });

  it('logs a message that could not be sent by its type alone', async () => {
    page.failure = new Error('the view is gone');
    connection.post({ type: 'older', messages: [], hasOlder: false });
    await until(() => logger.lines.length > 0);
    assert.deepEqual(logger.lines, [
      'error: A message could not be sent to the chat view (older) (Error: the view is gone)',
    ]);
  });
});
