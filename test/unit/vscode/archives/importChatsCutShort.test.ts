import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FromThread } from '../../../../src/archives/thread/protocol.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { allConversations, fixture } from '../../archives/support/importing.js';
import { notifications, scriptedThread } from './support/archiveDependencies.js';
import { chatGptExport, ImportCommand } from './support/importCommand.js';

describe('an import that is cut short', () => {
  let command: ImportCommand;

  beforeEach(() => {
    command = new ImportCommand();
  });

  it('by the user keeps what it has, says how much that is, and notifies the lists', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'chats.json');
      // More than one transaction holds.
      writeFileSync(file, chatGptExport(...Array.from({ length: 800 }, (_, index) => `Chat ${index}`)));
      const append = command.history.append.bind(command.history);
      command.history.append = (...parameters) => {
        vscodeStub.progress.shown[0]?.cancel();
        return append(...parameters);
      };
      await command.runWith('Files…', file);
      const stored = (await allConversations(command.history)).map(({ id }) => id);
      assert.ok(stored.length > 0 && stored.length < 800, String(stored.length));
      assert.deepEqual(notifications(), [
        `information: The import was canceled. Everything imported so far is kept. Chats: ${stored.length} new.`,
      ]);
      assert.deepEqual(command.notified, [stored.sort()]);
      assert.match(command.log.join(), /^info: Import cancelled: /u);
      assert.deepEqual(command.dependencies.tasks.running, []);
    }));

  it('by a history that cannot be written to is an error that says why', async () => {
    command.history.failure = new ScoutError('storage', 'The disk is full.');
    await command.runWith('Folder…', fixture('claude'));
    assert.deepEqual(notifications(), [
      'error: The import stopped early. Everything imported so far is kept. Chats: 0 new. The disk is full.',
    ]);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Show Details']);
  });

  /** A thread that writes one conversation and then does what `end` says. */
  const threadThatWrites = (folder: string, end: string): string => {
    const events = [{ type: 'conversation.set', id: 'c', fields: { title: 'Bread', createdAt: 1, updatedAt: 1 } }];
    const ask: FromThread = { kind: 'ask', id: 1, method: 'append', parameters: [events, 'written'] };
    return scriptedThread(folder, [ask], `parentPort.on('message', () => { ${end} });`);
  };

  it('by the end of its thread rejects with the reason, says that the rest is kept, and notifies the lists', () =>
    inFolder(async (folder) => {
      const workerFile = threadThatWrites(folder, "throw new Error('out of luck');");
      command.dependencies = { ...command.dependencies, workerFile };
      await assert.rejects(command.runWith('Folder…', folder), {
        name: 'ScoutError',
        code: 'internal',
        message: 'The import stopped early. Everything imported so far is kept. The archive worker failed.',
      });
      assert.deepEqual(notifications(), [], 'whoever runs the command shows it');
      assert.deepEqual(command.notified, [['c']]);
    }));

  it('by the user, when its thread has to be ended, says how much was written, and notifies the lists all the same', () =>
    inFolder(async (folder) => {
      const workerFile = threadThatWrites(
        folder,
        "parentPort.postMessage([{ kind: 'failed', failure: { kind: 'cancelled' } }]); parentPort.close();",
      );
      command.dependencies = { ...command.dependencies, workerFile };
      await command.runWith('Folder…', folder);
      const notification =
        'information: The import was canceled. Everything imported so far is kept. Chats: 1 new or changed.';
      assert.deepEqual([notifications(), command.notified], [[notification], [['c']]]);
    }));
});

describe('an import from another machine', () => {
  const file = vscode.Uri.parse('vscode-remote://host/home/ada/chats.json');
  let command: ImportCommand;

  beforeEach(() => {
    command = new ImportCommand();
  });

  for (const [what, put, message] of [
    [
      'a folder',
      () => vscodeStub.files.put(file, 'folder'),
      /^Folders can only be imported from the machine SCOUT runs on\.$/u,
    ],
    [
      'a file of more than 64 MB',
      () => vscodeStub.files.put(file, new Uint8Array(64 * 1024 * 1024 + 1)),
      /only be imported up to 64 MB\. Copy the file to the machine SCOUT runs on first\.$/u,
    ],
    ['a file that is gone', () => undefined, /^Nothing was imported: chats\.json could not be read\. EntryNotFound/u],
  ] as const) {
    it(`refuses ${what}, and says what to do or why`, async () => {
      put();
      await assert.rejects(
        command.runWith('Files…', fixture('claude', 'conversations.json'), file),
        (error: unknown) => {
          assert.ok(error instanceof ScoutError, String(error));
          assert.equal(error.code, 'storage');
          assert.match(error.message, message);
          return true;
        },
      );
      assert.deepEqual([vscodeStub.progress.shown, command.history.appended], [[], []]);
    });
  }
});
