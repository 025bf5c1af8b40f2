import assert from 'node:assert/strict';
import type { Files } from '../../../../src/storage/worker/files/files.js';
import { finish, compactionOf } from './compaction.js';
import { interposedFiles } from './interposedFiles.js';
import { idsIn, openDatabase, put } from './openDatabase.js';
import { type Operation, type SimulatedFiles, systemError } from './simulatedFiles.js';

/** What Windows refuses while a virus scanner, an indexer or another window holds the file. */
export const refusals = ['EPERM', 'EBUSY', 'EACCES'] as const;
/** Calls that name a file, which somebody else may hold. */
export const named: readonly Operation[] = [
  'list',
  'read',
  'size',
  'makeDirectory',
  'create',
  'exists',
  'rename',
  'remove',
];

export const refuse = (code: string, file: unknown): never => {
  throw systemError(code, String(file));
};

/** The names of the files that end so. */
export function namesOf(files: SimulatedFiles, ending: string): readonly string[] {
  return [...files.contents().keys()].filter((file) => file.endsWith(ending));
}

/** How often one call after another is refused, and how. */
export interface Refusal {
  readonly code: (typeof refusals)[number];
  readonly times: number;
}

/** The disk, but each call that names a file is first refused as often as the next entry of the plan says. */
export function heldFiles(disk: SimulatedFiles, plan: readonly Refusal[]): Files {
  let turn = 0;
  let left = 0;
  let isRetry = false;
  // The first attempt draws how often this call is refused, and the later ones use it up.
  return interposedFiles(disk, (operation, [file]) => {
    if (!named.includes(operation)) return;
    const { code, times } = plan[turn % plan.length]!;
    if (!isRetry) left = times;
    isRetry = left > 0;
    if (left-- > 0) refuse(code, file);
    turn++;
  });
}

/** Two windows write, make snapshots and clean up; then the history is opened once more. */
export function liveTogether(disk: SimulatedFiles, seenByOne: Files): void {
  const [one, other] = [openDatabase(seenByOne), openDatabase(disk)];
  const compaction = compactionOf(one, seenByOne);
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    for (const [index, window] of [one, other].entries()) {
      const id = `${round}.${index}`;
      assert.deepEqual(window.append([put(id)]), [undefined]);
      ids.push(id);
    }
    finish(compaction.checkpoint());
    for (const window of [one, other]) window.catchUp();
  }
  finish(compaction.checkpoint());
  for (const database of [one, other, openDatabase(disk)]) {
    assert.deepEqual(idsIn(database), ids);
    assert.deepEqual(database.health, { state: 'ok', warnings: [] });
  }
}
