import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import { openFile, unreadable } from './randomAccess.js';
import { attachmentIdOf, mayHoldChats, type SourceDocument } from './sourceDocument.js';

/** Attachments by their ids. @throws ImportError */
export type AttachmentsNear = (directory: string) => Promise<ReadonlyMap<string, string>>;

/** How far below the chosen folder files are looked for. */
const MAX_DEPTH = 8;

/** The files in a folder, and in those below it, that may hold chats, sorted by name. Links are not followed. @throws ImportError */
export async function folderDocuments(
  folder: string,
  limits: ArchiveLimits,
  signal: AbortSignal,
  onProblem: (name: string, problem: ImportError) => void,
): Promise<readonly SourceDocument[]> {
  /** What cannot be read costs no more than itself. */
  const orProblem = async <T>(location: string, reading: Promise<T>): Promise<T | undefined> => {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof ImportError) || location === folder) throw error;
      onProblem(path.relative(folder, location), error);
      return undefined;
    }
  };
  const documents: SourceDocument[] = [];
  const near = attachmentsOnce(limits);
  const waiting = [{ directory: folder, depth: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal.throwIfAborted();
    const listed = (await orProblem(next.directory, list(next.directory))) ?? [];
    const entries = listed.sort((a, b) => (a.name < b.name ? -1 : 1));
    seen += entries.length;
    if (seen > limits.folderEntries) throw new ImportError('too-many-files');
    const files = entries.filter((entry) => entry.isFile());
    const names = new Set(files.map(({ name }) => name));
    for (const { name } of files.filter((file) => mayHoldChats(file.name))) {
      const file = path.join(next.directory, name);
      const document = await orProblem(file, fileDocument(file, path.relative(folder, file), names, near));
      if (document !== undefined) documents.push(document);
    }
    for (const { name } of entries.filter((entry) => entry.isDirectory()).toReversed()) {
      if (next.depth < MAX_DEPTH) waiting.push({ directory: path.join(next.directory, name), depth: next.depth + 1 });
    }
  }
  return documents;
}

/**
 * A single file that was chosen, or found.
 * @param names of the files beside it, where they are known already
 * @param near as `attachmentsOnce` gives it, one for all files that lie together
 */
export async function fileDocument(
  file: string,
  name: string,
  names: ReadonlySet<string> | undefined,
  near: AttachmentsNear,
): Promise<SourceDocument> {
  const { size, mtimeMs } = await stat(file).catch((error: unknown) => Promise.reject(unreadable(error)));
  // A file can be read although its folder cannot be listed.
  const listed = names === undefined ? await list(path.dirname(file)).catch(() => []) : [];
  const known = names ?? new Set(listed.filter((entry) => entry.isFile()).map((entry) => entry.name));
  return documentAt(file, { name, size, modifiedAt: Math.floor(mtimeMs) }, known, near);
}

function documentAt(
  file: string,
  known: Pick<SourceDocument, 'name' | 'size' | 'modifiedAt'>,
  names: ReadonlySet<string>,
  near: AttachmentsNear,
): SourceDocument {
  const directory = path.dirname(file);
  return {
    ...known,
    folder: path.basename(directory),
    open: () => streamFile(file),
    verify: () => Promise.resolve(),
    beside: (name) =>
      names.has(name) ? documentAt(path.join(directory, name), { ...known, name, size: 0 }, names, near) : undefined,
    async attachment(id) {
      const found = (await near(directory)).get(id);
      if (found === undefined) return undefined;
      const { size } = await stat(found).catch((error: unknown) => Promise.reject(unreadable(error)));
      return { size, open: () => streamFile(found) };
    },
  };
}

async function* streamFile(file: string): AsyncGenerator<Uint8Array> {
  await using opened = await openFile(file);
  yield* opened.stream();
}

/** What lies near the files of a folder; it is looked up once, however many files there are. */
export function attachmentsOnce({ folderEntries }: Pick<ArchiveLimits, 'folderEntries'>): AttachmentsNear {
  const known = new Map<string, ReturnType<AttachmentsNear>>();
  return (directory) => {
    const found = known.get(directory) ?? attachmentsNear(directory, folderEntries);
    known.set(directory, found);
    return found;
  };
}

/** By id: the files in the folder, and in those right below it, whose names begin like an attachment's. */
async function attachmentsNear(directory: string, maximumEntries: number): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let seen = 0;
  const add = (folder: string, entries: readonly Dirent[]): void => {
    seen += entries.length;
    for (const { name } of entries.filter((entry) => entry.isFile())) {
      const id = attachmentIdOf(name);
      if (id !== undefined && !found.has(id)) found.set(id, path.join(folder, name));
    }
  };
  const entries = await list(directory);
  add(directory, entries);
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    if (seen > maximumEntries) break;
    const folder = path.join(directory, name);
    add(folder, await list(folder).catch(() => []));
  }
  return found;
}

async function list(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    throw unreadable(error);
  }
}
