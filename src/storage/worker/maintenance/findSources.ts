import path from 'node:path';
import type { Files } from '../files/files.js';
import { QUARANTINE_FOLDER } from '../log/quarantine.js';
import type { MaintainedDatabase } from './maintainedDatabase.js';

/** A file that may hold something of a database. */
export type Source =
  | { readonly kind: 'image'; readonly file: string }
  /** `writer`: as the file's name says. */
  | { readonly kind: 'segment'; readonly file: string; readonly writer: string };

/** Also with what quarantine and unfinished work append to a name. */
const extra = String.raw`(?:\.[0-9a-f]{8})*(?:\.tmp)?$`;
const segmentPattern = new RegExp(String.raw`^seg-([0-9a-f]{16})-[1-9][0-9]{0,8}\.log(?:\.sealed)?${extra}`);
const snapshotPattern = new RegExp(String.raw`^snap-[1-9][0-9]{0,8}-[0-9a-f]{16}-[1-9][0-9]{0,8}\.db${extra}`);

/**
 * Every file of SCOUT's that may hold something of this database: in use, left over, set aside, or a backup. Others are no business of
 * ours.
 * @throws the system error when a folder cannot be read.
 */
export function findSources(files: Files, { database, backups }: MaintainedDatabase): readonly Source[] {
  const folders = [database.directory, path.join(database.directory, QUARANTINE_FOLDER)];
  const found = folders.flatMap((folder) => files.list(folder).flatMap((name) => sourceOf(folder, name)));
  return [
    ...found,
    ...backups.fileNames().map((name) => ({ kind: 'image', file: path.join(backups.folder, name) }) as const),
  ];
}

function sourceOf(folder: string, name: string): readonly Source[] {
  const file = path.join(folder, name);
  const segment = segmentPattern.exec(name);
  if (segment !== null) return [{ kind: 'segment', file, writer: segment[1]! }];
  return snapshotPattern.test(name) ? [{ kind: 'image', file }] : [];
}
