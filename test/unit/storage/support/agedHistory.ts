import assert from 'node:assert/strict';
import path from 'node:path';
import { finish, compactionOf } from './compaction.js';
import { openDatabase, put } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';

/** What an aged history holds. */
export const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

export interface AgedHistory {
  readonly files: SimulatedFiles;
  /** The greater one first. */
  readonly snapshots: readonly [string, string];
  readonly segments: readonly string[];
}

/** A history with a past: `a` and `b` are in two snapshots only, `c` and `d` in one and in the log, `e` and `f` in the log only. */
export function agedHistory(): AgedHistory {
  const files = new SimulatedFiles();
  const database = openDatabase(files);
  const compaction = compactionOf(database, files);
  const save = (...ids: string[]) => ids.forEach((id) => assert.deepEqual(database.append([put(id)]), [undefined]));
  save('a', 'b');
  finish(compaction.checkpoint());
  finish(compaction.checkpoint());
  save('c', 'd');
  finish(compaction.checkpoint());
  save('e', 'f');
  database.close();
  const names = [...files.contents().keys()].sort();
  const [second, first] = names.filter((name) => name.endsWith('.db'));
  assert.ok(first !== undefined && second !== undefined);
  return { files, snapshots: [first, second], segments: names.filter((name) => name.includes('seg-')) };
}

/** The names of the files that were put into quarantine. */
export function quarantined(files: SimulatedFiles): readonly string[] {
  return [...files.contents().keys()].filter((file) => file.includes('quarantine')).map((file) => path.basename(file));
}

/** The bytes with some of their bits changed. */
export function flipped(bytes: Buffer, bits: readonly number[]): Buffer {
  const damaged = Buffer.from(bytes);
  for (const bit of bits) damaged[(bit >> 3) % damaged.length]! ^= 1 << (bit & 7);
  return damaged;
}
