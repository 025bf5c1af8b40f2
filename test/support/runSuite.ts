import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { ResultReporter } from './resultReporter.js';

export interface Suite {
  /** Absolute paths of the test files. */
  readonly files: readonly string[];
  /** Of one test, in milliseconds. */
  readonly timeout: number;
  /** Where the figures go, as JSON. */
  readonly resultFile: string;
  /** Runs before every test, ahead of the test files' own hooks. */
  readonly beforeEach?: () => void;
}

/** Runs tests in this process and resolves with the number of failures. A stray `.only` is a failure. */
export async function runSuite({ files, timeout, resultFile, beforeEach }: Suite): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout,
    forbidOnly: true,
    reporter: ResultReporter,
    reporterOptions: { resultFile },
  });
  if (beforeEach !== undefined) mocha.rootHooks({ beforeEach });
  for (const file of files) await loadTestFile(mocha, file);
  return new Promise((resolve) => {
    mocha.run(resolve);
  });
}

/**
 * Mocha itself would load test files with `require`. Under tsx that makes a second copy of every module
 * that is also reached by a dynamic import, and an error of one copy is no instance of the other's class.
 */
export async function loadTestFile(mocha: Mocha, file: string): Promise<void> {
  const { EVENT_FILE_PRE_REQUIRE, EVENT_FILE_REQUIRE, EVENT_FILE_POST_REQUIRE } = Mocha.Suite.constants;
  mocha.suite.emit(EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
  const module: unknown = await import(pathToFileURL(file).href);
  mocha.suite.emit(EVENT_FILE_REQUIRE, module, file, mocha);
  mocha.suite.emit(EVENT_FILE_POST_REQUIRE, globalThis, file, mocha);
}
