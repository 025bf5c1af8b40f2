import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { abortError } from '../../../src/core/errors.js';
import { observeErrors } from '../../../src/diagnostics/errorObservers.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const folder = '/home/a user/.vscode/extensions/scout.scout-chat-1.0.0';

function errorFrom(file: string, message = 'broken'): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at inner (node:internal/x:1:1)\n    at run (${file}:10:5)`;
  return error;
}

const ours = (message?: string): Error => errorFrom(`file://${encodeURI(folder)}/dist/chunks/turn-ABC.js`, message);

describe('observeErrors', () => {
  let source: EventEmitter;
  let logger: ReturnType<typeof recordingLogger>;
  let shown: string[];
  let observers: { dispose(): unknown };

  beforeEach(() => {
    source = new EventEmitter();
    logger = recordingLogger();
    shown = [];
    observers = observeErrors(source, folder, logger, (error) => shown.push(error.message));
  });

  it('logs and shows an uncaught exception whose stack leads through SCOUT, spaces in the path included', () => {
    source.emit('uncaughtExceptionMonitor', ours());
    assert.deepEqual(logger.lines, ['error: Uncaught exception (Error: broken)']);
    assert.deepEqual(shown, ['broken']);
  });

  it('logs an unhandled rejection from a path written with backslashes', () => {
    const windows = observeErrors(source, 'c:\\x\\scout', logger, () => undefined);
    source.emit('unhandledRejection', errorFrom('file:///c:/x/scout/dist/extension.js'));
    assert.deepEqual(logger.lines, ['error: Unhandled rejection (Error: broken)']);
    windows.dispose();
  });

  it('ignores the errors of other extensions, and of a folder that is only mentioned in the message', () => {
    source.emit('uncaughtExceptionMonitor', errorFrom('/home/a user/.vscode/extensions/other.other-1.0.0/main.js'));
    source.emit('unhandledRejection', errorFrom('/other/main.js', `cannot open ${folder}/dist/extension.js`));
    source.emit('unhandledRejection', 'a string');
    assert.deepEqual(logger.lines, []);
    assert.deepEqual(shown, []);
  });

  it('lets cancellation pass in silence', () => {
    const cancelled = abortError();
    Object.defineProperty(cancelled, 'stack', { value: ours().stack });
    source.emit('unhandledRejection', cancelled);
    assert.deepEqual(logger.lines, []);
  });

  it('logs every occurrence of a cause and shows it once', () => {
    for (let count = 0; count < 3; count += 1) source.emit('unhandledRejection', ours('again'));
    source.emit('unhandledRejection', ours('another'));
    assert.equal(logger.lines.length, 4);
    assert.deepEqual(shown, ['again', 'another']);
  });

  it('leaves no listener behind', () => {
    observers.dispose();
    assert.equal(source.listenerCount('uncaughtExceptionMonitor'), 0);
    assert.equal(source.listenerCount('unhandledRejection'), 0);
  });
});
