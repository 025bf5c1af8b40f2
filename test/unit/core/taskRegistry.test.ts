import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { TaskRegistry } from '../../../src/core/taskRegistry.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('TaskRegistry', () => {
  it('lists a task from its start to its end and logs both at debug', async () => {
    const logger = recordingLogger();
    const registry = new TaskRegistry(logger);
    const gate = Promise.withResolvers<string>();
    const task = registry.run('count sheep', () => gate.promise);
    assert.deepEqual(
      registry.running.map(({ name, cancelled }) => ({ name, cancelled })),
      [{ name: 'count sheep', cancelled: false }],
    );
    gate.resolve('done');
    assert.equal(await task, 'done');
    assert.deepEqual(registry.running, []);
    assert.deepEqual(logger.lines, [
      'debug: Task added: count sheep (1 running)',
      'debug: Task removed: count sheep (0 running)',
    ]);
  });

  it('removes a task that fails and hands its error to whoever awaits it', async () => {
    const registry = new TaskRegistry(recordingLogger());
    await assert.rejects(
      registry.run('fail', () => Promise.reject(new Error('no luck'))),
      /no luck/u,
    );
    assert.deepEqual(registry.running, []);
  });

  it('removes a task whose body throws before its first await', async () => {
    const registry = new TaskRegistry(recordingLogger());
    const body = (): Promise<never> => {
      throw new Error('at once');
    };
    await assert.rejects(registry.run('fail', body), /at once/u);
    assert.deepEqual(registry.running, []);
  });

  it('cancels every task at shutdown and refuses new ones', async () => {
    const logger = recordingLogger();
    const registry = new TaskRegistry(logger);
    const tasks = [registry.run('one', untilAborted), registry.run('two', untilAborted)];
    const outcomes = Promise.allSettled(tasks);
    await delay(0);
    registry.cancelAll();
    assert.deepEqual(
      registry.running.map(({ cancelled }) => cancelled),
      [true, true],
    );
    await registry.settle(1_000);
    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(
      registry.run('late', () => Promise.resolve()),
      { name: 'AbortError' },
    );
    assert.equal(
      logger.lines.some((line) => line.startsWith('error')),
      false,
      'cancellation is no error',
    );
  });

  it('logs what fails while it is shut down, and goes on', async () => {
    const logger = recordingLogger();
    const registry = new TaskRegistry(logger);
    const task = registry.run('stubborn', async (signal) => {
      await untilAborted(signal).catch(() => undefined);
      throw new Error('could not let go');
    });
    task.catch(() => undefined);
    await delay(0);
    registry.cancelAll();
    await registry.settle(1_000);
    assert.ok(logger.lines.some((line) => line.includes('"stubborn" failed') && line.includes('could not let go')));
  });

  it('gives up on a task that ignores its signal, and names it', async () => {
    const logger = recordingLogger();
    const registry = new TaskRegistry(logger);
    const gate = Promise.withResolvers<void>();
    const task = registry.run('deaf', () => gate.promise);
    await delay(0);
    registry.cancelAll();
    await registry.settle(20);
    assert.ok(logger.lines.some((line) => line.startsWith('warn') && line.includes('deaf')));
    gate.resolve();
    await task;
  });

  it('cancels and awaits what is left in a scope, whatever happened inside', async () => {
    const registry = new TaskRegistry(recordingLogger());
    let ended = false;
    await assert.rejects(async () => {
      await using scope = registry.scope();
      scope
        .run('watch', async (signal) => {
          await untilAborted(signal).catch(() => undefined);
          await delay(5);
          ended = true;
        })
        .catch(() => undefined);
      await delay(0);
      throw new Error('the block failed');
    }, /the block failed/u);
    assert.equal(ended, true, 'the task had ended when the scope was left');
    assert.deepEqual(registry.running, []);
  });

  it('does not begin a task that is cancelled before its first line', async () => {
    const registry = new TaskRegistry(recordingLogger());
    let began = false;
    const task = registry.run('early', () => {
      began = true;
      return Promise.resolve();
    });
    registry.cancelAll();
    await assert.rejects(task, { name: 'AbortError' });
    assert.equal(began, false);
  });

  it('leaves the tasks of other scopes alone', async () => {
    const registry = new TaskRegistry(recordingLogger());
    const outside = registry.run('outside', untilAborted);
    {
      await using scope = registry.scope();
      scope.run('inside', untilAborted).catch(() => undefined);
    }
    assert.deepEqual(
      registry.running.map(({ name, cancelled }) => ({ name, cancelled })),
      [{ name: 'outside', cancelled: false }],
    );
    registry.cancelAll();
    await assert.rejects(outside, { name: 'AbortError' });
  });
});
