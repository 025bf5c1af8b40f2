import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AttachmentPart } from '../core/message.js';
import { soundAttachment } from '../core/soundAttachment.js';

/** Where the name of a chat's folder is not its id: a file that holds the id. */
export const idFile = 'id';
/** Of what is being written. */
export const temporaryEnd = '.tmp';
const attachmentFile = /^(\d{8})-[\da-f-]{36,64}\.json$/u;
/** No attachment is stored in more; what is larger is not SCOUT's, and reading it would cost memory. In bytes. */
const maximumFileBytes = 64 * 1024 * 1024;

export interface AttachmentFile {
  /** Bare; sorts by the order in which attachments were added. */
  readonly name: string;
  readonly part: AttachmentPart;
}

/** The attachments of one chat, each in a file of its own, so that several windows can add and remove without knowing of each other. */
export class AttachmentFolder {
  readonly path: string;
  readonly #conversationId: string;
  /** What was read, and of which state of its file that is. */
  readonly #read = new Map<string, { readonly state: string; readonly part: AttachmentPart | undefined }>();

  /** @param root of the folders of all chats */
  constructor(root: string, conversationId: string) {
    this.path = path.join(root, fileNameOf(conversationId));
    this.#conversationId = conversationId;
  }

  /**
   * In the order in which they were added. A file is read again only when it is another one than before.
   * @param onDamaged is told of a file that holds no attachment, or cannot be read, once for each state of it. It stays where it is.
   */
  async files(onDamaged: (name: string, error?: unknown) => void): Promise<readonly AttachmentFile[]> {
    const entries = await ignoring('ENOENT', readdir(this.path, { withFileTypes: true }));
    const names = (entries ?? []).flatMap((entry) =>
      entry.isFile() && attachmentFile.test(entry.name) ? entry.name : [],
    );
    const files: AttachmentFile[] = [];
    for (const name of names.sort()) {
      const part = await this.#part(name, onDamaged);
      if (part !== undefined) files.push({ name, part });
    }
    for (const name of this.#read.keys()) if (!names.includes(name)) this.#read.delete(name);
    return files;
  }

  /** Whatever of it cannot be written, none of it is there then. On disk once it has resolved. @throws the system's error */
  async add(parts: readonly AttachmentPart[]): Promise<void> {
    await this.#make();
    const names = await readdir(this.path);
    const last = Math.max(0, ...names.map((name) => Number(attachmentFile.exec(name)?.[1] ?? 0)));
    const written: string[] = [];
    try {
      for (const [index, part] of parts.entries()) {
        const name = `${String(last + index + 1).padStart(8, '0')}-${fileNameOf(part.id)}.json`;
        written.push(name);
        await this.#write(name, part);
      }
      await syncFolder(this.path);
    } catch (error) {
      await this.remove(written).catch(() => undefined);
      throw error;
    }
  }

  /** Puts it into the place of what is there under this name. */
  async replace(name: string, part: AttachmentPart): Promise<void> {
    await this.#write(name, part);
    await syncFolder(this.path);
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(path.join(this.path, name), { force: true });
    if (names.length > 0) await ignoring('ENOENT', syncFolder(this.path));
  }

  async #part(name: string, onDamaged: (name: string, error?: unknown) => void): Promise<AttachmentPart | undefined> {
    const file = path.join(this.path, name);
    try {
      const { ino, mtimeNs, size } = await stat(file, { bigint: true });
      const state = `${ino} ${mtimeNs} ${size}`;
      const known = this.#read.get(name);
      if (known?.state === state) return known.part;
      const part = size > maximumFileBytes ? undefined : parsed(await readFile(file, 'utf8'));
      this.#read.set(name, { state, part });
      if (part === undefined) onDamaged(name);
      return part;
    } catch (error) {
      // Another window has removed it since the folder was read.
      if (codeOf(error) !== 'ENOENT') onDamaged(name, error);
      return undefined;
    }
  }

  /** Also where the folders exist and others may look into them; a file system without permissions is no reason to store nothing. */
  async #make(): Promise<void> {
    const root = path.dirname(this.path);
    if ((await mkdir(this.path, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(root);
    for (const folder of [root, this.path]) await chmod(folder, 0o700).catch(() => undefined);
    if (path.basename(this.path) !== this.#conversationId)
      await writeFile(path.join(this.path, idFile), this.#conversationId, { mode: 0o600 });
  }

  async #write(name: string, part: AttachmentPart): Promise<void> {
    const file = path.join(this.path, name);
    const temporary = `${file}.${randomBytes(6).toString('hex')}${temporaryEnd}`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(JSON.stringify(part));
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }
}

/** The `code` of a system error; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function parsed(json: string): AttachmentPart | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? soundAttachment({ ...value }) : undefined;
  } catch {
    return undefined;
  }
}

/** SCOUT's own ids stand for themselves; others may be anything. */
function fileNameOf(id: string): string {
  return /^[\da-f-]{36}$/u.test(id) ? id : createHash('sha256').update(id).digest('hex');
}

/** Makes the names in it durable, as far as the file system can; NTFS journals names by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

async function ignoring<T>(code: string, action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (codeOf(error) !== code) throw error;
    return undefined;
  }
}
