import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RoundResult } from './runRound.js';

/** What was counted over one version of the engine. */
export interface Totals {
  /** Of everything in `src/storage`: another one means another engine. */
  readonly engine: string;
  /** Where the work began, for people. */
  readonly commit: string;
  readonly rounds: number;
  readonly milliseconds: number;
  readonly counts: RoundResult;
}

/** What `--resume` goes on from. */
export interface CrashTestState {
  readonly seed: number;
  /** Rounds run with this seed, over all versions; the next one's number. */
  readonly rounds: number;
  /** The latest version last. */
  readonly totals: readonly Totals[];
}

/** What must be zero. */
export const faults = [
  'lost',
  'duplicated',
  'torn',
  'wrong',
  'resurrected',
  'outdated',
  'unseen',
  'disagreements',
  'complaints',
] as const satisfies readonly (keyof RoundResult)[];

export function hasFaults(counts: RoundResult): boolean {
  return faults.some((fault) => counts[fault] > 0) || counts.acknowledged === 0;
}

/** @throws SyntaxError when the file is none of ours. */
export function readState(file: string): CrashTestState | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CrashTestState) : undefined;
}

/** Whole or not at all, also when this is interrupted. */
export function writeState(file: string, state: CrashTestState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(state, undefined, 2)}\n`);
  renameSync(`${file}.tmp`, file);
}

/** The state after one more round. */
export function addRound(
  state: CrashTestState,
  engine: Pick<Totals, 'engine' | 'commit'>,
  result: RoundResult,
  milliseconds: number,
): CrashTestState {
  const last = state.totals.at(-1);
  const before = last?.engine === engine.engine ? last : undefined;
  const counts = Object.fromEntries(
    Object.entries(result).map(([name, count]) => [
      name,
      (before?.counts[name as keyof RoundResult] ?? 0) + Number(count),
    ]),
  ) as unknown as RoundResult;
  const sum = {
    ...engine,
    rounds: (before?.rounds ?? 0) + 1,
    milliseconds: (before?.milliseconds ?? 0) + milliseconds,
    counts,
  };
  return {
    ...state,
    rounds: state.rounds + 1,
    totals: [...(before === undefined ? state.totals : state.totals.slice(0, -1)), sum],
  };
}

/** Which engine is under test. */
export function engineVersion(projectFolder: string): Pick<Totals, 'engine' | 'commit'> {
  const hash = createHash('sha256');
  for (const file of globSync('src/storage/**/*.ts', { cwd: projectFolder }).sort())
    hash.update(readFileSync(path.join(projectFolder, file)));
  return { engine: hash.digest('hex').slice(0, 12), commit: commitOf(projectFolder) };
}

function commitOf(projectFolder: string): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%h', '--', 'src/storage'], {
      cwd: projectFolder,
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'unknown';
  }
}
