import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { logHolding } from './support/scoutLog.js';

/** Waits until `find` finds something. */
async function eventually<T>(find: () => T | undefined, what: string): Promise<T> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const found = find();
    if (found !== undefined) return found;
    await delay(100);
  }
  return assert.fail(`${what}; open: ${vscode.workspace.textDocuments.map(({ uri }) => uri.toString()).join(', ')}`);
}

/** Runs the command and gives back the report, once it is one that `holds`. */
async function showReport(holds: RegExp): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('scout.showMemoryReport');
  return eventually(
    () =>
      vscode.workspace.textDocuments.find(
        (document) => document.uri.scheme === 'scout-memory' && holds.test(document.getText()),
      ),
    `a report that holds ${String(holds)}`,
  );
}

/** The profiles that are open, as text or, where the editor knows such files, as a table. */
function openProfiles(): readonly vscode.Uri[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs.map(({ input }) => input))
    .filter((input) => input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom)
    .map(({ uri }) => uri)
    .filter(({ path: file }) => file.endsWith('.heapprofile'));
}

/** Whether V8 samples at this moment, whoever asked for it; ends the sampling. */
async function endsSampling(): Promise<boolean> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.stopSampling');
    return true;
  } catch {
    return false;
  } finally {
    session.disconnect();
  }
}

