import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What became of one suite of tests, for the sum over all of them. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** Full titles. */
  readonly failures: readonly string[];
}

/** Mocha's usual report, and the figures in a file when the last test has ended. */
export class ResultReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { resultFile } = options.reporterOptions as { readonly resultFile: string };
    runner.once('end', () => {
      const result: SuiteResult = {
        passed: this.stats.passes,
        failed: this.stats.failures,
        pending: this.stats.pending,
        failures: this.failures.map((test) => test.fullTitle()),
      };
      mkdirSync(path.dirname(resultFile), { recursive: true });
      writeFileSync(resultFile, JSON.stringify(result, null, 2));
    });
  }
}
