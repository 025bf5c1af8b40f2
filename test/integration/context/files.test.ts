import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { FileCapture } from '../../../src/vscode/context/files/fileCapture.js';
import { FileIndex } from '../../../src/vscode/context/files/fileIndex.js';
import { listFiles } from '../../../src/vscode/context/files/listFiles.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { Answers } from '../support/answers.js';
import { MemoryFiles } from '../support/memoryFiles.js';

const never = new AbortController().signal;

describe('files of a workspace', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'scout-elsewhere-'));
  const capture = new FileCapture((name, mediaType, bytes, uri) =>
    Promise.resolve([
      {
        type: 'attachment',
        id: 'picture',
        kind: 'image',
        label: name,
        mediaType,
        data: Buffer.from(bytes).toString('base64'),
        uri,
        bytes: bytes.length,
        capturedAt: 0,
      },
    ]),
  );
  let answers: Answers;

  before(() => {
    write('src/plain.ts', 'const a = 1;\r\nconst b = 2;\r\n');
    write('.gitignore', 'secret.txt\nbuild/\n');
    write('secret.txt', 'password=hunter2');
    write('build/made.js', 'made');
    write('src/nested/.gitignore', 'local.ts\n');
    write('src/nested/local.ts', 'local');
    write('src/nested/kept.ts', 'kept');
    write('src/dirty.ts', 'const a = 1;\n');
    write('data.bin', Buffer.from([1, 0, 2, 0, 3, 0, 0, 0]));
    write('dot.png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB', 'base64'));
    write('big.log', 'line of a log\n'.repeat(30_000));
    write('huge.log', '');
    truncateSync(fileOf('huge.log'), 200 * 1024 * 1024);
    write('old.txt', Buffer.from('Gr\xfc\xdfe\n', 'latin1'));
    symlinkSync(root.fsPath, fileOf('loop'));
    writeFileSync(path.join(elsewhere, 'far.txt'), 'far away');
  });
  beforeEach(() => {
    answers = new Answers();
  });
  afterEach(() => answers.dispose());
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const name of [
      'src',
      '.gitignore',
      'secret.txt',
      'build',
      'data.bin',
      'dot.png',
      'big.log',
      'huge.log',
      'old.txt',
      'loop',
      'new',
    ])
      rmSync(fileOf(name), { recursive: true, force: true });
    rmSync(elsewhere, { recursive: true });
  });

  it('are attached with their path, their language and line feeds, without a question', async () => {
    const [part, ...others] = await capture.capture([uriOf('src/plain.ts')], never);
    assert.deepEqual(others, []);
    assert.equal(part?.label, 'src/plain.ts');
    assert.equal(part.text, 'const a = 1;\nconst b = 2;\n');
    assert.equal(part.languageId, 'typescript');
    assert.equal(part.bytes, 28);
    assert.equal(part.uri, uriOf('src/plain.ts').toString());
  });

  it('are attached as the editor shows them, saved or not', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('src/dirty.ts'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// unsaved\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    const [part] = await capture.capture([document.uri], never);
    assert.equal(part?.text, '// unsaved\nconst a = 1;\n');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are attached though they were never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'print(1)' });
    const [part] = await capture.capture([document.uri], never);
    assert.deepEqual([part?.text, part?.languageId, part?.label], ['print(1)', 'python', document.uri.path]);
    assert.deepEqual(answers.asked, []);
  });

  it('give single lines', async () => {
    const [part] = await capture.capture([uriOf('src/plain.ts').with({ fragment: 'L2-L9' })], never);
    assert.deepEqual([part?.kind, part?.text, part?.range], ['selection', 'const b = 2;\n', { start: 2, end: 3 }]);
  });

  it('that git ignores are read only after a question', async () => {
    answers.next(undefined);
    assert.deepEqual(await capture.capture([uriOf('secret.txt')], never), []);
    answers.next('Attach');
    const [part] = await capture.capture([uriOf('secret.txt')], never);
    assert.equal(part?.text, 'password=hunter2');
    assert.match(answers.asked[0]?.detail ?? '', /Git ignores it/u);
  });

  it('outside of the workspace are read only after a question', async () => {
    answers.next('Attach');
    const [part] = await capture.capture([vscode.Uri.file(path.join(elsewhere, 'far.txt'))], never);
    assert.equal(part?.label, 'far.txt');
    assert.match(answers.asked[0]?.detail ?? '', /outside of this workspace/u);
  });

  it('are asked about once, however many need it', async () => {
    const uris = ['src/plain.ts', 'secret.txt', 'big.log', 'build/made.js'].map(uriOf);
    answers.next('Leave These Out');
    const without = await capture.capture(uris, never);
    assert.deepEqual(
      without.map(({ label }) => label),
      ['src/plain.ts'],
    );
    answers.next('Attach All');
    const all = await capture.capture(uris, never);
    assert.deepEqual(
      all.map(({ label }) => label),
      ['src/plain.ts', 'secret.txt', 'big.log', 'build/made.js'],
    );
    assert.deepEqual(
      answers.asked.map(({ message }) => message),
      Array(2).fill('3 of 4 files need your decision. Attach them, too?'),
    );
    assert.match(answers.asked[0]?.detail ?? '', /big\.log: It is large: 410\.2 KiB/u);
  });

  it('of 200 MB are refused without being read', async () => {
    const start = Date.now();
    const before = process.memoryUsage().arrayBuffers;
    await assert.rejects(capture.capture([uriOf('huge.log')], never), /huge\.log.*200\.0 MiB.*up to 20\.0 MiB/u);
    assert.ok(process.memoryUsage().arrayBuffers - before < 50e6);
    assert.ok(Date.now() - start < 30_000);
  });

  it('that hold no text are asked about; pictures are attached as such', async () => {
    answers.next(undefined);
    assert.deepEqual(await capture.capture([uriOf('data.bin')], never), []);
    assert.match(answers.asked[0]?.detail ?? '', /no text/u);
    const [picture] = await capture.capture([uriOf('dot.png')], never);
    assert.deepEqual([picture?.kind, picture?.mediaType], ['image', 'image/png']);
  });

  it('in another encoding say that they could not be read in full', async () => {
    const [part] = await capture.capture([uriOf('old.txt')], never);
    assert.match(part?.note ?? '', /characters could not be read/u);
  });

  it('that are gone are named, and take nothing else away', async () => {
    await assert.rejects(capture.capture([uriOf('gone.ts')], never), /gone\.ts.*not there any more/u);
    const parts = await capture.capture([uriOf('gone.ts'), uriOf('src/plain.ts')], never);
    assert.equal(parts.length, 1);
    assert.match(answers.told[0] ?? '', /gone\.ts/u);
  });

  it('of another file system are read, and listed without a search', async () => {
    const files = new MemoryFiles({
      '/repo/a/b.md': '# b',
      '/repo/.gitignore': 'out\n',
      '/repo/out/x': 'x',
      '/repo/z.txt': 'z',
    });
    const provider = vscode.workspace.registerFileSystemProvider('scoutmemory', files);
    const folder = vscode.Uri.parse('scoutmemory:/repo');
    assert.deepEqual((await listFiles(folder, 100, never)).paths.toSorted(), ['.gitignore', 'a/b.md', 'z.txt']);
    answers.next('Attach');
    const [part] = await capture.capture([vscode.Uri.joinPath(folder, 'a/b.md')], never);
    assert.deepEqual([part?.text, part?.languageId], ['# b', 'markdown']);
    provider.dispose();
  });

  it('are found by typing, without those that git ignores, each once', async () => {
    const index = new FileIndex(recordingLogger());
    const find = async (query: string): Promise<readonly string[]> =>
      (await index.search(query, 20, new Map(), never)).map((file) => file.path);
    assert.deepEqual(await find('plain.ts'), ['src/plain.ts']);
    assert.deepEqual(await find('kept.ts'), ['src/nested/kept.ts']);
    for (const ignored of ['secret.txt', 'made.js', 'local.ts']) assert.deepEqual(await find(ignored), []);
    assert.deepEqual(
      (await index.searchFolders('nested', 5, never)).map((file) => file.path),
      ['src/nested'],
    );
    write('new/arrived.ts', 'new');
    const end = Date.now() + 40_000;
    while ((await find('arrived.ts')).length === 0 && Date.now() < end) await delay(500);
    assert.deepEqual(await find('arrived.ts'), ['new/arrived.ts']);
    index.dispose();
  });

  it('are cut where there are more than can be taken', async () => {
    const { paths, isCut } = await listFiles(root, 2, never);
    assert.deepEqual([paths.length <= 2, isCut], [true, true]);
  });

  function fileOf(name: string): string {
    return path.join(root.fsPath, name);
  }

  function uriOf(name: string): vscode.Uri {
    return vscode.Uri.joinPath(root, name);
  }

  function write(name: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(fileOf(name)), { recursive: true });
    writeFileSync(fileOf(name), content);
  }
});
