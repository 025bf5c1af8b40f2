/**
 * Runs one suite in plain Node: `node --import tsx test/support/runInNode.ts <suite> <timeout in ms> <result file> [pattern …]`.
 * With patterns, relative to the project's folder, only the test files that match one; a pattern that matches none is an error.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { exitOnSignals } from './exitOnSignals.js';
import { projectFolder } from './projectFolder.js';
import { runSuite } from './runSuite.js';
import { registerVscodeStub } from './vscodeStub/registerHook.js';
import { resetVscodeStub } from './vscodeStub/vscodeStub.js';

exitOnSignals();
const [suite = '', timeout = '', resultFile = '', ...patterns] = process.argv.slice(2);
const all = globSync(`test/${suite}/**/*.test.{ts,tsx}`, { cwd: projectFolder }).sort();
for (const pattern of patterns.filter((candidate) => !all.some((file) => path.matchesGlob(file, candidate)))) {
  console.error(`No test file of the suite ${suite} matches ${pattern}.`);
  process.exit(1);
}
const chosen =
  patterns.length === 0 ? all : all.filter((file) => patterns.some((pattern) => path.matchesGlob(file, pattern)));
const usesStub = suite === 'unit' || suite === 'property';
if (usesStub) registerVscodeStub();
const failures = await runSuite({
  files: chosen.map((file) => path.join(projectFolder, file)),
  timeout: Number(timeout),
  resultFile,
  ...(usesStub ? { beforeEach: resetVscodeStub } : {}),
});
// What a test left open would keep the process, and with it everything that waits for it, alive.
process.exit(failures === 0 ? 0 : 1);
