import { appendFileSync, globSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import Mocha from 'mocha';
import { plantedErrorMark } from '../support/editor/scoutErrors.js';
import { runSuite } from '../support/runSuite.js';

/**
 * VS Code calls this inside the extension host: it runs every test of this folder. The report goes to the
 * file named by `SCOUT_TEST_REPORT`, the figures to `SCOUT_TEST_RESULT`. Rejects when a test failed.
 */
export async function run(): Promise<void> {
  const { SCOUT_TEST_REPORT: report = '', SCOUT_TEST_RESULT: resultFile = '' } = process.env;
  // The host's console arrives elsewhere in pieces; the test runner shows this file while it grows.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => appendFileSync(report, `${format(...parts)}\n`);
  const consoleErrors = watchConsole();
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = globSync('**/*.test.js', { cwd: folder })
    .sort()
    .map((file) => `${folder}${file}`);
  const failures = await runSuite({ files, timeout: 60_000, resultFile });
  // The host waits a second before it calls a rejected promise unhandled.
  await delay(1_500);
  const written = consoleErrors.filter((text) => !text.includes(plantedErrorMark));
  if (written.length > 0) {
    const complaint = `Errors on the console of the extension host:\n${written.join('\n')}\n`;
    appendFileSync(report, complaint);
    throw new Error(complaint);
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Nothing that runs here has a reason to write an error to the console: collects those that are written. */
function watchConsole(): readonly string[] {
  const texts: string[] = [];
  const original = console.error.bind(console);
  // The host guards its console against plain assignment.
  Object.defineProperty(console, 'error', {
    configurable: true,
    value: (...parts: unknown[]) => {
      texts.push(format(...parts));
      original(...parts);
    },
  });
  return texts;
}
