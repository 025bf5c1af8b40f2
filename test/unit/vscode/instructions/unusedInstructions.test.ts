import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { chooseInstructions } from '../../../../src/vscode/instructions/chooseInstructions.js';
import { EditorInstructions } from '../../../../src/vscode/instructions/editorInstructions.js';
import { InstructionDecisions } from '../../../../src/vscode/instructions/instructionDecisions.js';
import { ToldInstructions } from '../../../../src/vscode/instructions/toldInstructions.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const sentence = /^Instructions of the folder “work” that new chats do not begin with: (.*)\.$/u;

describe('instructions that cannot be used', () => {
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
  const file = (...names: readonly string[]): string => path.join(folder, 'work', ...names);
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), content);
  };
  /** What is said of those in the folder, without the sentence around it. */
  const told = async (): Promise<readonly string[]> => {
    const before = vscodeStub.messages.shown.length;
    await instructions.offer();
    return vscodeStub.messages.shown.slice(before).map(({ message }) => sentence.exec(message)?.[1] ?? message);
  };
  const texts = async (): Promise<readonly (string | undefined)[]> => {
    await instructions.decide(vscode.workspace.workspaceFolders![0]!, 'used');
    return (await instructions.parts()).map(({ text }) => text);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'scout-instructions-'));
    mkdirSync(file());
    vscodeStub.openFolders(vscode.Uri.file(file()));
    instructions = create();
  });

  afterEach(() => {
    instructions.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const bad: readonly (readonly [string, (name: string) => void, string])[] = [
    ['is a link out of the workspace', outward, 'a link that leads out of the workspace'],
    ['is larger than 8 MiB', (name) => write(name, 'x'.repeat(8 * 1024 * 1024 + 1)), 'larger than 8.0 MiB'],
    ['has zeros at its beginning', (name) => write(name, Buffer.from([0x41, 0, 0, 0x42])), 'not a text file'],
    ['has zeros far behind', (name) => write(name, `${'text '.repeat(4_000)}\0`), 'not a text file'],
    ['is a link to itself', (name) => symlinkSync(name, file(name)), 'cannot be read'],
  ];

  function outward(name: string): void {
    writeFileSync(path.join(folder, 'secret.md'), 'canary');
    symlinkSync(path.join(folder, 'secret.md'), file(name));
  }

  for (const [what, make, reason] of bad)
    it(`are told where one ${what}, and never sent`, async () => {
      make('AGENTS.md');
      assert.deepEqual(await told(), [`AGENTS.md (${reason})`]);
      assert.deepEqual(await texts(), []);
      assert.equal(await instructions.state(), 'none');
    });

  it('are told where one may not be read', async function () {
    if (process.getuid?.() === 0) this.skip();
    write('AGENTS.md', 'x');
    chmodSync(file('AGENTS.md'), 0);
    assert.deepEqual(await told(), ['AGENTS.md (cannot be read)']);
  });

  it('do not hold anything up where one is a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [file('AGENTS.md')]);
    assert.deepEqual(await told(), ['AGENTS.md (cannot be read)']);
  });

  it('are told where a link to a folder leads out of the workspace, or front matter is not valid, and where there are too many', async () => {
    mkdirSync(path.join(folder, 'else'));
    writeFileSync(path.join(folder, 'else', 'copilot-instructions.md'), 'canary');
    symlinkSync(path.join(folder, 'else'), file('.github'));
    for (let index = 0; index < 50; index += 1) write(`${index}.instructions.md`, `---\napplyTo: '**'\n---\n${index}`);
    write('10.instructions.md', '---\napplyTo: [\n---\ncanary');
    const [question = ''] = await told();
    assert.match(
      question,
      /Not used: \.github\/copilot-instructions\.md \(a link that leads out of the workspace\), 10\.instructions\.md \(its front matter is not valid\), \d\.instructions\.md \(only 50 files are used\), .* \(only 50 files are used\)\.$/u,
    );
    assert.doesNotMatch(JSON.stringify(await texts()), /canary/u);
  });

  it('are none where one is empty, a folder, or for nobody in particular: nothing is said', async () => {
    mkdirSync(file('AGENTS.md'));
    write('CLAUDE.md', ' \n');
    write('ts.instructions.md', 'No applyTo.');
    assert.deepEqual(await told(), []);
  });

  it('are none where one is in UTF-16, or a link within the workspace', async () => {
    const text = 'Be brief, in short words.';
    write('AGENTS.md', Buffer.from(`\ufeff${text}`, 'utf16le'));
    mkdirSync(file('docs'));
    write('docs/rules.md', 'Be kind.');
    symlinkSync('docs/rules.md', file('CLAUDE.md'));
    vscodeStub.messages.dismiss();
    const [question = ''] = await told();
    assert.match(question, /AGENTS\.md \(\d+ B\), CLAUDE\.md \(8 B\)/u);
    assert.doesNotMatch(question, /Not used/u);
    assert.deepEqual(await texts(), [text, 'Be kind.']);
  });

  it('are told once, and again for another reason, beside those that are used', async () => {
    write('AGENTS.md', 'Be brief.');
    write('CLAUDE.md', Buffer.from([0, 1, 2]));
    vscodeStub.messages.answer('Use');
    const [question = ''] = await told();
    assert.match(question, /Not used: CLAUDE\.md \(not a text file\)\.$/u);
    assert.deepEqual(await told(), []);
    instructions.dispose();
    instructions = create();
    assert.deepEqual(await told(), [], 'after a reload, too');
    rmSync(file('CLAUDE.md'));
    outward('CLAUDE.md');
    assert.deepEqual(await told(), ['CLAUDE.md (a link that leads out of the workspace)']);
    assert.deepEqual(await texts(), ['Be brief.']);
  });

  it('are not spoken of in a folder whose instructions are declined', async () => {
    await instructions.decide(vscode.workspace.workspaceFolders![0]!, 'declined');
    write('AGENTS.md', Buffer.from([0, 1, 2]));
    assert.deepEqual(await told(), []);
  });

  it('are named where instructions are chosen', async () => {
    write('AGENTS.md', Buffer.from([0, 1, 2]));
    await chooseInstructions(instructions);
    assert.equal(
      vscodeStub.messages.shown[0]?.message,
      'Instructions that cannot be used: AGENTS.md (not a text file).',
    );
    write('CLAUDE.md', 'Be brief.');
    vscodeStub.picks.dismiss();
    await chooseInstructions(instructions);
    assert.equal(
      vscodeStub.picks.shown[0]?.items[0]?.detail,
      'CLAUDE.md (9 B) · Not used: AGENTS.md (not a text file).',
    );
  });
});
