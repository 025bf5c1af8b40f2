import assert from 'node:assert/strict';
import { maximumMessageLength } from '../../../../../src/chat/limits.js';
import { abortError, type ScoutError } from '../../../../../src/core/errors.js';
import { ViewConnection, type ViewHandlers } from '../../../../../src/webview/host/connection/viewConnection.js';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import { recordingLogger, type RecordingLogger } from '../../../../support/recordingLogger.js';
import { until } from '../../../storage/support/until.js';
import { ChatPage } from '../support/chatPage.js';
import { messageId } from '../support/viewMessages.js';

/** Handlers that note what reaches them, whatever it is. */
function notingHandlers(onMessage: (message: ViewMessage) => Promise<void> | void): ViewHandlers {
  return new Proxy({} as ViewHandlers, { get: () => onMessage });
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

  const viewReady = { type: 'view-ready', anchorId: null } as const;
  const announce = (): void => page.say(viewReady);

  it('hands each message to the handler of its type', () => {
    const missing = (): void => assert.fail('another handler');
    const handlers = { ...notingHandlers(missing), stop: () => void heard.push({ type: 'stop' }) };
    connection.listen(handlers, (error) => failures.push(error));
    page.say({ type: 'stop' });
    assert.deepEqual(heard, [{ type: 'stop' }]);
  });

  it('ignores and logs what is not in the protocol, without what it says', () => {
    listen((message) => void heard.push(message));
    page.say({ type: 'draft', conversationId: 'c', text: 'my secret', extra: 1 });
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

  it('refuses a message again, and does not try it, when the page was gone as it was taken back', async () => {
    const messageId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const request = { type: 'send', attachmentIds: [], messageId, conversationId: 'c', text: 'text' } as const;
    const envelope = { type: 'request', id: messageId, request } as const;
    let withdraw: (() => void) | undefined;
    listen((message) => {
      if (message.type !== 'send') return undefined;
      heard.push(message);
      return new Promise((_, reject) => (withdraw = () => reject(abortError())));
    });
    announce();
    page.say(envelope);
    connection.suspend();
    withdraw?.();
    await new Promise(setImmediate);
    announce();
    page.say(envelope);
    await until(() => page.posted.length > 0);
    assert.deepEqual(page.posted, [{ type: 'refused', id: messageId }]);
    assert.equal(heard.length, 1);
    page.say(envelope);
    assert.equal(heard.length, 2, 'whoever sends it once more wants it');
  });

  it('says and hears nothing once disposed of', () => {
    listen((message) => void heard.push(message));
    announce();
    connection.post({ type: 'focus' });
    connection.dispose();
    connection.post({ type: 'focus' });
    page.say({ type: 'stop' });
    assert.equal(page.posted.length, 1);
    assert.deepEqual(heard, [viewReady]);
  });

  it('does not mind a message that was under way when it was disposed of', async () => {
    listen(() => undefined);
    announce();
    page.failure = new Error('the view is gone');
    connection.post({ type: 'focus' });
    connection.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(logger.lines, []);
  });

  it('logs a message that could not be sent by its type alone', async () => {
    listen(() => undefined);
    announce();
    page.failure = new Error('the view is gone');
    connection.post({ type: 'older', messages: [], hasOlder: false });
    await until(() => logger.lines.length > 0);
    assert.deepEqual(logger.lines, [
      'error: A message could not be sent to the chat view (older) (Error: the view is gone)',
    ]);
  });

  it('posts nothing before the page has announced itself, nor while it is hidden', () => {
    listen(() => undefined);
    connection.post({ type: 'focus' });
    assert.deepEqual(page.posted, []);
    announce();
    connection.post({ type: 'focus' });
    connection.suspend();
    connection.post({ type: 'focus' });
    assert.equal(page.posted.length, 1);
    announce();
    connection.post({ type: 'focus' });
    assert.equal(page.posted.length, 2);
  });

  it('answers a ping, and gives a page that was hidden and is still there all it has missed', async () => {
    listen((message) => void heard.push(message));
    announce();
    page.say({ type: 'ping' });
    assert.deepEqual(page.posted, [{ type: 'pong' }]);
    connection.suspend();
    page.say({ type: 'ping' });
    assert.deepEqual(page.last('pong'), { type: 'pong', missed: true });
    await until(() => heard.length === 2);
    assert.deepEqual(heard, [viewReady, viewReady]);
  });

  describe('given a request', () => {
    const draft = { type: 'draft', conversationId: 'c', text: 'hi' } as const;
    const envelope = { type: 'request', id: 'r', request: draft } as const;

    it('acknowledges what is stored once it is, and carries it out once', async () => {
      let store = (): void => undefined;
      listen((message) => {
        heard.push(message);
        return message.type === 'draft' ? new Promise((resolve) => (store = resolve)) : undefined;
      });
      announce();
      page.say(envelope);
      page.say(envelope);
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(page.posted, []);
      store();
      await until(() => page.posted.length === 2);
      page.say(envelope);
      await until(() => page.posted.length === 3);
      assert.deepEqual(page.posted, Array(3).fill({ type: 'acknowledged', id: 'r' }));
      assert.deepEqual(heard, [viewReady, draft]);
    });

    it('refuses what is longer than anything it takes, with the reason', () => {
      listen((message) => void heard.push(message));
      announce();
      const text = 'x'.repeat(10 * maximumMessageLength + 1);
      page.say({
        type: 'request',
        id: messageId,
        request: { type: 'send', attachmentIds: [], messageId, conversationId: 'c', text },
      });
      assert.deepEqual(page.posted, [{ type: 'refused', id: messageId }]);
      assert.deepEqual(
        failures.map((failure) => (failure as ScoutError).code),
        ['message-too-long'],
      );
      assert.deepEqual(heard, [viewReady]);
    });

    it('acknowledges what is not stored when it arrives', () => {
      listen((message) => (message.type === 'stop' ? new Promise(() => undefined) : undefined));
      announce();
      page.say({ type: 'request', id: 'r', request: { type: 'stop' } });
      assert.deepEqual(page.posted, [{ type: 'acknowledged', id: 'r' }]);
    });

    it('does not try again what was refused of a draft that is to be kept: the page has it', async () => {
      let isRefusing = true;
      listen((message) => {
        if (message.type === 'keep-draft' && isRefusing) throw abortError();
      });
      announce();
      const request = { type: 'keep-draft', conversationId: 'c', text: 'text' } as const;
      for (let count = 0; count < 2; count += 1) {
        page.say({ type: 'request', id: 'r', request });
        await new Promise(setImmediate);
        isRefusing = false;
      }
      assert.deepEqual(page.posted, [
        { type: 'refused', id: 'r' },
        { type: 'refused', id: 'r' },
      ]);
    });

    it('says that it was refused, and tries again what comes again', async () => {
      let isRefusing = true;
      listen((message) => {
        if (message.type === 'draft' && isRefusing) throw new Error('full');
      });
      announce();
      page.say(envelope);
      await until(() => page.posted.length === 1);
      isRefusing = false;
      page.say(envelope);
      await until(() => page.posted.length === 2);
      assert.deepEqual(
        page.posted.map(({ type }) => type),
        ['refused', 'acknowledged'],
      );
      assert.equal(failures.length, 1);
    });
  });
});
