import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { showTasks } from '../../../../src/vscode/diagnostics/showTasks.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('showTasks', () => {
  afterEach(() => mock.timers.reset());

  it('says that nothing runs', async () => {
    await showTasks(new TaskRegistry(recordingLogger()));
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ severity, message }) => [severity, message]),
      [['information', 'No background tasks are running.']],
    );
    assert.equal(vscodeStub.picks.shown.length, 0);
  });

  it('lists what runs, the oldest first, since when, and what has been asked to stop', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    const tasks = new TaskRegistry(recordingLogger());
    const end = Promise.withResolvers<void>();
    const running = [tasks.run('export of chats', () => end.promise)];
    mock.timers.setTime(1_089_600);
    running.push(tasks.run('title of a conversation', () => end.promise));
    mock.timers.setTime(1_090_600);
    const list = async (): Promise<unknown> => {
      vscodeStub.picks.dismiss();
      await showTasks(tasks);
      return vscodeStub.picks.shown.at(-1)?.items;
    };
    assert.deepEqual(await list(), [
      { label: 'export of chats', description: 'for 91 s', detail: 'running' },
      { label: 'title of a conversation', description: 'for 1 s', detail: 'running' },
    ]);
    assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Running tasks');
    tasks.cancelAll();
    assert.deepEqual(await list(), [
      { label: 'export of chats', description: 'for 91 s', detail: 'canceling' },
      { label: 'title of a conversation', description: 'for 1 s', detail: 'canceling' },
    ]);
    assert.deepEqual(vscodeStub.messages.shown, []);
    end.resolve();
    await Promise.all(running);
  });
});
