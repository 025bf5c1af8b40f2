import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import esbuild from 'esbuild';
import { silentLogger } from '../../src/core/logger.js';
import { textOf } from '../../src/core/message.js';
import type { StoredMessage } from '../../src/storage/chatHistory.js';
import { createStorage } from '../../src/storage/storage.js';
import { ANSWERS, CONVERSATION, messageOf, MESSAGES_PER_TRANSACTION } from './transactions.js';

export interface TortureOptions {
  /** An empty folder. */
  readonly folder: string;
  /** How many processes to kill, over all writers. */
  readonly kills: number;
  /** How many processes write into the same folder at once. */
  readonly writers: number;
  readonly seed: number;
}

export interface TortureResult {
  readonly kills: number;
  /** Transactions and deltas reported as saved before a kill. */
  readonly acknowledged: number;
  /** Those found afterwards; more than acknowledged, since a kill can fall between saving and reporting. */
  readonly found: number;
  /** Acknowledged and not found. */
  readonly lost: number;
  /** Messages or deltas found more than once. */
  readonly duplicated: number;
  /** Transactions of which only some messages were found. */
  readonly torn: number;
  /** Messages whose content, or answers whose order or status, is not what was saved. */
  readonly wrong: number;
  /** What storage said about the files it found. */
  readonly warnings: number;
}

interface Programs {
  readonly writer: string;
  readonly worker: string;
  readonly sqlJs: string;
}

/** Kills writers with SIGKILL at random instants, then reopens what they left and compares. */
export async function runTorture({ folder, kills, writers, seed }: TortureOptions): Promise<TortureResult> {
  const programs = await buildPrograms(path.join(folder, 'programs'));
  const directory = path.join(folder, 'storage');
  const acknowledged = new Set<string>();
  let killed = 0;

  async function writeAndDie(lane: number): Promise<void> {
    const random = randomNumbers(seed * 1_000 + lane);
    while (killed < kills) {
      const name = `k${killed++}`;
      const writer = spawn(process.execPath, [programs.writer, directory, name, programs.worker, programs.sqlJs], { stdio: ['ignore', 'pipe', 'inherit'] });
      const report = collectLines(writer, (line) => acknowledged.add(line));
      // One in five dies while it starts and reads what the others left; the rest while they write.
      if (random() < 0.2) await delay(random() * 250);
      else await Promise.race([once(writer.stdout, 'data').then(() => delay(random() * 250)), once(writer, 'exit')]);
      if (writer.exitCode !== null) throw new Error(`A writer ended by itself with code ${writer.exitCode}.`);
      writer.kill('SIGKILL');
      await report;
    }
  }

  await Promise.all(Array.from({ length: writers }, (_, lane) => writeAndDie(lane)));
  return { kills: killed, ...(await inspect(directory, programs, acknowledged)) };
}

async function inspect(directory: string, programs: Programs, acknowledged: ReadonlySet<string>): Promise<Omit<TortureResult, 'kills'>> {
  const storage = createStorage({ directory, workerFile: programs.worker, sqlJsDirectory: programs.sqlJs, logger: silentLogger });
  const messages = await storage.history.messages(CONVERSATION);
  const answers = await storage.history.messages(ANSWERS);
  const warnings = storage.health.warnings.length;
  await storage.closeUsers();
  await storage.closeHistory();

  const transactions = new Map<string, Set<string>>();
  for (const { id } of messages) {
    const transaction = id.split('/')[0]!;
    transactions.set(transaction, (transactions.get(transaction) ?? new Set<string>()).add(id));
  }
  const deltas = answers.flatMap(({ id, parts }) => textOf(parts).split(' ').slice(0, -1).map((number) => `${id}#${number}`));
  const found = new Set([...transactions.keys(), ...deltas]);
  const all = [...messages.map(({ id }) => id), ...deltas];
  return {
    acknowledged: acknowledged.size,
    found: found.size,
    lost: [...acknowledged].filter((change) => !found.has(change)).length,
    duplicated: all.length - new Set(all).size,
    torn: [...transactions.values()].filter(({ size }) => size !== MESSAGES_PER_TRANSACTION).length,
    wrong: messages.filter((message) => !isDeepStrictEqual(message, messageOf(message.id))).length + answers.filter(isOutOfOrder).length,
    warnings,
  };
}

/** An answer's deltas count from 0 without a gap, and its writer is dead. */
function isOutOfOrder({ parts, status }: StoredMessage): boolean {
  const numbers = textOf(parts).split(' ').slice(0, -1);
  return status !== 'interrupted' || numbers.some((number, index) => number !== String(index));
}

/** The writer and the worker as SCOUT builds them: they start in a tenth of the time the sources would take. */
async function buildPrograms(folder: string): Promise<Programs> {
  await mkdir(folder, { recursive: true });
  await esbuild.build({
    entryPoints: { writer: 'test/crash/tortureWriter.ts', worker: 'src/storage/worker/main.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'warning',
  });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await copyFile('node_modules/sql.js/dist/sql-wasm.js', path.join(folder, 'sql-wasm.cjs'));
  await copyFile('node_modules/sql.js/dist/sql-wasm.wasm', path.join(folder, 'sql-wasm.wasm'));
  return { writer: path.join(folder, 'writer.js'), worker: path.join(folder, 'worker.js'), sqlJs: folder };
}

/** Resolves when the process has ended and everything it wrote has been read. A last line without its end does not count. */
async function collectLines(child: ChildProcess, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop()!;
    lines.forEach(onLine);
  });
  await once(child, 'close');
}

/** Numbers in [0, 1) that depend on nothing but the seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
