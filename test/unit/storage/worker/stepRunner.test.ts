import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { mock } from 'node:test';
import type { Step } from '../../../../src/storage/worker/step.js';
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

  it('lets the kinds of work take turns', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    const ended = new Promise((resolve) => runner.run('a', steps(seen, 'maintenance', 3), resolve));
    runner.run('a', steps(seen, 'reading', 2), () => undefined, 'reading');
    runner.run('a', steps(seen, 'following', 1), () => undefined, 'following');
    await ended;
    assert.deepEqual([...seen].sort().join(), 'following0,maintenance0,maintenance1,maintenance2,reading0,reading1');
    assert.ok(seen.indexOf('following0') < seen.indexOf('maintenance1'));
    assert.ok(seen.indexOf('reading1') < seen.indexOf('maintenance2'));
  });

  it('lets what is being read take turns, so that a quick search does not wait for a slow one', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    runner.run('slow', steps(seen, 'slow', 1_000), () => assert.fail('it was abandoned'), 'reading');
    await new Promise((resolve) => runner.run('quick', steps(seen, 'quick', 3), resolve, 'reading'));
    runner.abandon('slow');
    assert.deepEqual(seen.slice(0, 7), ['slow0', 'quick0', 'slow1', 'quick1', 'slow2', 'quick2', 'slow3']);
  });

  it('goes on with other kinds of work while one waits for another thread, and with that one afterwards', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    const elsewhere = Promise.withResolvers<void>();
    const ended = new Promise((resolve) => runner.run('a', waiting(seen, elsewhere.promise), resolve));
    await new Promise((resolve) => runner.run('b', steps(seen, 'b', 3), resolve, 'reading'));
    assert.deepEqual(seen, ['b0', 'waits', 'b1', 'b2']);
    assert.ok(runner.isBusy);
    elsewhere.resolve();
    assert.equal(await ended, 'done');
    assert.equal(seen.at(-1), 'goes on');
  });

  it('stops work that waits for another thread', async () => {
    const seen: string[] = [];
    const runner = new StepRunner();
    runner.run('a', waiting(seen, new Promise(() => undefined)), () => assert.fail('it was abandoned'));
    const next = new Promise((resolve) => runner.run('b', steps(seen, 'b', 1), resolve));
    await immediate();
    assert.ok(runner.abandon('a'));
    await next;
    assert.deepEqual(seen, ['waits', 'cleans up', 'b0']);
    assert.ok(!runner.abandon('a'));
  });

  it('does several short steps in one turn, until the time is up', async () => {
    const seen: string[] = [];
    let now = 0;
    const clock = mock.method(performance, 'now', () => now++);
    const runner = new StepRunner({ sliceMs: 3, isAsked: () => false });
    const ended = new Promise((resolve) => runner.run('a', steps(seen, 'a', 8), resolve));
    await immediate();
    clock.mock.restore();
    assert.deepEqual(seen, ['a0', 'a1', 'a2']);
    await ended;
  });

  it('lets requests come first that arrived during a step, but does not wait for those that follow', async () => {
    const seen: string[] = [];
    const runner = new StepRunner({ sliceMs: 0, isAsked: () => true });
    const ended = new Promise((resolve) => runner.run('a', steps(seen, 'a', 2), resolve));
    setImmediate(() => seen.push('a request'));
    await ended;
    assert.deepEqual(seen, ['a request', 'a0', 'a1']);
  });
});

function* waiting(seen: string[], elsewhere: Promise<void>): Generator<Step, string> {
  let isDone = false;
  try {
    seen.push('waits');
    yield elsewhere;
    seen.push('goes on');
    isDone = true;
    return 'done';
  } finally {
    if (!isDone) seen.push('cleans up');
  }
}

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
