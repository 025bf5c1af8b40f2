/**
 * Runs inside the extension host as an `extensionTestsPath`: activates one extension and writes VS Code's own
 * figures of it, from "Developer: Startup Performance", together with the memory of the host.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

export async function run() {
  const { SCOUT_BENCH_EXTENSION: id, SCOUT_BENCH_RESULT: file } = process.env;
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not there.`);
  await extension.activate();
  const memory = await settledMemory();
  const figures = figuresOf(id, await startupPerformance());
  writeFileSync(file, JSON.stringify({ ...figures, ...memory, vscode: vscode.version, node: process.version }));
}

/** What activation has started, such as timers and workers, gets a moment to be done. */
async function settledMemory() {
  await delay(3_000);
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

async function startupPerformance() {
  await vscode.commands.executeCommand('perfview.show');
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
    if (text.includes('Extension Activation Stats')) return text;
    await delay(100);
  }
  throw new Error('VS Code shows no figures of its start.');
}

/** From the row `| id | eager | load code | call activate | finish activate | event | by |`; milliseconds. */
function figuresOf(id, text) {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const heading = rows.find((cells) => cells.includes('Load Code'));
  const row = rows.find((cells) => cells.includes(id) && cells.length === heading?.length);
  if (!row) throw new Error(`VS Code has no figures of ${id}:\n${text}`);
  const figure = (name) => Number(row[heading.indexOf(name)]);
  return {
    loadCode: figure('Load Code'),
    callActivate: figure('Call Activate'),
    finishActivate: figure('Finish Activate'),
  };
}
