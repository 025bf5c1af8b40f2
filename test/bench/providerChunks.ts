/**
 * What it costs to load each provider on first use: bytes of its chunks and CPU of their import in a process that has
 * imported something before. Beside it, in the same run, the leanest bundle of the vendor's SDK alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { VendorId } from '../../src/providers/provider.js';
import { vendors } from '../../src/providers/registry.js';
import { bundleBareSdk } from './bareSdks.js';
import { ChunkGraph, type Chunk } from './chunkGraph.js';
import { median } from './median.js';

export interface ChunkFigures {
  /** KiB, minified. */
  readonly size: number;
  /** Milliseconds of CPU, of all threads. */
  readonly cpu: number;
}

export interface ProviderChunkReport {
  readonly provider: VendorId;
  readonly rounds: number;
  readonly scout: ChunkFigures;
  /** KiB of `scout` that every provider needs: whoever is loaded second does not pay for them again. */
  readonly sharedSize: number;
  readonly bareSdk: ChunkFigures;
  /** The leanest import of the SDK when the SDKs were chosen: its size holds anywhere, its CPU only on that machine. */
  readonly reference: ChunkFigures;
  /** SCOUT's size over the reference. */
  readonly sizeRatio: number;
  /** SCOUT's CPU over that of the bare SDK in this run. */
  readonly cpuRatio: number;
}

const openaiReference = { size: 385, cpu: 28 };
const references: Readonly<Record<VendorId, ChunkFigures>> = {
  openai: openaiReference,
  compatible: openaiReference,
  anthropic: { size: 125, cpu: 17 },
  google: { size: 402, cpu: 23 },
  mistral: { size: 180, cpu: 58 },
  huggingface: { size: 67, cpu: 11 },
};

/** Beforehand the process does what the extension host did long ago: it loads modules, and Node's own `fetch`, which is lazy. */
const measuringScript = `
  await import('data:text/javascript,export const warm = true');
  await (await fetch('data:text/plain,warm')).text();
  const [chunk, ...loadedBefore] = process.argv.slice(1);
  for (const file of loadedBefore) await import(file);
  const before = process.cpuUsage();
  await import(chunk);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1000));
`;

/** Needs a finished build in dist. */
export async function measureProviderChunks(rounds: number): Promise<readonly ProviderChunkReport[]> {
  const graph = await ChunkGraph.read();
  const sharedSize = graph.sharedBytes(vendors.map(({ id }) => id)) / 1024;
  const reports: ProviderChunkReport[] = [];
  for (const { id } of vendors) {
    const [ours, bare] = [graph.find(id), await bundleBareSdk(id)];
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.ours.push(await importCpu(ours));
      times.bare.push(await importCpu(bare));
    }
    const scout = { size: ours.bytes / 1024, cpu: median(times.ours) };
    const bareSdk = { size: bare.bytes / 1024, cpu: median(times.bare) };
    reports.push({
      provider: id,
      rounds,
      scout,
      sharedSize,
      bareSdk,
      reference: references[id],
      sizeRatio: scout.size / references[id].size,
      cpuRatio: scout.cpu / bareSdk.cpu,
    });
  }
  return reports;
}

async function importCpu({ file, loadedBefore }: Chunk): Promise<number> {
  const addresses = [file, ...loadedBefore].map((module) => pathToFileURL(module).href);
  const child = spawn(process.execPath, ['--input-type=module', '--eval', measuringScript, ...addresses], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`${file} could not be imported.`);
  return Number(output);
}
