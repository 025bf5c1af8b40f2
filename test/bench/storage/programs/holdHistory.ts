/** Holds a history in memory, in a thread as SCOUT does, and writes a snapshot of it, while the process looks at its own size. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openHistory } from './openHistory.js';
import { answer, readOptions } from './program.js';

export interface HoldOptions {
  readonly folder: string;
}

/** Bytes. */
export interface HoldFigures {
  /** The database as SQLite counts it. */
  readonly database: number;
  /** Resident, some seconds after the history was opened, beyond what the process had with a thread that holds nothing. */
  readonly open: number;
  /** The same at the highest point while it was opened, and while the checkpoint was made. */
  readonly openingPeak: number;
  readonly checkpointPeak: number;
  /** The same some seconds after the checkpoint. */
  readonly afterCheckpoint: number;
  /** WebAssembly's memory, which never shrinks, with the history open and after the checkpoint. The tables are not in it. */
  readonly wasm: number;
  readonly wasmAfterCheckpoint: number;
}

/** What the thread reports after each step. */
interface Step {
  readonly database: number;
  readonly wasm: number;
}

if (isMainThread) await watch(readOptions<HoldOptions>());
else await hold(workerData as HoldOptions);

async function watch(options: HoldOptions): Promise<void> {
  const thread = new Worker(new URL(import.meta.url), { workerData: options });
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 1);
  await once(thread, 'message');
  await pause(1_000);
  const before = process.memoryUsage.rss();
  const step = async (): Promise<Step & { readonly peak: number; readonly rest: number }> => {
    peak = 0;
    thread.postMessage('go on');
    const [step] = (await once(thread, 'message')) as [Step];
    const reached = peak - before;
    await pause(5_000);
    return { ...step, peak: reached, rest: process.memoryUsage.rss() - before };
  };
  const opened = await step();
  const checkpointed = await step();
  clearInterval(sampling);
  answer({
    database: opened.database,
    open: opened.rest,
    openingPeak: opened.peak,
    checkpointPeak: checkpointed.peak,
    afterCheckpoint: checkpointed.rest,
    wasm: opened.wasm,
    wasmAfterCheckpoint: checkpointed.wasm,
  } satisfies HoldFigures);
}

async function hold({ folder }: HoldOptions): Promise<void> {
  const port = parentPort!;
  const memory = catchMemory();
  const { database, checkpoint } = await openHistory(folder);
  const reportStep = (): void =>
    port.postMessage({ database: database.open().sql.size, wasm: memory() } satisfies Step);
  const steps = [
    () => {
      database.query('conversations', [{}, 200]);
    },
    () => checkpoint(),
  ];
  port.on('message', () => {
    steps.shift()?.();
    reportStep();
  });
  port.postMessage('ready');
}

/** What is used of WebAssembly's interface, which Node's types do not have. */
interface Wasm {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
  readonly Memory: new (...parameters: never[]) => { readonly buffer: ArrayBuffer };
}

/** sql.js keeps its memory to itself: this looks over its shoulder. Gives its size in bytes. */
function catchMemory(): () => number {
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: Wasm };
  const instantiate = wasm.instantiate.bind(wasm);
  let size = (): number => NaN;
  wasm.instantiate = async (bytes, imports) => {
    const result = await instantiate(bytes, imports);
    for (const value of Object.values(result.instance.exports))
      if (value instanceof wasm.Memory) size = () => value.buffer.byteLength;
    return result;
  };
  return () => size();
}
