/**
 * The storage worker as SCOUT runs it, but it checkpoints every few writes, stalls at random system calls, lives at
 * another time, and kills or stops its own process in the middle of the protocol when asked to.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Files, nodeFiles } from '../../../src/storage/worker/files/files.js';
import { serve } from '../../../src/storage/worker/server.js';
import type { WorkerOptions } from '../../../src/storage/protocol/workerProtocol.js';
import type { FaultOptions } from '../faultInjector.js';
import { randomNumbers } from '../../support/randomNumbers.js';
import { report } from './report.js';

const { faults, ...options } = workerData as WorkerOptions & { readonly faults: FaultOptions };
const { injection, stallProbability, clockOffset, seed } = faults;
const random = randomNumbers(seed);
const sleeper = new Int32Array(new SharedArrayBuffer(4));
let callsToInjection = injection?.count ?? 0;

function interfere(operation: string, side: 'before' | 'after'): void {
  if (random() < stallProbability) Atomics.wait(sleeper, 0, 0, random() < 0.03 ? random() * 1_500 : random() ** 3 * 60);
  if (
    injection === undefined ||
    operation !== injection.operation ||
    side !== injection.side ||
    --callsToInjection !== 0
  )
    return;
  report('injection', operation, side, injection.action);
  process.kill(process.pid, injection.action === 'die' ? 'SIGKILL' : 'SIGSTOP');
}

/** What the coordinator counts, so that a run in which nothing of this happened cannot pass. */
function count(operation: string, [file, target]: readonly unknown[]): void {
  if (operation === 'rename' && String(target).endsWith('.db')) report('checkpoint');
  if (operation === 'remove' && /\.(sealed|db)$/.test(String(file))) report('collected');
}

const files = Object.fromEntries(
  Object.entries(nodeFiles as unknown as Record<string, (...parameters: unknown[]) => unknown>).map(
    ([operation, call]) => [
      operation,
      (...parameters: unknown[]) => {
        interfere(operation, 'before');
        const result = call.apply(files, parameters);
        count(operation, parameters);
        interfere(operation, 'after');
        return result;
      },
    ],
  ),
) as unknown as Files;

const systemTime = Date.now;
Date.now = () => systemTime() + clockOffset;
await serve(parentPort!, options, files, {
  checkpointBytes: 64 * 1024,
  checkpointFrames: 12,
  doubleIndexBytes: 0,
  idleMs: 5,
  pollMs: 100,
  // Every second snapshot is read while it is in use.
  wholeImageBytes: random() < 0.5 ? 0 : Number.POSITIVE_INFINITY,
});
