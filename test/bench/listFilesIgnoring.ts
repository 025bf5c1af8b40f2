/** What it costs the extension host to leave out of a listing what git leaves out. VS Code's own search, before it, runs in another process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registerVscodeStub } from '../support/vscodeStub/registerHook.js';
import { turnsOf, type Turns } from './providers/longestTurn.js';

export interface ListIgnoringReport extends Turns {
  readonly patterns: number;
  /** How many files git leaves out. */
  readonly ignored: number;
}

/** @param paths of the files, relative to their folder */
export async function measureListIgnoring(paths: readonly string[], patterns: number): Promise<ListIgnoringReport> {
  registerVscodeStub();
  const { listFiles } = await import('../../src/vscode/context/files/listFiles.js');
  const { vscodeStub, api } = await import('../support/vscodeStub/vscodeStub.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-list-'));
  try {
    writeFileSync(path.join(folder, '.gitignore'), somePatterns(patterns).join('\n'));
    const uri = api.Uri.file(folder);
    vscodeStub.openFolders(uri);
    vscodeStub.foundFiles = paths.map((name) => api.Uri.joinPath(uri, name));
    let listed = 0;
    const turns = await turnsOf(async () => {
      listed = (await listFiles(uri, paths.length, new AbortController().signal)).paths.length;
    });
    return { ...turns, patterns, ignored: paths.length - listed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In the shares that GitHub's templates have: endings, folders and names with and without classes, paths, and what is taken back. */
function somePatterns(count: number): readonly string[] {
  const kinds: readonly ((number: number) => string)[] = [
    (number) => `*.out${number}`,
    (number) => `*.tmp${number}`,
    (number) => `*.[Cc]ache${number}`,
    (number) => `built${number}/`,
    (number) => `[Bb]in${number}/`,
    (number) => `_Report${number}*/`,
    (number) => `made${number}.json`,
    (number) => `docs/made${number}/*.html`,
    (number) => `**/[Pp]ackages${number}/*`,
    (number) => `!made${number}/kept.json`,
  ];
  // Some that fit: a tenth of all names ends like one of these.
  const fitting = Array.from({ length: 10 }, (_, number) => `*Detail${number}.ts`);
  const others = Array.from({ length: count - fitting.length }, (_, number) => kinds[number % kinds.length]!(number));
  return [...others, ...fitting];
}