/** Replaces what asks a person while `run` runs: nobody is there to answer. */
async function answering(answers: Partial<typeof vscode.window>, run: () => Thenable<unknown>): Promise<void> {
  const original = { ...vscode.window };
  Object.assign(vscode.window, answers);
  try {
    await run();
  } finally {
    for (const name of Object.keys(answers) as (keyof typeof vscode.window)[]) {
      Object.defineProperty(vscode.window, name, {
        value: original[name],
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
  }
}

describe('the memory commands', () => {
  before(() => vscode.extensions.getExtension('scout.scout-chat')!.activate());

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  describe('the memory report', () => {
    it('is a document nobody can edit, with the process now and at the start, and V8’s heap', async () => {
      const report = await showReport(/SCOUT memory report/u);
      assert.equal(vscode.window.activeTextEditor?.document, report);
      assert.match(report.getText(), /\| Resident set +\| +[\d.]+ MiB \| +[\d.]+ MiB \| +[-+][\d.]+ [KM]?i?B \|/u);
      assert.match(report.getText(), /## V8 heap\n\n.*\| Heap limit +\| +\d+\.\d MiB \|/su);
      await vscode.commands.executeCommand('type', { text: 'scribble' });
      assert.equal(report.isDirty, false);
      assert.doesNotMatch(report.getText(), /scribble/u);
    });

    it('shows the databases that are open, the loaded modules and the open views', async () => {
      await vscode.commands.executeCommand('scout.openChat');
      await logHolding(/Opened the chat history database/u);
      const text = (await showReport(/Chat history database/u)).getText();
      assert.match(text, /\| User database +\| +[\d.]+ [KM]iB +\| +[\d.]+ [KM]?i?B +\| [a-z_]+: \d+/u);
      assert.match(text, /\| Chat history database +\|.*messages: \d+/u);
      assert.match(text, /\| Open views +\| +[1-9]\d* \|/u);
      assert.match(text, /\| Chats in memory +\| +\d+ \|/u);
    });

    it('shows a task while it runs, and no longer than that', async () => {
      const asked = Promise.withResolvers<ServerResponse>();
      const server = createServer((_request, response) => asked.resolve(response));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const settings = vscode.workspace.getConfiguration('scout');
      process.env['OPENAI_API_KEY'] = 'simulator';
      try {
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
        await settings.update('openai.baseUrl', address, vscode.ConfigurationTarget.Global);
        const test = vscode.commands.executeCommand('scout.testConnection');
        const response = await asked.promise;
        await showReport(/\| connection test for OpenAI +\| +\d+ \| Running\./u);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: [] }));
        await test;
        const text = (await showReport(/## Running tasks\n\nNone\./u)).getText();
        assert.match(text, /## Loaded provider modules\n\n(- .+\n)*- OpenAI\n/u);
      } finally {
        delete process.env['OPENAI_API_KEY'];
        await settings.update('openai.baseUrl', undefined, vscode.ConfigurationTarget.Global);
        server.closeAllConnections();
        server.close();
      }
    });
  });

  describe('memory tracing', () => {
    it('opens a profile of what was allocated since, below the folder of the logs', async () => {
      await vscode.commands.executeCommand('scout.startMemoryTracing');
      await showReport(/## Memory tracing\n\nRunning\./u);
      const held = Array.from({ length: 200_000 }, (_, index) => ({ index, text: `object ${index}` }));
      await vscode.commands.executeCommand('scout.stopMemoryTracing');
      const file = await eventually(() => openProfiles()[0], 'the profile is open');
      assert.ok(held.length > 0);
      assert.match(file.path, /\/logs\/.*scout\.scout-chat\/memory-[^/]+\.heapprofile$/u);
      const profile = JSON.parse(readFileSync(file.fsPath, 'utf8')) as { head: object; samples: readonly object[] };
      assert.ok(profile.samples.length > 10);
      assert.match(JSON.stringify(profile.head), /"functionName"/u);
      assert.equal(await endsSampling(), false, 'nothing samples any more');
      await showReport(/## Memory tracing\n\nNot running\./u);
    });

    it('goes on when it is started again, and is not disturbed by a stop too many', async () => {
      await vscode.commands.executeCommand('scout.stopMemoryTracing');
      assert.deepEqual(openProfiles(), []);
      await vscode.commands.executeCommand('scout.startMemoryTracing');
      await vscode.commands.executeCommand('scout.startMemoryTracing');
      await vscode.commands.executeCommand('scout.stopMemoryTracing');
      await vscode.commands.executeCommand('scout.stopMemoryTracing');
      await eventually(() => openProfiles()[0], 'the profile is open');
      assert.equal(openProfiles().length, 1);
    });
  });

  describe('the heap snapshot', () => {
    let folder: string;
    let file: vscode.Uri;

    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'scout-snapshot-'));
      file = vscode.Uri.file(path.join(folder, 'chosen.heapsnapshot'));
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const save = (): Thenable<unknown> => vscode.commands.executeCommand('scout.saveHeapSnapshot');

    it('is not written, and no file asked for, when the warning is declined', async () => {
      const warnings: unknown[] = [];
      let asked = false;
      await answering(
        {
          showWarningMessage: (...parameters: unknown[]) => Promise.resolve(void warnings.push(parameters)),
          showSaveDialog: () => Promise.resolve(void (asked = true)),
        },
        save,
      );
      assert.equal(warnings.length, 1);
      assert.match(JSON.stringify(warnings), /"modal":true.*secrets of your other extensions.*pause/u);
      assert.equal(asked, false);
    });

    it('is written where the user says, for the owner alone, and the user is shown where it is', async () => {
      writeFileSync(file.fsPath, 'an older file', { mode: 0o644 });
      let suggested: vscode.Uri | undefined;
      const messages: unknown[][] = [];
      await answering(
        {
          showWarningMessage: (_text: string, _options: unknown, ...buttons: unknown[]) =>
            Promise.resolve(buttons[0] as never),
          showSaveDialog: (options) => {
            suggested = options?.defaultUri;
            return Promise.resolve(file);
          },
          showInformationMessage: (...parameters: unknown[]) => Promise.resolve(void messages.push(parameters)),
        },
        save,
      );
      assert.match(suggested?.path ?? '', /\.heapsnapshot$/u);
      const snapshot = JSON.parse(readFileSync(file.fsPath, 'utf8')) as {
        nodes: readonly number[];
        strings: readonly string[];
      };
      assert.ok(snapshot.nodes.length > 0 && snapshot.strings.includes('scout.memoryTracing'));
      if (process.platform !== 'win32') assert.equal(statSync(file.fsPath).mode & 0o777, 0o600);
      const canReveal = (await vscode.commands.getCommands(true)).includes('revealFileInOS');
      assert.deepEqual(messages, [[`Heap snapshot saved to ${file.fsPath}`, ...(canReveal ? ['Show in Folder'] : [])]]);
    });

    it('that cannot be written is an error like any other', async () => {
      const errors: unknown[] = [];
      await answering(
        {
          showWarningMessage: (_text: string, _options: unknown, ...buttons: unknown[]) =>
            Promise.resolve(buttons[0] as never),
          showSaveDialog: () => Promise.resolve(vscode.Uri.file(path.join(folder, 'missing', 'chosen.heapsnapshot'))),
          showErrorMessage: (text: string) => Promise.resolve(void errors.push(text)),
        },
        save,
      );
      assert.match(errors.join(), /^The heap snapshot could not be saved to .*chosen\.heapsnapshot/u);
      await logHolding(/A command failed.*could not be saved/su);
    });
  });
});
