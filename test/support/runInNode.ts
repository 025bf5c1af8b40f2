/** Runs one suite in plain Node: `node --import tsx test/support/runInNode.ts <suite> <timeout in ms> <result file>`. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { exitOnSignals } from './exitOnSignals.js';
import { projectFolder } from './projectFolder.js';
import { runSuite } from './runSuite.js';

exitOnSignals();
const [suite = '', timeout = '', resultFile = ''] = process.argv.slice(2);
const files = globSync(`test/${suite}/**/*.test.{ts,tsx}`, { cwd: projectFolder })
  .sort()
  .map((file) => path.join(projectFolder, file));
const failures = await runSuite({ files, timeout: Number(timeout), resultFile });
// What a test left open would keep the process, and with it everything that waits for it, alive.
process.exit(failures === 0 ? 0 : 1);
