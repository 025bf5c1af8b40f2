/** A history that grows day by day and is looked after as SCOUT does it, a window a day; afterwards the folder is measured. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import type { DatabaseName } from '../../../../src/storage/protocol/workerProtocol.js';
import { BlobStore } from '../../../../src/storage/worker/blobs/blobStore.js';
import { historySchema } from '../../../../src/storage/worker/databases/history/historySchema.js';
import { usersSchema } from '../../../../src/storage/worker/databases/users/usersSchema.js';
import { nodeFiles } from '../../../../src/storage/worker/files/files.js';
import { imageWorkHere } from '../../../../src/storage/worker/image/imageWork.js';
import type { MaintenanceContext } from '../../../../src/storage/worker/maintenance/maintainedDatabase.js';
import { MaintenanceService } from '../../../../src/storage/worker/maintenance/maintenanceService.js';
import { ServedDatabase } from '../../../../src/storage/worker/servedDatabase.js';
import { loadSqlJs } from '../../../../src/storage/worker/sqlite/loadSqlJs.js';
import { StepRunner } from '../../../../src/storage/worker/stepRunner.js';
import { defaultLimits } from '../../../../src/storage/worker/workerLimits.js';
import { historyTransactions } from '../../historyData.js';
import { answer, readOptions } from './program.js';

export interface DaysOfUseOptions {
  readonly folder: string;
  readonly messages: number;
  readonly days: number;
}

/** Bytes. */
export interface DiskFigures {
  /** Of all messages, UTF-8. */
  readonly text: number;
  readonly snapshots: readonly number[];
  readonly log: number;
  /** The newest first. */
  readonly backups: readonly number[];
  /** Everything else, the reserve for a full disk included. */
  readonly others: number;
}

const { folder, messages, days } = readOptions<DaysOfUseOptions>();
const sqlJs = await loadSqlJs(import.meta.dirname);
let now = Date.UTC(2026, 0, 5, 9);
const context: MaintenanceContext = {
  files: nodeFiles,
  sqlJs,
  images: imageWorkHere(sqlJs),
  storage: folder,
  blobs: new BlobStore(nodeFiles, folder),
  now: () => now,
  availableMemory: () => process.availableMemory(),
};
const schemas = { history: historySchema, users: usersSchema } as const;

function serve(name: DatabaseName): ServedDatabase {
  const ignore = (): void => undefined;
  return new ServedDatabase({
    name,
    schema: schemas[name],
    context,
    limits: defaultLimits,
    send: ignore,
    onDeferredWork: ignore,
    steps: new StepRunner(),
  });
}

let text = 0;
let group: (readonly HistoryEvent[])[] = [];
let written = 0;
for (const events of historyTransactions(messages)) {
  group.push(events);
  for (const event of events) if (event.type === 'message.put') text += bytesOf(event.message.parts);
  if (++written % Math.ceil(messages / days) === 0 || written === messages) await day();
}
answer(figures());

async function day(): Promise<void> {
  const [history, users] = [serve('history'), serve('users')];
  history.database.append(group.map((each) => ({ events: each, sync: false })));
  group = [];
  while (history.database.runDeferredWork());
  const service = new MaintenanceService(context, { history, users });
  for (let work = service.due('history'); work !== undefined; work = service.due('history')) {
    for (let step = work.next(); step.done !== true; step = work.next()) await step.value;
  }
  for (const served of [history, users]) {
    served.stopWatching();
    served.database.close();
  }
  now += 24 * 60 * 60 * 1000;
}

function figures(): DiskFigures {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, bytes: statSync(path.join(parentPath, name)).size }));
  const sizes = (pattern: RegExp): number[] =>
    files
      .filter(({ name }) => pattern.test(name))
      .sort((a, b) => (a.name < b.name ? 1 : -1))
      .map(({ bytes }) => bytes);
  const sum = (all: readonly number[]): number => all.reduce((total, bytes) => total + bytes, 0);
  const [snapshots, log, backups] = [sizes(/^snap-/), sizes(/^seg-/), sizes(/^history-/)];
  const others = sum(files.map(({ bytes }) => bytes)) - sum([...snapshots, ...log, ...backups]);
  return { text, snapshots, log: sum(log), backups, others };
}

function bytesOf(parts: readonly { readonly type: string; readonly text?: string }[]): number {
  return parts.reduce((total, part) => total + Buffer.byteLength(part.text ?? ''), 0);
}
