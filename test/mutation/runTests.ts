/**
 * Runs test files in this process and writes down what came of it: `node --import tsx test/mutation/runTests.ts <result file>
 * <timeout of one test in ms> <bail or all> <test files …>`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { exitOnSignals } from '../support/exitOnSignals.js';
import { loadTestFile } from '../support/runSuite.js';
import { registerVscodeStub } from '../support/vscodeStub/registerHook.js';
import { resetVscodeStub } from '../support/vscodeStub/vscodeStub.js';
import { limitMemory } from './limitMemory.js';
import type { TestResult } from './testResult.js';

exitOnSignals();
// Three times what all tests of the project take together.
limitMemory(6 * 1024 ** 3);
registerVscodeStub();
const [resultFile = '', timeout = '', mode = '', ...files] = process.argv.slice(2);
const failures: { file: string; title: string }[] = [];
const durations: Record<string, number> = {};
const fileOf = (test: Mocha.Runnable): string =>
  path.relative(process.cwd(), test.file ?? '').replaceAll(path.sep, '/');

const mocha = new Mocha({ ui: 'bdd', timeout: Number(timeout), bail: mode === 'bail', reporter: 'min' });
mocha.rootHooks({ beforeEach: resetVscodeStub });
for (const file of files) await loadTestFile(mocha, path.resolve(file));
const runner = mocha.run(() => {
  const result: TestResult = { failures, durations };
  writeFileSync(resultFile, JSON.stringify(result));
  // What a mutation left open must not keep the campaign waiting.
  process.exit(failures.length === 0 ? 0 : 1);
});
runner.on('test end', (test) => {
  durations[fileOf(test)] = (durations[fileOf(test)] ?? 0) + (test.duration ?? 0);
});
runner.on('fail', (test) => failures.push({ file: fileOf(test), title: test.fullTitle() }));
