/**
 * What `@` completion over many files and attaching many files cost the extension host, and for how long nothing else has a turn there. The
 * peer of a search looks at every path as well: it asks each whether it holds what was typed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuzzyPaths } from '../../src/attachments/files/fuzzyPaths.js';
import { registerVscodeStub } from '../support/vscodeStub/registerHook.js';
import { measureListIgnoring, type ListIgnoringReport } from './listFilesIgnoring.js';
import { median } from './median.js';
import { turnsOf, type Turns } from './providers/longestTurn.js';
import { quantile } from './quantile.js';

export interface AttachFilesReport {
  readonly files: number;
  /** Leaving out what a large `.gitignore` names. */
  readonly listing: ListIgnoringReport;
  /** Making the index, once the files are listed. */
  readonly index: Turns;
  /** Of one search each: half of them, the slowest, and the longest turn of any. */
  readonly search: { readonly p50: number; readonly greatest: number; readonly cpu: number; readonly longest: number };
  /** Half of the peer's searches, in milliseconds. */
  readonly peer: number;
  readonly attached: number;
  readonly attach: Turns;
}

const words =
  'core app view model user order payment invoice test utils helper service controller repository factory index main config client server store widget panel dialog table detail'.split(
    ' ',
  );
/** As they are typed: each letter is a search. */
const typed = ['userController12', 'payinv', 'index.ts', 'zzz'];
/** How many patterns there are in the largest `.gitignore` files of usual projects. */
const ignorePatterns = 400;
const never = new AbortController().signal;

export async function measureAttachFiles(files: number, attached: number, rounds: number): Promise<AttachFilesReport> {
  const paths = somePaths(files);
  const lowered = paths.map((name) => name.toLowerCase());
  let index = await FuzzyPaths.index(paths.slice(0, 100), never);
  const indexing = await turnsOf(async () => {
    index = await FuzzyPaths.index(paths, never);
  });
  const queries = typed.flatMap((text) => Array.from(text, (_, length) => text.slice(0, length + 1)));
  const searches: Turns[] = [];
  const peers: number[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const query of queries) {
      const turns = await turnsOf(() => index.search(query, 50, () => 0, never));
      const start = performance.now();
      lowered.filter((name) => name.includes(query.toLowerCase()));
      if (round < 0) continue;
      peers.push(performance.now() - start);
      searches.push(turns);
    }
  }
  const elapsed = searches.map((turns) => turns.elapsed);
  return {
    files,
    listing: await measureListIgnoring(paths, ignorePatterns),
    index: indexing,
    search: {
      p50: median(elapsed),
      greatest: quantile(elapsed, 1),
      cpu: median(searches.map(({ cpu }) => cpu)),
      longest: quantile(
        searches.map(({ longest }) => longest),
        1,
      ),
    },
    peer: median(peers),
    attached,
    attach: await measureCapture(attached),
  };
}

async function measureCapture(count: number): Promise<Turns> {
  registerVscodeStub();
  const { FileCapture } = await import('../../src/vscode/context/files/fileCapture.js');
  const { vscodeStub, api } = await import('../support/vscodeStub/vscodeStub.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-attach-'));
  try {
    vscodeStub.openFolders(api.Uri.file(folder));
    const uris = Array.from({ length: count }, (_, number) => {
      const file = path.join(folder, `file${number}.ts`);
      writeFileSync(file, `export const value${number} = ${number};\n`.repeat(200));
      return api.Uri.file(file);
    });
    const capture = new FileCapture(() => Promise.resolve([]));
    return await turnsOf(async () => {
      const parts = await capture.capture(uris, never);
      if (parts.length !== count) throw new Error('Not all files were attached.');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function somePaths(count: number): readonly string[] {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x7fffffff) * below);
  };
  const word = (): string => words[random(words.length)] ?? '';
  return Array.from({ length: count }, (_, number) => {
    const folders = Array.from({ length: 2 + random(6) }, word);
    const second = word();
    return [...folders, `${word()}${second.charAt(0).toUpperCase()}${second.slice(1)}${number % 97}.ts`].join('/');
  });
}
