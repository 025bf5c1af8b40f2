import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import timers from 'node:timers/promises';
import v8 from 'node:v8';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import { saveHeapSnapshot } from '../../../../src/vscode/diagnostics/memorySnapshot.js';
import { recordingLogger, type RecordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { shownMessages } from '../support/shownMessages.js';

const question = 'warning: Save a heap snapshot? [Save Heap Snapshot]';

describe('saveHeapSnapshot', () => {
  let folder: string;
  let file: vscode.Uri;
  let logger: RecordingLogger;
  /** What happened between the choice of the file and the end, in order. */
  let steps: string[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'scout-snapshot-'));
    file = vscode.Uri.file(path.join(folder, 'host.heapsnapshot'));
    logger = recordingLogger();
    steps = [];
    const isShown = (): string => (vscodeStub.progress.shown[0]?.isRunning === true ? 'notified' : 'silent');
    // The heap of the whole test process would take seconds. Node, too, throws the system's error.
    mock.method(v8, 'writeHeapSnapshot', (name: string) => {
      steps.push(`write, ${isShown()}, ${existsSync(name) ? 'over a file' : 'as a new file'}`);
      writeFileSync(name, 'snapshot');
      return name;
    });
    mock.method(timers, 'setTimeout', () => {
      steps.push(`wait, ${isShown()}`);
      return Promise.resolve();
    });
    syncBuiltinESMExports();
  });

  afterEach(() => {
    mock.restoreAll();
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Agrees, and chooses the file. */
  async function save(chosen = file): Promise<void> {
    vscodeStub.messages.answer('Save Heap Snapshot');
    vscodeStub.fileDialogs.answer(chosen);
    await saveHeapSnapshot(logger);
  }

  it('warns first, in a way that cannot be overlooked, of the secrets in it and of the pause', async () => {
    vscodeStub.messages.dismiss();
    await saveHeapSnapshot(logger);
    assert.deepEqual(shownMessages(), [question]);
    const { modal, detail = '' } = vscodeStub.messages.shown[0]!;
    assert.equal(modal, true);
    assert.match(detail, /your chats and API keys, and the secrets of your other extensions/u);
    assert.match(detail, /All extensions pause while it is written/u);
    assert.deepEqual([vscodeStub.fileDialogs.saved, steps, logger.lines], [[], [], []]);
  });

  it('proposes a file in the home folder, not among the logs', async () => {
    vscodeStub.messages.answer('Save Heap Snapshot');
    vscodeStub.fileDialogs.dismiss();
    await saveHeapSnapshot(logger);
    const [{ title, defaultUri, filters } = {}] = vscodeStub.fileDialogs.saved;
    assert.equal(title, 'Save Heap Snapshot');
    assert.equal(path.dirname(defaultUri!.fsPath), vscode.Uri.file(os.homedir()).fsPath);
    assert.match(path.basename(defaultUri!.fsPath), /^extension-host-\d{4}-\d\d-\d\dT[\d-]+Z\.heapsnapshot$/u);
    assert.deepEqual(filters, { 'Heap snapshots': ['heapsnapshot'] });
    assert.deepEqual([shownMessages(), steps, readdirSync(folder)], [[question], [], []], 'the dialog was closed');
  });

  it('writes the snapshot where it was told to, after the window could say that extensions pause', async () => {
    await save();
    assert.deepEqual(steps, ['wait, notified', 'write, notified, as a new file']);
    assert.deepEqual(vscodeStub.progress.shown[0]?.options, {
      location: vscode.ProgressLocation.Notification,
      title: 'Saving the heap snapshot; extensions are paused…',
    });
    assert.equal(readFileSync(file.fsPath, 'utf8'), 'snapshot');
    assert.deepEqual(logger.lines, ['info: Heap snapshot saved']);
  });

  it('says where it is, and shows it there', async () => {
    vscodeStub.messages.answer('Save Heap Snapshot', 'Show in Folder');
    vscodeStub.fileDialogs.answer(file);
    await saveHeapSnapshot(logger);
    assert.deepEqual(shownMessages(), [
      question,
      `information: Heap snapshot saved to ${file.fsPath} [Show in Folder]`,
    ]);
    assert.deepEqual(vscodeStub.commands.executed, [['revealFileInOS', file]]);
  });

  it('replaces a file by a new one, which does not inherit who may read it', async () => {
    writeFileSync(file.fsPath, 'earlier');
    await save();
    assert.equal(steps.at(-1), 'write, notified, as a new file');
    assert.equal(readFileSync(file.fsPath, 'utf8'), 'snapshot');
  });

  it('claims no snapshot where none could be written, and says where it was not', async () => {
    const nowhere = vscode.Uri.file(path.join(folder, 'missing', 'host.heapsnapshot'));
    for (const place of [nowhere, vscode.Uri.file(folder)]) {
      await assert.rejects(save(place), (error) => {
        assert.ok(error instanceof ScoutError && error.cause instanceof Error);
        assert.deepEqual(
          [error.code, error.message],
          ['storage', `The heap snapshot could not be saved to ${place.fsPath}.`],
        );
        return true;
      });
    }
    assert.deepEqual([shownMessages(), logger.lines], [[question, question], []]);
    assert.deepEqual(
      vscodeStub.progress.shown.map(({ isRunning }) => isRunning),
      [false, false],
    );
    assert.ok(existsSync(folder), 'a folder is not replaced');
  });

  it('refuses a place that is not on this machine', async () => {
    await assert.rejects(save(vscode.Uri.parse('vscode-remote://host/host.heapsnapshot')), {
      code: 'storage',
      message: 'Heap snapshots can only be saved on the machine SCOUT runs on.',
    });
    assert.deepEqual([steps, vscodeStub.progress.shown, shownMessages()], [[], [], [question]]);
  });
});
