import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { buildPrograms } from '../../support/buildPrograms.js';
import { projectFolder } from '../../support/projectFolder.js';
import type { FillOptions } from './programs/fill.js';

const folder = path.join(projectFolder, 'out', 'bench', 'storage');
const programs = [
  'fill',
  'writeMessages',
  'cachedFirstPage',
  'chatter',
  'listener',
  'holdHistory',
  'checkpointWindow',
  'streamAnswers',
  'idleWindow',
  'manyAnswers',
  'storageSteps',
  'daysOfUse',
  'parseExport',
  'importExport',
] as const;
const workers = ['nativeWorker', 'pollingWorker', 'countingWorker', 'meteredWorker'];
let built: Promise<void> | undefined;
const filled = new Map<string, Promise<string>>();

export type ProgramName = (typeof programs)[number];

/**
 * Runs one of the programs in a process of its own, which nothing else has used before, and gives what it answers. The
 * programs are built as SCOUT is; beside them lies the storage worker as it is shipped.
 */
export async function runProgram<Report>(name: ProgramName, options: object): Promise<Report> {
  await (built ??= buildAll());
  const child = spawn(process.execPath, [path.join(folder, `${name}.js`), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`The program ${name} ended with ${String(code)}.`);
  return JSON.parse(output) as Report;
}

/** A folder with a history of so many messages, and the same in the peer's files. Made once; not to be changed. */
export async function filledFolder(messages: number, hasPeers = true): Promise<string> {
  const name = `${hasPeers ? 'filled' : 'history'}-${messages}`;
  const made = filled.get(name) ?? fill(name, { messages, hasPeers });
  filled.set(name, made);
  return made;
}

/** A folder for data, on the disk where the project lies: temporary folders are often in memory. */
export async function freshFolder(name: string): Promise<string> {
  const fresh = path.join(folder, 'data', name);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  return fresh;
}

async function fill(name: string, options: Omit<FillOptions, 'folder'>): Promise<string> {
  const made = await freshFolder(name);
  await runProgram('fill', { folder: made, ...options } satisfies FillOptions);
  return made;
}

function buildAll(): Promise<void> {
  const sources = path.join(import.meta.dirname, 'programs');
  const own = [...programs, ...workers].map((name) => [name, path.join(sources, `${name}.ts`)]);
  return buildPrograms(folder, {
    ...Object.fromEntries(own),
    storageWorker: 'src/storage/worker/main.ts',
    imageWorker: 'src/storage/worker/image/main.ts',
    archiveWorker: 'src/archives/thread/main.ts',
  });
}
