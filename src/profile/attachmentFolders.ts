import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, idFile, temporaryEnd } from './attachmentFolder.js';

/** A chat's folder of attachments, which may be empty. */
export interface FoundFolder {
  readonly path: string;
  readonly conversationId: string;
  /** When something was added or removed last, in Unix milliseconds. */
  readonly changedAt: number;
}

/** Those of all chats; other folders are none of SCOUT's. An absent root has none. */
export async function attachmentFolders(root: string): Promise<readonly FoundFolder[]> {
  const names = await readdir(root).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const found: FoundFolder[] = [];
  for (const name of names.filter((each) => /^(?:[\da-f-]{36}|[\da-f]{64})$/u.test(each))) {
    const folder = path.join(root, name);
    const { mtimeMs } = await stat(folder);
    const conversationId = await readFile(path.join(folder, idFile), 'utf8').catch(() => name);
    found.push({ path: folder, conversationId, changedAt: mtimeMs });
  }
  return found;
}

/** With all that is in it. What is not there is gone already. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Removes what was not written to its end, and the folder when nothing else is in it. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(temporaryEnd)) await rm(path.join(folder, name), { force: true });
  // Not while something is in it.
  await rmdir(folder).catch(() => undefined);
}
