import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { HeapProfiler } from 'node:inspector';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeMemoryProfile } from '../../../src/diagnostics/memoryProfile.js';
import { MemorySampler } from '../../../src/diagnostics/memorySampler.js';

/** What a `.heapprofile` file holds (https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#type-SamplingHeapProfile). */
interface ProfileFile {
  readonly head: HeapProfiler.SamplingHeapProfileNode;
  readonly samples: readonly { readonly size: number; readonly nodeId: number; readonly ordinal: number }[];
}

function allocateBuffersOfNumbers(): readonly number[][] {
  return Array.from({ length: 2_000 }, (_, index) =>
    Array.from({ length: 200 }, (_number, position) => index + position / 3),
  );
}

function namesOf(node: HeapProfiler.SamplingHeapProfileNode): readonly string[] {
  return [node.callFrame.functionName, ...node.children.flatMap(namesOf)];
}

describe('writeMemoryProfile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scout-memory-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function profileOfSomeWork(): Promise<HeapProfiler.SamplingHeapProfile> {
    const sampler = new MemorySampler();
    await sampler.start();
    const held = allocateBuffersOfNumbers();
    const profile = await sampler.stop();
    assert.ok(held.length > 0 && profile !== undefined);
    return profile;
  }

  it('writes a file that parses and holds samples of the code that allocated', async () => {
    const file = await writeMemoryProfile(path.join(folder, 'not', 'there', 'yet'), await profileOfSomeWork());
    assert.equal(path.extname(file), '.heapprofile');
    const { head, samples } = JSON.parse(readFileSync(file, 'utf8')) as ProfileFile;
    assert.ok(namesOf(head).includes('allocateBuffersOfNumbers'));
    assert.ok(samples.length > 0 && samples.every(({ size, nodeId }) => size > 0 && nodeId > 0));
  });

  it('rejects with the system’s error where nothing can be written', async () => {
    const obstacle = path.join(folder, 'obstacle');
    writeFileSync(obstacle, '');
    await assert.rejects(writeMemoryProfile(path.join(obstacle, 'logs'), await profileOfSomeWork()), {
      code: 'ENOTDIR',
    });
  });
});
