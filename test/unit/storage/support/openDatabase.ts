import path from 'node:path';
import type { Database as SqlJsDatabase, SqlJsStatic } from 'sql.js';
import type { MessageStatus, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { Database } from '../../../../src/storage/worker/engine/database.js';
import type { DatabaseOptions } from '../../../../src/storage/worker/engine/databaseOptions.js';
import type { Files } from '../../../../src/storage/worker/files/files.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { loadSqlJs } from '../../../../src/storage/worker/sqlite/loadSqlJs.js';
import { sqlJsDirectory } from './sqlJsDirectory.js';

const loaded = await loadSqlJs(sqlJsDirectory);
/** What the present test has opened. */
const open = new Set<SqlJsDatabase>();

/** sql.js, whose memory all tests share: what a test opens and leaves open, as a window that dies does, is closed after it. */
export const sqlJs: SqlJsStatic = {
  ...loaded,
  Database: class extends loaded.Database {
    constructor(image?: ArrayLike<number> | Buffer | null) {
      super(image);
      open.add(this);
    }

    override close(): void {
      open.delete(this);
      super.close();
    }
  },
};

/** For what opens more databases than memory holds: closes those of the test so far. */
export function closeDatabases(): void {
  for (const database of open) database.close();
}

// What several tests share was opened before any of them.
beforeEach(() => open.clear());
afterEach(closeDatabases);

/** The folder of the databases `openDatabase` opens. */
export const directory = path.join(path.sep, 'storage');
/** Where the chat history's log lies. */
export const logDirectory = path.join(directory, 'history');

/** A chat-history database over the given files. Also a small snapshot is read while it is in use, unless the options say otherwise. */
export function openDatabase(
  files: Files,
  now: () => number = Date.now,
  options: Partial<Pick<DatabaseOptions, 'directory' | 'maximumSize' | 'wholeImageBytes' | 'onChanged'>> = {},
): Database {
  const ignore = (): void => undefined;
  return new Database({
    name: 'history',
    schema: historySchema,
    directory,
    files,
    sqlJs,
    now,
    wholeImageBytes: 0,
    onHealth: ignore,
    onOpened: ignore,
    onChanged: ignore,
    ...options,
  });
}

export function message(
  id: string,
  text = id,
  status: MessageStatus = 'complete',
  conversationId = 'conversation',
): StoredMessage {
  return { id, conversationId, parentId: null, role: 'user', parts: [{ type: 'text', text }], createdAt: 1, status };
}

export function put(id: string, text = id): { events: readonly unknown[]; sync: boolean } {
  return { events: [{ type: 'message.put', message: message(id, text) }], sync: true };
}

/** Ids of the messages the database holds. */
export function idsIn(database: Database, conversationId = 'conversation'): readonly string[] {
  return messagesIn(database, conversationId).map(({ id }) => id);
}

export function messagesIn(database: Database, conversationId = 'conversation'): readonly StoredMessage[] {
  return database.query('messages', [conversationId]) as readonly StoredMessage[];
}
