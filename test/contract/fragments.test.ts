import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { vendors } from '../../src/providers/registry.js';
import type { FragmentationResult } from './support/fragmentationWorker.js';
import { streamNames } from './support/fragmentations.js';

/** Every stream is read some thousand times: two threads share the work, a provider at a time. */
const threads = 2;

describe('streams in fragments', function () {
  this.timeout(600_000);
  const waiting = vendors.map(({ id }) => id);
  const settle = new Map<string, (failure: string | undefined) => void>();
  const results = new Map<string, Promise<string | undefined>>();
  const workers: Worker[] = [];

  before(() => {
    for (const provider of waiting) {
      for (const stream of streamNames) {
        const key = `${provider} ${stream}`;
        results.set(key, new Promise((resolve) => settle.set(key, resolve)));
      }
    }
    for (let thread = 0; thread < threads; thread++) workers.push(startWorker());
  });

  after(() => Promise.all(workers.map((worker) => worker.terminate())));

  function startWorker(): Worker {
    const worker = new Worker(new URL('./support/fragmentationWorker.ts', import.meta.url));
    let current = waiting.shift();
    worker.on('message', ({ stream, failure }: FragmentationResult) => {
      settle.get(`${current} ${stream}`)?.(failure);
      if (stream !== streamNames.at(-1)) return;
      current = waiting.shift();
      if (current !== undefined) worker.postMessage(current);
    });
    worker.on('error', (error: Error) => {
      // An unhandled rejection in a thread ends it: whatever is not done yet has failed.
      for (const resolve of settle.values()) resolve(error.stack ?? error.message);
    });
    if (current !== undefined) worker.postMessage(current);
    return worker;
  }

  for (const { id, name } of vendors) {
    describe(name, () => {
      for (const stream of streamNames) {
        it(`${stream} is the same in every fragmentation`, async () => {
          assert.equal(await results.get(`${id} ${stream}`), undefined);
        });
      }
    });
  }
});
