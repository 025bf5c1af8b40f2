import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { notifications, scriptedThread } from './support/archiveDependencies.js';
import { ExportCommand, pick } from './support/exportCommand.js';

describe('an export without a result', () => {
  let command: ExportCommand;

  beforeEach(async () => {
    command = new ExportCommand();
    await command.add('a');
  });

  it('says that there is nothing to export, and asks nothing', async () => {
    command = new ExportCommand();
    await command.add('gone', { deletedAt: 1 });
    await command.run();
    assert.deepEqual(notifications(), ['information: There are no chats to export.']);
    assert.deepEqual(vscodeStub.picks.shown, []);
  });

  const dismissList = (): void => vscodeStub.picks.dismiss();
  const dismissDialog = (): void => vscodeStub.fileDialogs.dismiss();
  for (const [question, picked, dismiss] of [
    ['which chats', [], dismissList],
    ['which of them', ['Choose chats…'], dismissList],
    ['the format', ['All chats'], dismissList],
    ['the file', ['All chats', 'JSON'], dismissDialog],
    ['the folder', ['All chats', 'Markdown'], dismissDialog],
  ] as const) {
    it(`ends in silence when the question for ${question} is dismissed`, async () => {
      pick(...picked);
      dismiss();
      await command.run();
      assert.deepEqual([notifications(), vscodeStub.progress.shown], [[], []]);
    });
  }

  it('ends in silence when no chat is ticked', async () => {
    pick('Choose chats…');
    vscodeStub.picks.answer();
    await command.run();
    assert.deepEqual([vscodeStub.picks.shown.length, notifications()], [2, []]);
  });

  it('ends in silence when it is canceled halfway; a file that was to be replaced stays', () =>
    inFolder(async (folder) => {
      await command.add('b');
      const file = path.join(folder, 'chats.json');
      writeFileSync(file, 'from last year');
      pick('All chats', 'JSON');
      const messages = command.history.messages.bind(command.history);
      command.history.messages = (id) => {
        vscodeStub.progress.shown[0]?.cancel();
        return messages(id);
      };
      await command.runTo(file);
      assert.deepEqual([notifications(), command.log], [[], []]);
      assert.equal(readFileSync(file, 'utf8'), 'from last year');
      assert.deepEqual(readdirSync(folder), ['chats.json']);
      assert.deepEqual(command.dependencies.tasks.running, []);
    }));

  /** Whoever runs the command shows what it rejects with. */
  const fails = (message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof ScoutError, String(error));
    assert.equal(error.code, 'storage');
    assert.match(error.message, message);
    assert.deepEqual(notifications(), []);
    return true;
  };

  for (const format of ['JSON', 'Markdown']) {
    it(`refuses a place on another machine for ${format}`, async () => {
      pick('All chats', format);
      vscodeStub.fileDialogs.answer(vscode.Uri.parse('vscode-remote://host/home/ada/chats'));
      await assert.rejects(command.run(), fails(/^Chats can only be exported to the machine SCOUT runs on\.$/u));
      assert.deepEqual(vscodeStub.progress.shown, []);
    });
  }

  it('says that the folder does not exist', () =>
    inFolder(async (folder) => {
      pick('JSON');
      await assert.rejects(
        command.runTo(path.join(folder, 'missing', 'chats.json'), 'a'),
        fails(/^The chats could not be exported: the folder does not exist\.$/u),
      );
    }));

  it('names the system’s error when a folder is in the place of the file', () =>
    inFolder(async (folder) => {
      pick('JSON');
      await assert.rejects(
        command.runTo(folder, 'a'),
        fails(/^The chats could not be exported \(system error E[A-Z]+\)\.$/u),
      );
    }));

  for (const [reason, message] of [
    ['disk-full', /: the disk is full\. No incomplete files were left behind\.$/u],
    ['permission', /: SCOUT has no write permission there\.$/u],
  ] as const) {
    it(`says what it failed for: ${reason}`, () =>
      inFolder(async (folder) => {
        const failure = { kind: 'export', reason, detail: 'E' } as const;
        const workerFile = scriptedThread(folder, [{ kind: 'failed', failure }]);
        command.dependencies = { ...command.dependencies, workerFile };
        pick('JSON');
        await assert.rejects(command.runTo(path.join(folder, 'x.json'), 'a'), fails(message));
      }));
  }

  it('hands on why the history cannot be read, and leaves no file', () =>
    inFolder(async (folder) => {
      pick('All chats', 'JSON');
      command.history.messages = () => Promise.reject(new ScoutError('storage', 'The history could not be read.'));
      await assert.rejects(command.runTo(path.join(folder, 'x.json')), fails(/^The history could not be read\.$/u));
      assert.deepEqual(readdirSync(folder), []);
    }));
});
