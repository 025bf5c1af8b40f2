import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What SCOUT's output channel holds, as the editor shows it. */
export async function scoutLog(): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    // An editor that has only just started may forget the first request.
    if (attempt % 10 === 0) await vscode.commands.executeCommand('scout.showLog');
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'output' && uri.path.includes('SCOUT'),
    );
    if (document !== undefined && document.getText() !== '') return document.getText();
    await delay(100);
  }
  throw new Error('The output channel stays empty.');
}

/** Waits until the log holds such a line, and gives back the whole log. */
export async function logHolding(pattern: RegExp): Promise<string> {
  let text = '';
  for (let attempt = 0; attempt < 100; attempt += 1) {
    text = await scoutLog();
    if (pattern.test(text)) return text;
    await delay(100);
  }
  return assert.fail(`No line like ${String(pattern)} in the log:\n${text}`);
}
