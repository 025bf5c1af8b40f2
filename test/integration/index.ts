import { appendFileSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import Mocha from 'mocha';
import { runSuite } from '../support/runSuite.js';

/**
 * VS Code calls this inside the extension host: it runs every test of this folder. The report goes to the
 * file named by `SCOUT_TEST_REPORT`, the figures to `SCOUT_TEST_RESULT`. Rejects when a test failed.
 */
export async function run(): Promise<void> {
  const { SCOUT_TEST_REPORT: report = '', SCOUT_TEST_RESULT: resultFile = '' } = process.env;
  // The host's console arrives elsewhere in pieces; the test runner shows this file while it grows.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => appendFileSync(report, `${format(...parts)}\n`);
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = globSync('**/*.test.js', { cwd: folder })
    .sort()
    .map((file) => `${folder}${file}`);
  const failures = await runSuite({ files, timeout: 60_000, resultFile });
  if (failures > 0) throw new Error(`${failures} failed`);
}
