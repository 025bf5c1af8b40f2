/** A worker thread that checks the streams of one provider after the other; it has a `fetch` of its own to replace. */
import { parentPort } from 'node:worker_threads';
import { vendors } from '../../../src/providers/registry.js';
import { startSimulator } from '../../support/simulator/simulator.js';
import { checkFragmentations, streamNames } from './fragmentations.js';

/** One per stream; when all of a provider have come, the thread waits for the id of another one. */
export interface FragmentationResult {
  readonly stream: string;
  /** Absent when every fragmentation gave the same. */
  readonly failure?: string;
}

const simulator = await startSimulator({ pace: 0 });

parentPort?.on('message', (provider: string) => void checkAll(provider));

async function checkAll(provider: string): Promise<void> {
  for (const stream of streamNames) {
    const failure = await check(provider, stream);
    parentPort?.postMessage({ stream, ...(failure === undefined ? {} : { failure }) } satisfies FragmentationResult);
  }
}

async function check(provider: string, stream: string): Promise<string | undefined> {
  const vendor = vendors.find(({ id }) => id === provider);
  if (vendor === undefined) return `unknown vendor ${provider}`;
  try {
    await checkFragmentations(vendor, simulator.url, stream);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
