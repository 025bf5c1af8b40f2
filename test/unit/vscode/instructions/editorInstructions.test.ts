import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { chooseInstructions } from '../../../../src/vscode/instructions/chooseInstructions.js';
import { EditorInstructions } from '../../../../src/vscode/instructions/editorInstructions.js';
import { InstructionDecisions } from '../../../../src/vscode/instructions/instructionDecisions.js';
import { ToldInstructions } from '../../../../src/vscode/instructions/toldInstructions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { until } from '../../storage/support/until.js';

describe('the instructions of a workspace', () => {
  let folder: string;
  let instructions: EditorInstructions;

  const create = (): EditorInstructions =>
    new EditorInstructions(
      new InstructionDecisions(vscodeStub.workspaceState),
      new ToldInstructions(vscodeStub.workspaceState),
      (error) => {
        throw error;
      },
    );
  const uri = (...names: readonly string[]): vscode.Uri => vscode.Uri.file(path.join(folder, ...names));
  const write = (name: string, content: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  };
  const labels = async (): Promise<readonly string[]> => (await instructions.parts()).map(({ label }) => label);

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'scout-instructions-'));
    mkdirSync(path.join(folder, 'work'));
    vscodeStub.openFolders(uri('work'));
    instructions = create();
  });

  afterEach(() => {
    instructions.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are none where there are no files, and nothing is asked', async () => {
    write('work/README.md', 'x');
    write('work/AGENTS.md', ' \n');
    write('work/ts.instructions.md', 'for nobody in particular');
    await instructions.offer();
    assert.deepEqual([await instructions.state(), await labels(), vscodeStub.messages.shown], ['none', [], []]);
  });

  it('name the file that they are a link to', async () => {
    write('work/docs/rules.md', 'Be brief.');
    symlinkSync('docs/rules.md', uri('work', 'CLAUDE.md').fsPath);
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    const [part] = await instructions.parts();
    assert.deepEqual([part?.label, part?.sources], ['CLAUDE.md', [uri('work', 'docs', 'rules.md').toString()]]);
  });

  it('are not given before the user has said so, who is told names and sizes', async () => {
    write('work/AGENTS.md', 'Be brief.');
    write('work/.github/copilot-instructions.md', 'Use tabs.'.repeat(200));
    vscodeStub.messages.answer('Show', 'Use');
    assert.deepEqual([await instructions.state(), await labels()], ['unasked', []]);
    let changes = 0;
    instructions.onChanged(() => (changes += 1));
    await instructions.offer();
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message, buttons }) => [message, ...buttons]),
      Array(2).fill([
        'The folder “work” has instructions for assistants: AGENTS.md (9 B), .github/copilot-instructions.md (1.8 KiB). Should new chats begin with them? They are sent to the model; in each chat you can take them off.',
        'Use',
        'Show',
        'Not Now',
        'Never in This Folder',
      ]),
    );
    assert.deepEqual(
      vscodeStub.documents.shown.map((document) => document.uri.fsPath),
      [uri('work', 'AGENTS.md').fsPath, uri('work', '.github', 'copilot-instructions.md').fsPath],
    );
    const [first, second] = await instructions.parts();
    const { id, capturedAt, ...rest } = first!;
    assert.deepEqual(rest, {
      type: 'attachment',
      kind: 'instructions',
      label: 'AGENTS.md',
      mediaType: 'text/markdown',
      text: 'Be brief.',
      uri: uri('work', 'AGENTS.md').toString(),
      languageId: 'markdown',
      bytes: 9,
    });
    assert.match(id, /^[\da-f-]{36}$/u);
    assert.ok(capturedAt > 0);
    assert.equal(second?.label, '.github/copilot-instructions.md');
    assert.deepEqual([await instructions.state(), changes], ['used', 1]);
  });

  it('are asked about once: what was decided is kept with the workspace', async () => {
    write('work/CLAUDE.md', 'Be brief.');
    vscodeStub.messages.answer('Not Now');
    await instructions.offer();
    await instructions.offer();
    assert.deepEqual([vscodeStub.messages.shown.length, await instructions.state()], [1, 'unasked']);
    instructions = create();
    vscodeStub.messages.answer('Never in This Folder');
    await instructions.offer();
    instructions = create();
    await instructions.offer();
    assert.deepEqual([vscodeStub.messages.shown.length, await instructions.state()], [2, 'declined']);
    assert.deepEqual(await labels(), []);
  });

  it('are never used in a workspace that is not trusted', async () => {
    write('work/AGENTS.md', 'Be brief.');
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    assert.deepEqual(await labels(), ['AGENTS.md']);
    vscodeStub.isTrusted = false;
    await instructions.offer();
    assert.deepEqual([await instructions.state(), await labels(), vscodeStub.messages.shown.length], ['none', [], 1]);
    await chooseInstructions(instructions);
    assert.equal(
      vscodeStub.messages.shown[1]?.message,
      'This workspace is not trusted. Its instructions are not used.',
    );
  });

  it('are told apart by folder, and decided about for each', async () => {
    vscodeStub.openFolders(uri('work'), uri('other'));
    write('work/AGENTS.md', 'One.');
    write('other/AGENTS.md', 'Two.');
    vscodeStub.messages.answer('Use', 'Never in This Folder');
    await instructions.offer();
    assert.deepEqual(await labels(), ['work/AGENTS.md']);
    vscodeStub.picks.answer('other');
    await chooseInstructions(instructions);
    assert.deepEqual(await labels(), ['other/AGENTS.md']);
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.map(({ label, picked, detail }) => [label, picked, detail]),
      [
        ['work', true, 'AGENTS.md (4 B)'],
        ['other', false, 'AGENTS.md (4 B)'],
      ],
    );
    vscodeStub.picks.dismiss();
    await chooseInstructions(instructions);
    assert.deepEqual(await labels(), ['other/AGENTS.md']);
  });

  it('that say the same are one', async () => {
    write('work/AGENTS.md', 'Be brief.\n');
    symlinkSync('AGENTS.md', uri('work', 'CLAUDE.md').fsPath);
    write('work/.github/copilot-instructions.md', 'Be brief.\r\n');
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    assert.deepEqual(await labels(), ['AGENTS.md']);
  });

  it('are for the files that they name, in their own folder', async () => {
    write('work/.github/instructions/ts.instructions.md', '---\napplyTo: "**/*.ts"\n---\nTypes.');
    write('work/all.instructions.md', '---\napplyTo: "**"\n---\nAll.');
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    const forFiles = async (...uris: readonly string[]): Promise<readonly string[]> =>
      (await instructions.partsFor(uris)).map(({ text = '' }) => text);
    assert.deepEqual(
      (await instructions.parts()).map(({ text }) => text),
      ['All.'],
    );
    assert.deepEqual(await forFiles(uri('work', 'src', 'a.ts').toString()), ['Types.']);
    assert.deepEqual(await forFiles(uri('work', 'a.js').toString(), uri('else', 'a.ts').toString(), 'no uri', ''), []);
  });

  it('are cut to what a question can bear, and say so', async () => {
    for (const name of ['AGENTS.md', 'CLAUDE.md', ...['a', 'b', 'c'].map((letter) => `${letter}.instructions.md`)])
      write(`work/${name}`, `---\napplyTo: "**"\n---\n${name}\n${'long line\n'.repeat(20_000)}`);
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    const parts = await instructions.parts();
    assert.ok(parts.reduce((sum, { text = '' }) => sum + text.length, 0) <= 192 * 1024);
    assert.deepEqual(
      parts.map(({ note = '' }) => note.replaceAll(/[\d.]+ /gu, 'N ')),
      [
        'only the first N KiB of N KiB',
        'only the first N KiB of N KiB',
        'only the first N KiB of N KiB, files left out for their size: 2',
      ],
    );
    assert.ok(parts.every(({ text = '' }) => text.endsWith('long line')));
  });

  it('are read anew when a file changes, and their listeners are told', async () => {
    write('work/AGENTS.md', 'One.');
    vscodeStub.messages.answer('Use');
    await instructions.offer();
    let changes = 0;
    instructions.onChanged(() => (changes += 1));
    write('work/AGENTS.md', 'Two.');
    vscodeStub.watchers.change(uri('work', 'AGENTS.md'));
    vscodeStub.watchers.change(uri('work', 'AGENTS.md'));
    await until(() => changes > 0);
    assert.deepEqual([changes, (await instructions.parts())[0]?.text], [1, 'Two.']);
    instructions.dispose();
    assert.equal(vscodeStub.watchers.active.size, 0);
  });

  it('do not mind what was stored', async () => {
    write('work/AGENTS.md', 'One.');
    for (const stored of ['x', null, [1], { [uri('work').toString()]: 'perhaps' }]) {
      await vscodeStub.workspaceState.update('instructions.decisions', stored);
      assert.equal(await instructions.state(), 'unasked');
    }
  });
});
