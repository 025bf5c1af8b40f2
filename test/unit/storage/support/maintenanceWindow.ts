import { BlobStore } from '../../../../src/storage/worker/blobs/blobStore.js';
import { Backups } from '../../../../src/storage/worker/maintenance/backups.js';
import { MaintenanceService } from '../../../../src/storage/worker/maintenance/maintenanceService.js';
import type {
  MaintenanceContext,
  MaintainedDatabase,
} from '../../../../src/storage/worker/maintenance/maintainedDatabase.js';
import { Database } from '../../../../src/storage/worker/engine/database.js';
import type { Files } from '../../../../src/storage/worker/files/files.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { defaultLimits } from '../../../../src/storage/worker/workerLimits.js';
import { imageWorkHere } from '../../../../src/storage/worker/image/imageWork.js';
import { Compaction } from '../../../../src/storage/worker/engine/compaction.js';
import type { Schema } from '../../../../src/storage/worker/engine/schema.js';
import { usersSchema } from '../../../../src/storage/worker/databases/users/usersSchema.js';
import type { HistoryEvent, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import type { UserEvent } from '../../../../src/storage/api/users.js';
import type { MaintenanceWork, DatabaseName } from '../../../../src/storage/protocol/workerProtocol.js';
import { directory, sqlJs } from './openDatabase.js';
import { finish } from './compaction.js';

export const day = 24 * 60 * 60 * 1000;

/** Both databases of one window and their maintenance, without the thread. */
export class MaintenanceWindow {
  readonly history: MaintainedDatabase;
  readonly users: MaintainedDatabase;
  readonly service: MaintenanceService;
  readonly context: MaintenanceContext;
  /** Bytes of memory that are still available. */
  memory = Number.POSITIVE_INFINITY;

  constructor(files: Files, now: () => number = Date.now, storage = directory) {
    const keep = (name: DatabaseName, schema: Schema): MaintainedDatabase => {
      const ignore = (): void => undefined;
      const database = new Database({
        name,
        schema,
        directory: storage,
        files,
        sqlJs,
        now,
        wholeImageBytes: defaultLimits.wholeImageBytes,
        onHealth: ignore,
        onOpened: ignore,
        onChanged: ignore,
      });
      const limits = { checkpointBytes: 10_000, checkpointFrames: 5, doubleIndexBytes: 0 };
      return {
        database,
        schema,
        compaction: new Compaction({
          database,
          schema,
          files,
          sqlJs,
          images: imageWorkHere(sqlJs),
          limits,
          now,
          availableMemory: () => this.memory,
        }),
        backups: new Backups({
          database,
          schema,
          files,
          sqlJs,
          storage,
          periodMs: day,
          now,
          availableMemory: () => this.memory,
        }),
      };
    };
    this.history = keep('history', historySchema);
    this.users = keep('users', usersSchema);
    this.context = {
      files,
      sqlJs,
      images: imageWorkHere(sqlJs),
      storage,
      blobs: new BlobStore(files, storage),
      now,
      availableMemory: () => this.memory,
    };
    this.service = new MaintenanceService(this.context, { history: this.history, users: this.users });
  }

  append(...events: readonly HistoryEvent[]): void {
    this.#append(this.history, events);
  }

  appendUsers(...events: readonly UserEvent[]): void {
    this.#append(this.users, events);
  }

  /** A conversation with one message for each text, each answering the one before. */
  converse(id: string, ...texts: readonly string[]): void {
    const messages = texts.map((text, index): StoredMessage => ({
      id: `${id}-${index}`,
      conversationId: id,
      parentId: index === 0 ? null : `${id}-${index - 1}`,
      role: index % 2 === 0 ? 'user' : 'assistant',
      parts: [{ type: 'text', text }],
      createdAt: 1_000_000 + index,
      status: 'complete',
    }));
    this.append(
      {
        type: 'conversation.set',
        id,
        fields: {
          title: `About ${id}`,
          createdAt: 1_000_000,
          updatedAt: 1_000_009,
          tags: [id],
          headId: messages.at(-1)!.id,
        },
      },
      ...messages.map((message) => ({ type: 'message.put', message }) as const),
    );
  }

  /** What is due for a database, done; `undefined` when nothing is. */
  runDueMaintenance(name: DatabaseName = 'history'): string | undefined {
    const work = this.service.due(name);
    return work && finish(work);
  }

  checkpoint(): void {
    finish(this.history.compaction.checkpoint());
  }

  run<T>(work: MaintenanceWork, onProgress: (fraction: number) => void = () => undefined): T {
    return finish(this.service.work(work, onProgress)) as T;
  }

  texts(conversationId: string): readonly string[] {
    const messages = this.history.database.query('messages', [conversationId]) as readonly StoredMessage[];
    return messages.flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : part.type)));
  }

  /** Ids of the conversations in the list. */
  listed(): readonly string[] {
    return (this.history.database.query('conversations', [{}, 1_000]) as readonly { id: string }[])
      .map(({ id }) => id)
      .sort();
  }

  #append({ database }: MaintainedDatabase, events: readonly unknown[]): void {
    const [failure] = database.append([{ events, sync: true }]);
    if (failure !== undefined) throw new Error(failure.message);
  }
}
