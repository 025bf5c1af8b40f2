import Mocha from 'mocha';
import { ResultReporter } from './resultReporter.js';

export interface Suite {
  /** Absolute paths of the test files. */
  readonly files: readonly string[];
  /** Of one test, in milliseconds. */
  readonly timeout: number;
  /** Where the figures go, as JSON. */
  readonly resultFile: string;
}

/** Runs tests in this process and resolves with the number of failures. A stray `.only` is a failure. */
export async function runSuite({ files, timeout, resultFile }: Suite): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout, forbidOnly: true, reporter: ResultReporter, reporterOptions: { resultFile } });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    mocha.run(resolve);
  });
}
