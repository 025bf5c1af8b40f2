/** Imports an export into a history, through the threads of the import and of the storage, as the extension host does. */
import path from 'node:path';
import { runArchiveJob } from '../../../../src/archives/runArchiveJob.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface ImportOptions {
  readonly folder: string;
  readonly file: string;
}

export interface ImportFigures {
  readonly added: number;
  readonly unchanged: number;
  readonly messages: number;
  /** From the first byte read to the report, in milliseconds. */
  readonly elapsedMs: number;
  /** Of all threads in that time, in milliseconds; and of the main thread alone. */
  readonly cpuMs: number;
  readonly hostCpuMs: number;
  /** The resident set at its largest, above what it was before, in bytes. */
  readonly peakBytes: number;
  /** For how long the main thread took no timer at most; and how much CPU it used in such a time at most: the rest is other processes. */
  readonly lagMs: number;
  readonly lagCpuMs: number;
}

const intervalMs = 5;
const { folder, file } = readOptions<ImportOptions>();
const storage = openStorage(folder);
await storage.history.conversations({}, 1);
const before = process.memoryUsage.rss();
const [begin, hostBegin, startedAt] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
const lag = watchLag();
const { added, unchanged, messages, outcome, problemCount } = await runArchiveJob(
  'import',
  { inputs: [{ kind: 'path', path: file }], restoresDeleted: false },
  { workerFile: path.join(import.meta.dirname, 'archiveWorker.js'), history: storage.history },
  new AbortController().signal,
  () => undefined,
);
if (outcome !== 'complete' || problemCount > 0) throw new Error(`The import is ${outcome}, ${problemCount} problems.`);
const elapsedMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(begin);
const host = process.threadCpuUsage(hostBegin);
const figures = {
  added,
  unchanged,
  messages,
  elapsedMs,
  cpuMs: (user + system) / 1_000,
  hostCpuMs: (host.user + host.system) / 1_000,
  peakBytes: process.resourceUsage().maxRSS * 1_024 - before,
  ...lag(),
} satisfies ImportFigures;
await storage.closeHistory();
await storage.closeUsers();
answer(figures);

/** Gives the longest lag since it was called. */
function watchLag(): () => Pick<ImportFigures, 'lagMs' | 'lagCpuMs'> {
  let [at, cpu, lagMs, lagCpuMs] = [performance.now(), process.threadCpuUsage(), 0, 0];
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(cpu);
    lagMs = Math.max(lagMs, performance.now() - at - intervalMs);
    lagCpuMs = Math.max(lagCpuMs, (used.user + used.system) / 1_000);
    [at, cpu] = [performance.now(), process.threadCpuUsage()];
  }, intervalMs);
  return () => {
    clearInterval(timer);
    return { lagMs, lagCpuMs };
  };
}
