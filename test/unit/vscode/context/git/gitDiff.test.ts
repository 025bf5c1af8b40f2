import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { gitDiff, type DiffSubject, type GitDiff } from '../../../../../src/vscode/context/git/gitDiff.js';
import type { GitApi, GitRepository } from '../../../../../src/vscode/context/git/gitExtension.js';
import { runGit } from '../../../../../src/vscode/context/git/runGit.js';
import { GitFolder } from '../../../../support/gitFolder.js';

const api = { git: { path: 'git' } } as GitApi;

function diffOf(folder: GitFolder, subject: DiffSubject, maximum = 100_000): Promise<GitDiff> {
  const commit = ((): string | undefined => {
    try {
      return folder.git('rev-parse', '--verify', 'HEAD').trim();
    } catch {
      return undefined;
    }
  })();
  const repository = {
    rootUri: vscode.Uri.file(folder.folder),
    state: { HEAD: commit === undefined ? { name: 'main' } : { name: 'main', commit } },
  } as GitRepository;
  return gitDiff(api, repository, subject, maximum, new AbortController().signal);
}

function namesOf(folder: GitFolder, { sources }: GitDiff): readonly string[] {
  return sources.map(({ path }) => path.slice(folder.folder.length + 1)).sort();
}

describe('the diff of a git repository', () => {
  it('has what is staged, and nothing else, before and after the first commit', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.git('add', 'a.txt');
    assert.match((await diffOf(folder, { kind: 'staged' })).text, /^\+one$/mu);
    assert.match((await diffOf(folder, { kind: 'uncommitted' })).text, /^\+one$/mu);
    folder.commit('first');
    folder.write('a.txt', 'two\n');
    folder.git('add', 'a.txt');
    folder.write('a.txt', 'three\n');
    const staged = await diffOf(folder, { kind: 'staged' });
    assert.match(staged.text, /^diff --git a\/a\.txt b\/a\.txt\n/u);
    assert.match(staged.text, /^-one\n\+two$/mu);
    assert.doesNotMatch(staged.text, /three/u);
    assert.match((await diffOf(folder, { kind: 'uncommitted' })).text, /^-one\n\+three$/mu);
  });

  it('names its files, those of a renaming twice, and untracked ones without their content', async () => {
    using folder = new GitFolder();
    folder.write('old name.txt', 'a\nb\nc\nd\ne\n');
    folder.write('gone.txt', 'gone\n');
    folder.write('.gitignore', 'ignored.txt\n');
    folder.commit('first');
    folder.git('mv', 'old name.txt', 'neu ü.txt');
    folder.git('rm', '--quiet', 'gone.txt');
    folder.write('sub/new.txt', 'secret content\n');
    folder.write('ignored.txt', 'x');
    const diff = await diffOf(folder, { kind: 'uncommitted' });
    assert.deepEqual(namesOf(folder, diff), ['gone.txt', 'neu ü.txt', 'old name.txt', 'sub/new.txt']);
    assert.match(diff.text, /rename to neu ü\.txt/u);
    assert.match(diff.text, /Untracked files \(content not shown\):\nsub\/new\.txt/u);
    assert.doesNotMatch(diff.text, /secret content|ignored/u);
    assert.equal(diff.untracked, 1);
  });

  it('has a commit with its message, the first one and a merge, too', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    const first = folder.commit('first\n\ndiff --git a/fake b/fake');
    folder.git('checkout', '--quiet', '-b', 'side');
    folder.write('b.txt', 'side\n');
    folder.commit('side');
    folder.git('checkout', '--quiet', 'main');
    folder.write('c.txt', 'main\n');
    folder.commit('main');
    folder.git('merge', '--quiet', '--no-edit', 'side');
    const merge = folder.git('rev-parse', 'HEAD').trim();
    const root = await diffOf(folder, { kind: 'commit', commit: first });
    assert.match(root.text, /^commit [0-9a-f]{40}\nAuthor: Ada\nDate: /u);
    assert.match(root.text, /^ {4}first$/mu);
    assert.match(root.text, /^\+one$/mu);
    assert.doesNotMatch(root.text, /example\.com/u);
    assert.deepEqual(namesOf(folder, root), ['a.txt']);
    assert.deepEqual(namesOf(folder, await diffOf(folder, { kind: 'commit', commit: merge })), ['b.txt']);
  });

  it('has what was done since a branch left another one, and not what the other did since', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.commit('first');
    folder.git('checkout', '--quiet', '-b', 'work');
    folder.write('work.txt', 'committed\n');
    folder.commit('work');
    folder.git('checkout', '--quiet', 'main');
    folder.write('main.txt', 'later\n');
    folder.commit('later');
    folder.git('checkout', '--quiet', 'work');
    folder.write('work.txt', 'not committed\n');
    const diff = await diffOf(folder, { kind: 'branch', branch: 'refs/heads/main' });
    assert.deepEqual(namesOf(folder, diff), ['work.txt']);
    assert.match(diff.text, /^\+not committed$/mu);
    await assert.rejects(diffOf(folder, { kind: 'branch', branch: '--output=/tmp/x' }), { code: 'unsupported-input' });
  });

  it('is the same whatever the configuration of the user says, and runs no program of it', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.write('.gitattributes', '*.txt diff=custom\n');
    folder.commit('first');
    for (const [name, value] of [
      ['diff.external', 'false'],
      ['diff.custom.textconv', 'false'],
      ['diff.noprefix', 'true'],
      ['color.ui', 'always'],
      ['color.diff', 'always'],
    ] as const)
      folder.git('config', name, value);
    folder.write('a.txt', 'two\n');
    assert.match(
      (await diffOf(folder, { kind: 'uncommitted' })).text,
      /^diff --git a\/a\.txt b\/a\.txt\nindex .*\n--- a\/a\.txt\n\+\+\+ b\/a\.txt\n@@ .*\n-one\n\+two\n$/u,
    );
  });

  it('has a commit as it is whatever is configured for logs', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    const first = folder.commit('Grüße');
    const plain = await diffOf(folder, { kind: 'commit', commit: first });
    const signal = new AbortController().signal;
    const hashes = async (): Promise<string> =>
      (await runGit('git', folder.folder, ['log', '-1', '--format=%H'], 1_000, signal)).text;
    assert.equal(await hashes(), `${first}\n`);
    for (const [name, value] of [
      ['log.showSignature', 'true'],
      ['log.showRoot', 'false'],
      ['i18n.logOutputEncoding', 'ISO-8859-1'],
    ] as const)
      folder.git('config', name, value);
    assert.match(plain.text, /^ {4}Grüße$/mu);
    assert.equal((await diffOf(folder, { kind: 'commit', commit: first })).text, plain.text);
    assert.equal(await hashes(), `${first}\n`);
  });

  it('only names binary files', async () => {
    using folder = new GitFolder();
    folder.write('a.bin', new Uint8Array([0, 1, 2, 0, 255]));
    folder.commit('first');
    folder.write('a.bin', new Uint8Array([0, 1, 3, 0, 255]));
    assert.match(
      (await diffOf(folder, { kind: 'uncommitted' })).text,
      /^Binary files a\/a\.bin and b\/a\.bin differ$/mu,
    );
  });

  it('shortens the longest files only, and counts them', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'one\n');
    folder.write('lock.json', 'x\n');
    folder.commit('first');
    folder.write('a.txt', 'two\n');
    folder.write('lock.json', 'line\n'.repeat(10_000));
    folder.write('z.txt', 'last\n');
    folder.git('add', '.');
    const diff = await diffOf(folder, { kind: 'staged' }, 5_000);
    assert.equal(diff.cutFiles, 1);
    assert.match(diff.text, /^\+two$/mu);
    assert.match(diff.text, /^\+last$/mu);
    assert.match(diff.text, /\[… \d+ more lines of this file left out\]/u);
    assert.ok(diff.text.length < 5_300);
    assert.ok(diff.bytes > 50_000);
  });

  it('names no more files than its text has, and counts all', async () => {
    using folder = new GitFolder();
    for (let index = 100; index < 200; index++) folder.write(`f${index}.txt`, 'one\n'.repeat(50));
    folder.commit('first');
    folder.git('mv', 'f100.txt', 'e.txt');
    for (let index = 101; index < 200; index++) folder.write(`f${index}.txt`, 'two\n'.repeat(50));
    folder.git('add', '.');
    const diff = await diffOf(folder, { kind: 'staged' }, 4_500);
    const shown = [...diff.text.matchAll(/^diff --git a\/(\S+) b\/(\S+)$/gmu)].flatMap(([, a, b]) => [a!, b!]);
    assert.deepEqual(namesOf(folder, diff), [...new Set(shown)].sort());
    assert.deepEqual([shown.includes('e.txt'), shown.length < 30], [true, true]);
    assert.equal(diff.files, 100);
    assert.ok(diff.text.length <= 4_500);
  });
});

describe('git', () => {
  it('is stopped when it has written enough, and when nobody waits any more', async () => {
    using folder = new GitFolder();
    folder.write('a.txt', 'line\n'.repeat(200_000));
    folder.git('add', '.');
    const output = await runGit('git', folder.folder, ['diff', '--cached'], 1_000, new AbortController().signal);
    assert.deepEqual([output.text.length, output.isCut], [1_000, true]);
    const stop = new AbortController();
    const run = runGit('git', folder.folder, ['diff', '--cached'], 10_000_000, stop.signal);
    stop.abort();
    await assert.rejects(run, { name: 'AbortError' });
  });

  it('says why it failed, and when it is not there', async () => {
    using folder = new GitFolder();
    const { signal } = new AbortController();
    await assert.rejects(runGit('git', folder.folder, ['log'], 100, signal), /does not have any commits yet/u);
    await assert.rejects(runGit('no-such-git', folder.folder, ['log'], 100, signal), /Git could not be run/u);
  });
});
