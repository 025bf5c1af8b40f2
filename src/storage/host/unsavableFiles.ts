import { createHash } from 'node:crypto';
import { access, chmod, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ScoutError } from '../../core/errors.js';
import { jsonPieces } from '../../core/json.js';
import type { UnsavableStore } from '../api/unsavable.js';

/** In the folder of a conversation whose name is not its id: a file that holds the id. */
const idFile = 'id';
/** What is written at a time, in UTF-16 code units. */
const bufferLength = 64 * 1024;
/** What refers to itself in many ways would fill the disk. */
const maximumLength = 512 * 1024 ** 2;

export interface UnsavableFiles extends UnsavableStore {
  /** Removes what is kept of conversations of which this says that they are deleted for good. */
  forgetDeleted(isDeleted: (conversationId: string) => Promise<boolean>): Promise<void>;
}

/** Keeps what cannot be saved in a folder per conversation; only the user can read it. */
export function createUnsavableFiles(folder: string): UnsavableFiles {
  const folderOf = (conversationId: string): string => path.join(folder, fileNameOf(conversationId));
  const pathOf = (conversationId: string, messageId: string): string =>
    path.join(folderOf(conversationId), `${fileNameOf(messageId)}.json`);
  return {
    async keep(conversationId, messageId, content) {
      const file = pathOf(conversationId, messageId);
      await asStorageErrors(async () => {
        await makePrivate(path.dirname(file));
        if (path.basename(path.dirname(file)) !== conversationId)
          await writeFile(path.join(path.dirname(file), idFile), conversationId, { mode: 0o600 });
        await writeJson(`${file}.tmp`, content);
        await rename(`${file}.tmp`, file);
      });
    },
    async fileOf(conversationId, messageId) {
      const file = pathOf(conversationId, messageId);
      return access(file).then(
        () => file,
        () => undefined,
      );
    },
    async forget(conversationIds) {
      await asStorageErrors(async () => {
        for (const id of conversationIds) await rm(folderOf(id), { recursive: true, force: true });
      });
    },
    async forgetDeleted(isDeleted) {
      for (const name of await readdir(folder).catch(() => [])) {
        const id = await readFile(path.join(folder, name, idFile), 'utf8').catch(() => name);
        if (await isDeleted(id)) await this.forget([id]);
      }
    },
  };
}

/** Also where the folders exist and others may look into them; a file system without permissions is no reason to keep nothing. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const each of [path.dirname(folder), folder]) await chmod(each, 0o700).catch(() => undefined);
}

/** In pieces, so that the host does something else in between. */
async function writeJson(file: string, content: unknown): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    let waiting = '';
    let length = 0;
    for (const piece of jsonPieces(content)) {
      waiting += piece;
      length += piece.length;
      if (length > maximumLength) break;
      if (waiting.length < bufferLength) continue;
      await handle.writeFile(waiting);
      waiting = '';
    }
    await handle.writeFile(`${waiting}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** SCOUT's own ids stand for themselves; others may be anything. */
function fileNameOf(id: string): string {
  return /^[\da-f-]{36}$/u.test(id) ? id : createHash('sha256').update(id).digest('hex');
}

async function asStorageErrors(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new ScoutError('storage', 'What cannot be saved in the history could not be kept beside it either.', {
      retryable: true,
      cause: error,
    });
  }
}
