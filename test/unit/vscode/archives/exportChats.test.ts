import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock } from 'node:test';
import type * as vscode from 'vscode';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { inFolder } from '../../archives/support/exporting.js';
import { notifications, scriptedThread } from './support/archiveDependencies.js';
import { ExportCommand, pick, titlesIn } from './support/exportCommand.js';

describe('exportChats', () => {
  let command: ExportCommand;

  beforeEach(() => {
    command = new ExportCommand();
    mock.timers.enable({ apis: ['Date'], now: new Date(2026, 2, 1, 12) });
  });

  afterEach(() => mock.timers.reset());

  const proposedName = (): string => path.basename(vscodeStub.fileDialogs.saved.at(-1)!.defaultUri!.fsPath);

  it('exports all chats, archived ones too, and says where they are', () =>
    inFolder(async (folder) => {
      await command.add('a', { title: 'Bread' });
      await command.add('b', { title: 'Cake', archived: true });
      await command.add('c', { title: 'Gone', deletedAt: 1 });
      pick('All chats', 'JSON');
      vscodeStub.messages.answer('Show in Folder');
      const file = path.join(folder, 'chats.json');
      await command.runTo(file);

      assert.deepEqual(titlesIn(file), ['Bread', 'Cake']);
      assert.deepEqual(readdirSync(folder), ['chats.json'], 'nothing else is left there');
      assert.deepEqual(notifications(), [`information: 2 chats were exported to ${file}`]);
      const [shownInFolder] = vscodeStub.commands.executed;
      assert.equal(shownInFolder?.[0], 'revealFileInOS');
      assert.equal((shownInFolder[1] as vscode.Uri).fsPath, file);
      assert.deepEqual(command.log, ['info: Exported 2 chats as json.']);
    }));

  it('asks which chats, in which format and where', () =>
    inFolder(async (folder) => {
      await command.add('a');
      pick('All chats', 'HTML');
      await command.runTo(path.join(folder, 'chats.html'));
      const [scope, format] = vscodeStub.picks.shown;
      assert.deepEqual([scope?.options.title, scope?.labels], ['Export Chats', ['All chats', 'Choose chats…']]);
      assert.equal(scope?.items[0]?.detail, 'Including archived chats');
      assert.deepEqual([format?.options.title, format?.labels], ['Export format', ['Markdown', 'HTML', 'JSON']]);
      assert.match(format?.items[0]?.detail ?? '', /^A folder with one file per chat/u);
      const { title, saveLabel, filters } = vscodeStub.fileDialogs.saved[0]!;
      assert.deepEqual([title, saveLabel, filters], ['Export Chats', 'Export', { HTML: ['html'] }]);
      assert.equal(proposedName(), 'SCOUT chats 2026-03-01.html');
    }));

  it('proposes the day where the user is, not that of Greenwich', async () => {
    await command.add('a');
    const { TZ } = process.env;
    try {
      mock.timers.setTime(Date.UTC(2026, 2, 1, 20));
      process.env['TZ'] = 'Pacific/Kiritimati';
      pick('All chats', 'JSON');
      vscodeStub.fileDialogs.dismiss();
      await command.run();
      assert.equal(proposedName(), 'SCOUT chats 2026-03-02.json');
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  it('lists every chat with its day, titles as plain text, and exports those that are ticked', () =>
    inFolder(async (folder) => {
      await command.add('a', { title: 'A $(trash) title', updatedAt: Date.UTC(2026, 0, 4, 12) });
      await command.add('b', { title: '', updatedAt: Date.UTC(2026, 0, 3, 12) });
      await command.add('c', { title: 'Cake', archived: true, updatedAt: Date.UTC(2026, 0, 2, 12) });
      pick('Choose chats…');
      vscodeStub.picks.answer(String.raw`A \$(trash) title`, 'Cake');
      pick('JSON');
      const file = path.join(folder, 'chats.json');
      await command.runTo(file);

      const list = vscodeStub.picks.shown[1];
      assert.deepEqual([list?.options.title, list?.options.canPickMany], ['Chats to export', true]);
      assert.deepEqual(
        list?.items.map(({ label, description }) => [label, description]),
        [
          [String.raw`A \$(trash) title`, 'Jan 4, 2026'],
          ['Untitled', 'Jan 3, 2026'],
          ['Cake', 'Jan 2, 2026 · archived'],
        ],
      );
      assert.deepEqual(titlesIn(file), ['A $(trash) title', 'Cake']);
      assert.equal(proposedName(), 'SCOUT chats 2026-03-01.json');
    }));

  for (const { title, label, name } of [
    { title: 'Bread: $(flame) hot', label: String.raw`Bread: \$(flame) hot`, name: 'Bread $(flame) hot.md' },
    { title: '', label: 'Untitled', name: 'SCOUT chat 2026-03-01.md' },
  ]) {
    it(`exports a single chat to a file that is named after its ${title === '' ? 'day when it has no title' : 'title'}`, () =>
      inFolder(async (folder) => {
        await command.add('a', { title });
        await command.add('b', { title: 'Cake' });
        pick('Choose chats…', label, 'Markdown');
        const file = path.join(folder, 'one.md');
        await command.runTo(file);

        assert.equal(proposedName(), name);
        assert.deepEqual(vscodeStub.fileDialogs.saved[0]?.filters, { Markdown: ['md'] });
        assert.equal(vscodeStub.picks.shown[2]?.items[0]?.detail, 'For reading or for use in other programs');
        assert.match(readFileSync(file, 'utf8'), /How do I bake/u);
        assert.deepEqual(notifications(), [`information: The chat was exported to ${file}`]);
      }));
  }

  it('makes a new folder for several chats as Markdown, and touches none that is there', () =>
    inFolder(async (folder) => {
      await command.add('a', { title: 'Bread' });
      await command.add('b', { title: 'Cake' });
      pick('All chats', 'Markdown');
      await command.runTo(folder);
      const { title, openLabel, canSelectFiles, canSelectFolders } = vscodeStub.fileDialogs.opened[0]!;
      assert.deepEqual([title, openLabel], ['Choose a folder for the exported chats', 'Export Here']);
      assert.deepEqual([canSelectFiles, canSelectFolders], [false, true]);
      const name = 'SCOUT chats 2026-03-01';
      assert.deepEqual(readdirSync(folder), [name]);
      const files = readdirSync(path.join(folder, name));
      assert.equal(files.filter((file) => /(?:Bread|Cake)\.md$/u.test(file)).length, 2);

      const changed = path.join(folder, name, files[0]!);
      writeFileSync(changed, 'changed since');
      pick('All chats', 'Markdown');
      await command.runTo(folder);
      assert.deepEqual(readdirSync(folder).sort(), [name, `${name} (2)`]);
      assert.equal(readFileSync(changed, 'utf8'), 'changed since');
    }));

  it('exports chats that it is given without asking which', () =>
    inFolder(async (folder) => {
      await command.add('a', { title: 'Bread' });
      await command.add('b', { title: 'Cake' });
      await command.add('c', { title: 'Pie' });
      const [one, two] = [path.join(folder, 'one.json'), path.join(folder, 'two.json')];
      pick('JSON');
      await command.runTo(one, 'b');
      assert.equal(proposedName(), 'Cake.json');
      pick('JSON');
      await command.runTo(two, ['a', 'c']);
      assert.equal(proposedName(), 'SCOUT chats 2026-03-01.json');
      assert.deepEqual([titlesIn(one), titlesIn(two)], [['Cake'], ['Bread', 'Pie']]);
    }));

  for (const other of [undefined, [], '', ['a', 7], { id: 'a' }]) {
    it(`asks which chats where it is given ${JSON.stringify(other)}`, async () => {
      await command.add('a');
      vscodeStub.picks.dismiss();
      await command.run(other);
      assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Export Chats');
    });
  }

  it('shows how many chats are done', () =>
    inFolder(async (folder) => {
      await command.add('a');
      const workerFile = scriptedThread(folder, [
        { kind: 'progress', progress: { done: 1, total: 4 } },
        { kind: 'progress', progress: { done: 3, total: 4 } },
        { kind: 'done', result: 4 },
      ]);
      command.dependencies = { ...command.dependencies, workerFile };
      pick('JSON');
      await command.runTo(path.join(folder, 'x.json'), 'a');
      const [progress] = vscodeStub.progress.shown;
      assert.deepEqual([progress?.options.title, progress?.options.cancellable], ['Exporting chats…', true]);
      assert.deepEqual(progress?.reports, [
        { message: '1 of 4', increment: 25 },
        { message: '3 of 4', increment: 50 },
      ]);
    }));
});
