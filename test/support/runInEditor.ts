/**
 * Runs test/integration in a real extension host: `node --import tsx test/support/runInEditor.ts <result file>`.
 * In a desktop VS Code where there is one and a display, in the served one otherwise.
 */
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { runTests } from '@vscode/test-electron';
import { endpoints } from '../../src/providers/endpoints.js';
import { findDesktopVsCode, hasDisplay } from './editor/desktopVsCode.js';
import { projectFolder } from './projectFolder.js';

const resultFile = path.resolve(process.argv[2] ?? 'out/results/integration.json');
const workFolder = mkdtempSync(path.join(tmpdir(), 'scout-integration-'));
const report = path.join(workFolder, 'report.txt');
const workspace = path.join(workFolder, 'workspace');
mkdirSync(workspace);
writeFileSync(report, '');

const ended = new AbortController();
const shown = showWhileItGrows(report, ended.signal);
const editorOutput: string[] = [];
const code = await runTests({
  ...editor(),
  extensionDevelopmentPath: projectFolder,
  extensionTestsPath: path.join(projectFolder, 'out', 'host', 'index.js'),
  launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(workFolder, 'data')}`],
  extensionTestsEnv: { ...withoutKeys(), SCOUT_TEST_REPORT: report, SCOUT_TEST_RESULT: resultFile },
  stdout: collect(editorOutput),
  stderr: collect(editorOutput),
}).catch(() => 1);
ended.abort();
await shown;
// The editor says much that is of interest only when something went wrong.
if (code !== 0) console.error(editorOutput.join('').trim().split('\n').slice(-60).join('\n'));
rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 });
process.exit(code);

function editor(): { readonly vscodeExecutablePath?: string } {
  const desktop = hasDisplay() ? findDesktopVsCode() : undefined;
  if (desktop) return { vscodeExecutablePath: desktop.executable };
  // Where a window can be shown, test-electron fetches a VS Code by itself.
  if (process.platform !== 'linux') return {};
  return { vscodeExecutablePath: path.join(projectFolder, 'test', 'support', 'served-vscode.mjs') };
}

/** No test may spend a person's money, or depend on it. */
function withoutKeys(): Record<string, undefined> {
  return Object.fromEntries(endpoints.flatMap(({ keyVariables }) => keyVariables).map((name) => [name, undefined]));
}

function collect(into: string[]): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      into.push(chunk.toString());
      done();
    },
  });
}

/** Prints what is added to a file until `stop`, and the rest then. */
async function showWhileItGrows(file: string, stop: AbortSignal): Promise<void> {
  for (let start = 0, last = false; !last;) {
    last = stop.aborted;
    const part = createReadStream(file, { start });
    part.pipe(process.stdout, { end: false });
    await finished(part);
    start += part.bytesRead;
    if (!last) await delay(200, undefined, { signal: stop }).catch(() => undefined);
  }
}
