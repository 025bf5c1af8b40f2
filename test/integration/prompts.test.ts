import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AttachmentPart } from '../../src/core/message.js';
import { EditorInstructions } from '../../src/vscode/instructions/editorInstructions.js';
import { InstructionDecisions } from '../../src/vscode/instructions/instructionDecisions.js';
import { ToldInstructions } from '../../src/vscode/instructions/toldInstructions.js';
import { EditorPromptSource } from '../../src/vscode/prompts/editorPromptSource.js';
import { PromptIndex } from '../../src/vscode/prompts/promptIndex.js';
import { PromptLibrary } from '../../src/vscode/prompts/promptLibrary.js';

const signal = new AbortController().signal;
const fail = (error: unknown): void => {
  throw error;
};

/**
 * Makes something happen until it is told of: a watcher may need a moment before it sees anything.
 * @param act the same when it is done again
 * @throws when nothing is told within 50 s
 */
async function nextChange(
  source: { onChanged: (listener: () => void) => { dispose: () => unknown } },
  act: () => Promise<unknown>,
): Promise<void> {
  let isTold = false;
  const listening = source.onChanged(() => (isTold = true));
  const end = Date.now() + 50_000;
  while (!isTold && Date.now() < end) {
    await act();
    await delay(1_000);
  }
  listening.dispose();
  assert.ok(isTold, 'the change was told');
}

/** VS Code overlooks what comes into a new folder before it watches that, and never looks again: the folders are made one by one. */
async function makeWatched(root: vscode.Uri, folders: string): Promise<void> {
  let folder = root.fsPath;
  for (const name of folders.split('/')) {
    folder = path.join(folder, name);
    await mkdir(folder, { recursive: true });
    await delay(1_000);
  }
}

describe('prompts and instructions in the extension host', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  const own = vscode.Uri.file(path.join(os.tmpdir(), `scout-own-prompts-${process.pid}`));
  const write = async (base: vscode.Uri, name: string, text: string): Promise<void> => {
    const file = path.join(base.fsPath, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  let index: PromptIndex;

  beforeEach(async () => {
    await mkdir(own.fsPath, { recursive: true });
    index = new PromptIndex(own, fail);
  });

  afterEach(async () => {
    index.dispose();
    for (const folder of [own.fsPath, path.join(root.fsPath, '.github'), path.join(root.fsPath, 'AGENTS.md')])
      await rm(folder, { recursive: true, force: true });
  });

  const names = async (): Promise<readonly string[]> =>
    (await index.prompts()).filter(({ origin }) => origin !== 'builtIn').map(({ file }) => file.name);

  it('finds files that are there, and those that come, change and go', async () => {
    await makeWatched(root, '.github/prompts');
    await write(root, '.github/prompts/one.prompt.md', 'x');
    assert.deepEqual(await names(), ['one']);
    await nextChange(index, () => write(root, '.github/prompts/two.prompt.md', 'x'));
    assert.deepEqual(await names(), ['one', 'two']);
    await nextChange(index, () => write(own, 'three.prompt.md', 'x'));
    assert.deepEqual(await names(), ['one', 'two', 'three']);
    await nextChange(index, () => rm(path.join(root.fsPath, '.github', 'prompts', 'one.prompt.md'), { force: true }));
    assert.deepEqual(await names(), ['two', 'three']);
    await nextChange(index, () => write(root, '.github/prompts/two.prompt.md', '---\nname: renamed\n---\nx'));
    assert.deepEqual(await names(), ['renamed', 'three']);
  });

  it('finds a skill that comes with its folder', async () => {
    await names();
    await nextChange(index, async () => {
      await rm(path.join(root.fsPath, '.github'), { recursive: true, force: true });
      await delay(1_000);
      await makeWatched(root, '.github/skills/release');
      await write(root, '.github/skills/release/SKILL.md', 'x');
    });
    assert.deepEqual(await names(), ['release']);
  });

  it('fills in a prompt from the editor that is open, with paths as VS Code has them', async () => {
    await write(root, '.github/prompts/p.prompt.md', '${file} in ${workspaceFolder}: [a](../../src/b.ts)');
    await write(root, 'src/a b.ts', 'const a = 1;\n');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, 'src', 'a b.ts'));
    const captured: string[] = [];
    const source = new EditorPromptSource({
      index,
      attachments: {
        capture: () => Promise.resolve([]),
        captureUris: (uris) => {
          captured.push(...uris);
          return Promise.resolve([{ kind: 'file', uri: uris[0] } as unknown as AttachmentPart]);
        },
      },
      editor: { current: { document, selections: [] } },
      catalogue: { known: () => Promise.resolve({ models: [], isFresh: true }) },
      usableEndpoints: () => Promise.resolve([]),
      currentEndpoint: () => undefined,
    });
    const command = await source.commandOf('/p now');
    const accepted = await source.accept(command!.id, command!.argument, signal);
    assert.equal(accepted?.text, `src/a b.ts in ${root.fsPath}: [a](../../src/b.ts)\n\nnow`);
    assert.deepEqual(captured, [document.uri.toString(), vscode.Uri.joinPath(root, 'src', 'b.ts').toString()]);
  });

  it('writes, moves and deletes the user’s own', async () => {
    const library = new PromptLibrary(own, index);
    const first = await library.add('first', 'one\n');
    await library.add('second', 'two\n');
    await library.move(first.toString(), 1);
    assert.deepEqual(await names(), ['second', 'first']);
    const [second] = await library.prompts();
    const restore = await library.remove(second!);
    assert.deepEqual(await names(), ['first']);
    await restore();
    assert.deepEqual(await names(), ['second', 'first']);
  });

  it('uses instructions that are decided for, and tells when they change', async () => {
    const stored = new Map<string, unknown>();
    const state = {
      get: <T>(key: string): T => stored.get(key) as T,
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    };
    const instructions = new EditorInstructions(new InstructionDecisions(state), new ToldInstructions(state), fail);
    try {
      assert.equal(await instructions.state(), 'none');
      await nextChange(instructions, () => write(root, 'AGENTS.md', 'One.'));
      assert.deepEqual([await instructions.state(), await instructions.parts()], ['unasked', []]);
      await instructions.decide(vscode.workspace.workspaceFolders![0]!, 'used');
      await nextChange(instructions, () => write(root, 'AGENTS.md', 'Two.'));
      assert.deepEqual(
        (await instructions.parts()).map(({ text }) => text),
        ['Two.'],
      );
    } finally {
      instructions.dispose();
    }
  });
});
