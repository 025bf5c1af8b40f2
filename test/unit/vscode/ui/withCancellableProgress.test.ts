import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { abortError, isCancellation } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { withCancellableProgress } from '../../../../src/vscode/ui/withCancellableProgress.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { settled } from '../support/settled.js';

/** Runs until it is asked to stop. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())));
}

describe('withCancellableProgress', () => {
  let tasks: TaskRegistry;

  beforeEach(() => {
    tasks = new TaskRegistry(recordingLogger());
  });

  it('runs a task of this name under a notification, and gives back its result', async () => {
    const result = await withCancellableProgress('Exporting…', 'export', tasks, () => {
      const running = tasks.running.map(({ name }) => name);
      return Promise.resolve({ running, isShown: vscodeStub.progress.shown[0]?.isRunning });
    });
    assert.deepEqual(result, { running: ['export'], isShown: true });
    const [progress] = vscodeStub.progress.shown;
    assert.deepEqual(progress?.options, {
      location: vscode.ProgressLocation.Notification,
      title: 'Exporting…',
      cancellable: true,
    });
    assert.equal(progress.isRunning, false);
    assert.deepEqual(tasks.running, []);
  });

  it('shows by how much the work has advanced, and never goes back', async () => {
    await withCancellableProgress('Exporting…', 'export', tasks, (_signal, report) => {
      for (const [fraction, message] of [
        [0.25, 'a'],
        [0.75, 'b'],
        [0.5, 'c'],
        [1, ''],
      ] as const) {
        report(fraction, message);
      }
      return Promise.resolve();
    });
    assert.deepEqual(vscodeStub.progress.shown[0]?.reports, [
      { message: 'a', increment: 25 },
      { message: 'b', increment: 50 },
      { message: 'c', increment: 0 },
      { message: '', increment: 25 },
    ]);
  });

  it('stops the task when the user cancels, and leaves the others alone', async () => {
    const other = tasks.run('other', untilAborted);
    const cancelled = withCancellableProgress('Exporting…', 'export', tasks, untilAborted);
    await settled();
    vscodeStub.progress.shown[0]?.cancel();
    await assert.rejects(cancelled, isCancellation);
    assert.deepEqual(
      tasks.running.map(({ name }) => name),
      ['other'],
    );
    tasks.cancelAll();
    await assert.rejects(other, isCancellation);
  });

  it('stops the task at the end of SCOUT', async () => {
    const stopped = withCancellableProgress('Exporting…', 'export', tasks, untilAborted);
    await settled();
    tasks.cancelAll();
    await assert.rejects(stopped, isCancellation);
    assert.equal(vscodeStub.progress.shown[0]?.isRunning, false);
  });

  it('fails as the task fails', async () => {
    const failure = new Error('disk full');
    await assert.rejects(
      withCancellableProgress('Exporting…', 'export', tasks, () => Promise.reject(failure)),
      failure,
    );
    assert.equal(vscodeStub.progress.shown[0]?.isRunning, false);
  });
});
