import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import Mocha from 'mocha';

export interface TestFailure {
  /** With those of the suites around it. */
  readonly title: string;
  /** With its stack; cut after `longestReason` characters. */
  readonly reason: string;
}

const longestReason = 4_000;

/** What became of one suite of tests, for the sum over all of them. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  readonly failures: readonly TestFailure[];
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
        failures: this.failures.map((test) => ({ title: test.fullTitle(), reason: reasonOf(test.err) })),
      };
      mkdirSync(path.dirname(resultFile), { recursive: true });
      writeFileSync(resultFile, JSON.stringify(result, null, 2));
    });
  }
}

/** With what caused it. */
function reasonOf(error: Error | undefined): string {
  return inspect(error).slice(0, longestReason);
}
