import assert from 'node:assert/strict';
import { runSteps } from '../../../src/app/shutdownSteps.js';
import { recordingLogger } from '../../support/recordingLogger.js';

describe('runSteps', () => {
  it('runs every step in order, past one that fails and one that hangs', async () => {
    const logger = recordingLogger();
    const ran: string[] = [];
    await runSteps(logger, [
      { name: 'first', deadlineMs: 1_000, run: () => ran.push('first') },
      { name: 'second', deadlineMs: 1_000, run: () => Promise.reject(new Error('stuck')) },
      { name: 'third', deadlineMs: 10, run: () => new Promise(() => undefined) },
      { name: 'fourth', deadlineMs: 1_000, run: () => Promise.resolve(ran.push('fourth')) },
    ]);
    assert.deepEqual(ran, ['first', 'fourth']);
    assert.deepEqual(logger.lines, [
      'info: Done: first',
      'error: Failed: second (Error: stuck)',
      'warn: Stopped waiting after 10 ms: third',
      'info: Done: fourth',
    ]);
  });
});
