import assert from 'node:assert/strict';
import type { HeapProfiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { MemorySampler } from '../../../src/diagnostics/memorySampler.js';

/** Allocates many small objects, so that samples fall on it, and gives them back to be held. */
function allocateRememberably(): readonly object[] {
  return Array.from({ length: 200_000 }, (_, index) => ({ index, text: `object ${index}` }));
}

/** Bytes the profile ascribes to a function and to what it called. */
function bytesBelow(node: HeapProfiler.SamplingHeapProfileNode, functionName: string, inside = false): number {
  const counts = inside || node.callFrame.functionName === functionName;
  return node.children.reduce(
    (sum, child) => sum + bytesBelow(child, functionName, counts),
    counts ? node.selfSize : 0,
  );
}

describe('MemorySampler', () => {
  it('gives a profile that names the code that allocated what is still held', async () => {
    const sampler = new MemorySampler();
    assert.equal(await sampler.start(), true);
    assert.equal(sampler.isRunning, true);
    const held = allocateRememberably();
    const profile = await sampler.stop();
    assert.equal(sampler.isRunning, false);
    assert.ok(held.length > 0 && profile !== undefined);
    assert.ok(bytesBelow(profile.head, 'allocateRememberably') > 2 ** 20, 'at least a mebibyte is found there');
  });

  it('ascribes nothing to code that allocated before the start', async () => {
    const held = allocateRememberably();
    const sampler = new MemorySampler();
    await sampler.start();
    const profile = await sampler.stop();
    assert.ok(held.length > 0 && profile !== undefined);
    assert.equal(bytesBelow(profile.head, 'allocateRememberably'), 0);
  });

  it('goes on as before when it is started twice, at the same moment too', async () => {
    const sampler = new MemorySampler();
    assert.deepEqual(await Promise.all([sampler.start(), sampler.start()]), [true, false]);
    const held = allocateRememberably();
    assert.equal(await sampler.start(), false);
    const profile = await sampler.stop();
    assert.ok(held.length > 0 && profile !== undefined);
    assert.ok(bytesBelow(profile.head, 'allocateRememberably') > 2 ** 20);
  });

  it('has no profile when it is not running', async () => {
    const sampler = new MemorySampler();
    assert.equal(await sampler.stop(), undefined);
    await sampler.start();
    const [first, second] = await Promise.all([sampler.stop(), sampler.stop()]);
    assert.ok(first !== undefined);
    assert.equal(second, undefined);
  });

  it('can be started anew after a stop', async () => {
    const sampler = new MemorySampler();
    await sampler.start();
    await sampler.stop();
    assert.equal(await sampler.start(), true);
    assert.ok((await sampler.stop()) !== undefined);
  });

  it('leaves no profiler behind when it is disposed, however often', async () => {
    const sampler = new MemorySampler();
    await sampler.start();
    sampler.dispose();
    sampler.dispose();
    assert.equal(sampler.isRunning, false);
    const session = new Session();
    session.connect();
    try {
      await assert.rejects(session.post('HeapProfiler.stopSampling'), /was not started/u);
    } finally {
      session.disconnect();
    }
  });
});
