import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { StepRunner } from '../../../../src/storage/worker/stepRunner.js';
import { systemError } from '../support/simulatedFiles.js';

describe('a runner of steps', () => {
  it('lets other things happen between two steps, and returns the result', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    const outcome = new Promise((resolve) => runner.run('a', steps(seen, 'a', 3), resolve));
    for (let turn = 0; turn < 3; turn++) {
      seen.push('between');
      await immediate();
    }
    assert.equal(await outcome, 'a is done');
    assert.deepEqual(seen, ['between', 'a0', 'between', 'a1', 'between', 'a2']);
    assert.equal(runner.isBusy, false);
  });

  it('does one piece of work after the other', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    runner.run('a', steps(seen, 'a', 2), () => seen.push('a ends'));
    await new Promise((resolve) => runner.run('b', steps(seen, 'b', 2), resolve));
    assert.deepEqual(seen, ['a0', 'a1', 'a ends', 'b0', 'b1']);
  });

  it('hands over what the system refused, and goes on with the next', async () => {
    const runner = new StepRunner();
    const failed = new Promise((resolve) => runner.run('a', failing(systemError('ENOSPC', 'x')), resolve));
    const next = new Promise((resolve) => runner.run('a', steps([], 'b', 1), resolve));
    assert.match(String(await failed), /ENOSPC/);
    assert.equal(await next, 'b is done');
  });

  it('stops the work of an owner where it stands, so that it can clean up', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    runner.run('a', steps(seen, 'a', 1_000), () => assert.fail('it was abandoned'));
    const other = new Promise((resolve) => runner.run('b', steps(seen, 'b', 1), resolve));
    await immediate();
    runner.abandon('a');
    assert.equal(await other, 'b is done');
    assert.deepEqual(seen, ['a0', 'a cleans up', 'b0']);
  });
});

function* steps(seen: string[], name: string, count: number): Generator<void, string> {
  let isDone = false;
  try {
    for (let index = 0; index < count; index++) {
      seen.push(`${name}${index}`);
      yield;
    }
    isDone = true;
    return `${name} is done`;
  } finally {
    if (!isDone) seen.push(`${name} cleans up`);
  }
}

function* failing(error: Error): Generator<void, never> {
  yield;
  throw error;
}
