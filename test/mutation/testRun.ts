import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TestResult } from './testResult.js';

/** Milliseconds; what runs longer hangs. Some tests say themselves that they may take three minutes. */
const testTimeoutMs = 60_000;
/** How long a process that was asked to end may take. */
const endTimeoutMs = 5_000;

export interface TestRun {
  /** The root of the copy that is tested. */
  readonly folder: string;
  /** Relative to it, in the order in which they are run. */
  readonly files: readonly string[];
  /** Whether to end with the first failure. */
  readonly bail: boolean;
  /** Milliseconds. */
  readonly limit: number;
  /** Whether what the process writes to its standard error is shown. */
  readonly showErrors?: boolean;
}

/** Resolves with the result; with `crashed` when the process ended without one, with `timed out` when it did not end. */
export async function runTests(run: TestRun): Promise<TestResult | 'crashed' | 'timed out'> {
  const { folder, files, bail, limit, showErrors = false } = run;
  const temporary = path.join(folder, 'out', 'tmp');
  const resultFile = path.join(folder, 'out', 'result.json');
  mkdirSync(temporary, { recursive: true });
  rmSync(resultFile, { force: true });
  const args = [resultFile, String(testTimeoutMs), bail ? 'bail' : 'all', ...files];
  // What a test leaves behind goes with the copy.
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/mutation/runTests.ts', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', showErrors ? 'inherit' : 'ignore'],
  });
  const stop = (): boolean => child.kill('SIGKILL');
  process.once('exit', stop);
  let isLate = false;
  const timers = [setTimeout(() => (isLate = child.kill('SIGTERM')), limit), setTimeout(stop, limit + endTimeoutMs)];
  await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  timers.forEach(clearTimeout);
  process.off('exit', stop);
  if (isLate) return 'timed out';
  return existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as TestResult) : 'crashed';
}
