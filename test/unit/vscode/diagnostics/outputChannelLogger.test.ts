import assert from 'node:assert/strict';
import { outputChannelLogger } from '../../../../src/vscode/diagnostics/outputChannelLogger.js';
import { FakeLogChannel } from '../../../support/vscodeStub/outputChannel.js';
import { LogLevel } from '../../../support/vscodeStub/values.js';

/** With the stack that a test can foresee. */
function errorWith(message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { stack: `Error: ${message}\n    at somewhere` }, more);
}

describe('outputChannelLogger', () => {
  let channel: FakeLogChannel;

  beforeEach(() => {
    channel = new FakeLogChannel('SCOUT');
  });

  /** What is written for an error. */
  function written(error: unknown): readonly string[] {
    channel.clear();
    outputChannelLogger(channel).error('It failed', error);
    return channel.lines[0]!.split('\n');
  }

  it('writes each message at its level', () => {
    const logger = outputChannelLogger(channel);
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) logger[level](`a ${level}`);
    assert.deepEqual(channel.lines, [
      'trace: a trace',
      'debug: a debug',
      'info: a info',
      'warn: a warn',
      'error: a error',
    ]);
  });

  it('leaves it to the channel what is written', () => {
    channel.logLevel = LogLevel.Warning;
    const logger = outputChannelLogger(channel);
    logger.info('not now');
    logger.warn('now');
    assert.deepEqual(channel.lines, ['warn: now']);
  });

  it('begins every message with the names that lead to its logger', () => {
    const child = outputChannelLogger(channel).child('storage');
    const grandchild = child.child('worker');
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) child[level]('x');
    grandchild.info('y');
    grandchild.error('z', 'w');
    assert.deepEqual(channel.lines, [
      'trace: [storage] x',
      'debug: [storage] x',
      'info: [storage] x',
      'warn: [storage] x',
      'error: [storage] x',
      'info: [storage.worker] y',
      'error: [storage.worker] z\na thrown string',
    ]);
  });

  it('writes the stack of an error and of each of its causes', () => {
    const cause = errorWith('the disk is full');
    assert.deepEqual(written(errorWith('it was not saved', { cause })), [
      'error: It failed',
      'Error: it was not saved',
      '    at somewhere',
      'caused by Error: the disk is full',
      '    at somewhere',
    ]);
  });

  it('writes name and message where there is no stack', () => {
    const error = Object.assign(new TypeError('x is undefined'), { stack: undefined });
    assert.deepEqual(written(error), ['error: It failed', 'TypeError: x is undefined']);
  });

  it('writes nothing of an error but that: other properties hold keys and prompts', () => {
    const error = errorWith('refused', {
      request: { headers: { authorization: 'Bearer secret' } },
      cause: errorWith('status 401', { body: 'secret' }),
    });
    assert.doesNotMatch(written(error).join('\n'), /secret/u);
  });

  it('writes of a thrown value that is no error only what it is', () => {
    assert.deepEqual(written('secret'), ['error: It failed', 'a thrown string']);
    assert.deepEqual(written({ key: 'secret' }), ['error: It failed', 'a thrown object']);
    assert.deepEqual(written(null), ['error: It failed', 'a thrown object']);
    assert.deepEqual(written(undefined), ['error: It failed']);
    assert.deepEqual(written(errorWith('x', { cause: 'secret' })).slice(-1), ['caused by a thrown string']);
  });

  it('follows five causes at most, also where errors cause each other', () => {
    const error = errorWith('first');
    error.cause = errorWith('second', { cause: error });
    assert.deepEqual(
      written(error).filter((line) => !line.startsWith(' ')),
      [
        'error: It failed',
        'Error: first',
        'caused by Error: second',
        'caused by Error: first',
        'caused by Error: second',
        'caused by Error: first',
      ],
    );
  });
});
