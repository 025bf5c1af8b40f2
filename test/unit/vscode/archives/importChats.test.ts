import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { allConversations, fixture } from '../../archives/support/importing.js';
import { notifications, scriptedThread } from './support/archiveDependencies.js';
import { chatGptExport, ImportCommand } from './support/importCommand.js';

describe('importChats', () => {
  let command: ImportCommand;

  beforeEach(() => {
    command = new ImportCommand();
  });

  for (const [question, script] of [
    ['files or a folder', () => vscodeStub.picks.dismiss()],
    ['the files', () => (vscodeStub.picks.answer('Files…'), vscodeStub.fileDialogs.dismiss())],
    ['the folder', () => (vscodeStub.picks.answer('Folder…'), vscodeStub.fileDialogs.dismiss())],
  ] as const) {
    it(`ends in silence when the question for ${question} is dismissed`, async () => {
      script();
      await command.run();
      assert.deepEqual([notifications(), vscodeStub.progress.shown, command.log], [[], [], []]);
    });
  }

  it('asks for files or a folder, then for which', async () => {
    await command.runWith('Files…', fixture('claude', 'conversations.json'));
    await command.runWith('Folder…', fixture('claude'));
    const [list] = vscodeStub.picks.shown;
    assert.deepEqual([list?.options.title, list?.labels], ['Import Chats', ['Files…', 'Folder…']]);
    assert.match(list?.items[0]?.detail ?? '', /ChatGPT, Claude/u);
    assert.match(list?.items[1]?.detail ?? '', /Cline or Roo Code/u);
    const [files, folder] = vscodeStub.fileDialogs.opened;
    assert.deepEqual([files?.title, files?.openLabel, files?.canSelectMany], ['Import Chats', 'Import', true]);
    assert.deepEqual(files?.filters, { 'Chat archives': ['zip', 'json', 'jsonl'], 'All files': ['*'] });
    assert.deepEqual([folder?.openLabel, folder?.canSelectFiles, folder?.canSelectFolders], ['Import', false, true]);
  });

  it('imports several files at once, says how many chats are new, and notifies the lists of them', () =>
    inFolder(async (folder) => {
      const second = path.join(folder, 'more.json');
      writeFileSync(second, chatGptExport('One', 'Two'));
      await command.runWith('Files…', fixture('claude', 'conversations.json'), second);
      const stored = await allConversations(command.history);
      assert.equal(stored.length, 4);
      assert.deepEqual(notifications(), ['information: Chats imported: 4 new.']);
      assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Show Details']);
      assert.deepEqual(command.notified, [stored.map(({ id }) => id).sort()]);
      assert.deepEqual(command.log, [
        'info: Import complete: 4 new, 0 extended, 0 unchanged, 0 deleted before, 0 problems.',
      ]);
    }));

  it('notifies the lists of chats with new messages, and of nothing when all is there', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'chats.json');
      writeFileSync(file, chatGptExport('One'));
      await command.runWith('Files…', file);
      writeFileSync(file, chatGptExport('One').replace('"current_node"', '"x":0,"current_node"'));
      await command.runWith('Files…', file);
      assert.equal(command.notified.length, 1);
      const longer = JSON.parse(chatGptExport('One')) as [{ mapping: Record<string, unknown> }];
      longer[0].mapping['b'] = { ...(longer[0].mapping['a'] as object), parent: 'a' };
      writeFileSync(file, JSON.stringify(longer));
      await command.runWith('Files…', file);
      assert.equal(command.notified.length, 2);
      assert.deepEqual(command.notified[1], command.notified[0]);
      assert.deepEqual(notifications(), [
        'information: Chats imported: 1 new.',
        'information: Chats imported: 0 new, 1 unchanged.',
        'information: Chats imported: 0 new, 1 with new messages.',
      ]);
    }));

  it('shows the report in an editor when asked for details', async () => {
    vscodeStub.messages.answer('Show Details');
    await command.runWith('Folder…', fixture('claude'));
    const [shown] = vscodeStub.documents.shown;
    assert.equal(shown?.uri.toString(true), 'scout-import:/SCOUT import.md');
    assert.match(shown.getText(), /^# Chat import\n\nChats imported: 2 new\.\n\n- Claude: 2\n/u);
  });

  it('shows no report when the notification is closed', async () => {
    vscodeStub.messages.dismiss();
    await command.runWith('Folder…', fixture('claude'));
    assert.deepEqual(vscodeStub.documents.shown, []);
  });

  for (const [what, content, reason] of [
    ['is empty', '', 'The file is empty.'],
    ['is no JSON', 'Dear diary', 'The file is neither ZIP nor JSON. SCOUT supports'],
    ['holds no chats', '{"colour":"red"}', 'No chats found in the file. SCOUT supports'],
    ['ends too early', chatGptExport('One').slice(0, 60), 'The file is truncated.'],
  ] as const) {
    it(`says why a file was not imported that ${what}, as an error`, () =>
      inFolder(async (folder) => {
        const file = path.join(folder, 'diary.json');
        writeFileSync(file, content);
        await command.runWith('Files…', file);
        const [text] = notifications();
        assert.ok(text?.startsWith(`error: diary.json was not imported. ${reason}`), text);
        assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Show Details']);
        assert.deepEqual([command.history.appended, command.notified], [[], []]);
      }));
  }

  it('warns when some of it could not be read', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'chats.json');
      writeFileSync(file, `[${chatGptExport('One').slice(1, -1)},{"id":1}]`);
      await command.runWith('Files…', file);
      assert.deepEqual(notifications(), ['warning: Chats imported: 1 new, 1 could not be read.']);
    }));

  it('is an error when none of it could be read', () =>
    inFolder(async (folder) => {
      const [one, two] = [path.join(folder, 'one.json'), path.join(folder, 'two.json')];
      for (const file of [one, two]) writeFileSync(file, 'Dear diary');
      await command.runWith('Files…', one, two);
      assert.deepEqual(notifications(), ['error: Chats imported: 0 new, 2 could not be read.']);
    }));

  it('is no error when everything is there, and something else could not be read', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'chats.json');
      writeFileSync(file, `[${chatGptExport('One').slice(1, -1)},{"id":1}]`);
      await command.runWith('Files…', file);
      await command.runWith('Files…', file);
      assert.equal(notifications()[1], 'warning: Chats imported: 0 new, 1 unchanged, 1 could not be read.');
    }));

  it('reads a folder, and says when it holds no chats', () =>
    inFolder(async (folder) => {
      const empty = path.join(folder, 'holiday');
      mkdirSync(empty);
      await command.runWith('Folder…', empty);
      assert.match(notifications()[0]!, /^error: holiday was not imported\. No chats found/u);
    }));

  it('shows how far it is and how many chats there are so far', () =>
    inFolder(async (folder) => {
      const workerFile = scriptedThread(
        folder,
        [
          { kind: 'progress', progress: { fraction: 0.25, conversations: 1 } },
          { kind: 'progress', progress: { fraction: 0.5, conversations: 7 } },
        ],
        "parentPort.postMessage([{ kind: 'failed', failure: { kind: 'cancelled' } }]);",
      );
      command.dependencies = { ...command.dependencies, workerFile };
      await command.runWith('Folder…', fixture('claude'));
      const [progress] = vscodeStub.progress.shown;
      assert.deepEqual([progress?.options.title, progress?.options.cancellable], ['Importing chats…', true]);
      assert.deepEqual(progress?.reports, [
        { message: 'Chats so far: 1', increment: 25 },
        { message: 'Chats so far: 7', increment: 25 },
      ]);
    }));

  it('imports a file that only the editor can read', async () => {
    const uri = vscode.Uri.parse('vscode-remote://host/home/ada/chats.json');
    vscodeStub.files.put(uri, readFileSync(fixture('claude', 'conversations.json')));
    await command.runWith('Files…', uri);
    assert.deepEqual(notifications(), ['information: Chats imported: 2 new.']);
    assert.equal((await allConversations(command.history)).length, 2);
  });

  it('names a file that only the editor can read when it is not imported', async () => {
    const uri = vscode.Uri.parse('vscode-remote://host/home/ada/diary.json');
    vscodeStub.files.put(uri, Buffer.from('Dear diary'));
    await command.runWith('Files…', uri);
    assert.match(notifications()[0]!, /^error: diary\.json was not imported\. /u);
  });
});
