import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Conversation } from '../api/chatHistory.js';
import { encodeListCache, listCacheLength, listCacheFileName } from '../protocol/listCacheFile.js';
import type { Database } from './engine/database.js';
import { codeOf, type Files } from './files/files.js';
import { removeIfThere } from './files/removeIfThere.js';

/**
 * Caches the beginning of the list of conversations in a file beside the history, so that the next window can show it before it
 * has opened the history. The file is never needed: errors with it are ignored.
 */
export class ListCacheWriter {
  readonly #database: Database;
  readonly #files: Files;
  readonly #file: string;
  #mayDiffer = true;

  constructor(database: Database, files: Files) {
    this.#database = database;
    this.#files = files;
    this.#file = path.join(database.directory, listCacheFileName);
  }

  /** To be called before events are saved: when a conversation goes for good, so does its title, and first. */
  beforeAppend(events: readonly unknown[]): void {
    this.#mayDiffer = true;
    if (events.some(isTombstone)) this.#remove();
  }

  /** Others have changed the history. */
  noteChange(): void {
    this.#mayDiffer = true;
  }

  /**
   * Brings the file up to date.
   * @throws DatabaseError when the history does not answer.
   */
  write(): void {
    const { replica, health } = this.#database;
    if (!this.#mayDiffer || replica === undefined || health.state === 'read-only') return;
    this.#mayDiffer = false;
    const list = this.#database.query('conversations', [{}, listCacheLength]) as readonly Conversation[];
    if (list.length === 0) this.#remove();
    else this.#replace(Buffer.from(encodeListCache(list)));
  }

  #replace(content: Buffer): void {
    const temporary = `${this.#file}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      if (this.#files.exists(this.#file) && this.#files.read(this.#file).equals(content)) return;
      const descriptor = this.#files.create(temporary);
      try {
        this.#files.append(descriptor, content);
      } finally {
        this.#files.close(descriptor);
      }
      this.#files.rename(temporary, this.#file);
    } catch (error) {
      if (codeOf(error) === '') throw error;
      removeIfThere(this.#files, temporary);
    }
  }

  #remove(): void {
    try {
      if (removeIfThere(this.#files, this.#file)) this.#files.syncDirectory(this.#database.directory);
    } catch (error) {
      if (codeOf(error) === '') throw error;
    }
  }
}

function isTombstone(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'conversation.tombstone';
}
