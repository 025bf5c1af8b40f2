import type { MessagePort } from 'node:worker_threads';
import type {
  DatabaseName,
  DatabaseReport,
  NumberedRequest,
  Reply,
  WorkerOptions,
} from '../protocol/workerProtocol.js';
import { BlobStore } from './blobs/blobStore.js';
import { Backups } from './maintenance/backups.js';
import { MaintenanceRequests } from './maintenance/maintenanceRequests.js';
import { MaintenanceService } from './maintenance/maintenanceService.js';
import type { MaintainedDatabase } from './maintenance/maintainedDatabase.js';
import { Database, DatabaseError } from './engine/database.js';
import type { Files } from './files/files.js';
import { FolderWatch } from './files/folderWatch.js';
import { historySchema } from './databases/history/historySchema.js';
import { ListCacheWriter } from './listCacheWriter.js';
import { loadSqlJs } from './sqlite/sql.js';
import { StepRunner } from './stepRunner.js';
import { Compaction, type CompactionLimits } from './engine/compaction.js';
import { usersSchema } from './databases/users/usersSchema.js';

/** How long after a failed write the worker tries by itself whether writing works again. */
const PROBE_INTERVAL_MS = 2_000;
/** What was put off while something was saved waits until nothing was asked for so long. */
const DEFERRED_WORK_DELAY_MS = 100;

export interface WorkerLimits extends CompactionLimits {
  /** Other processes' changes are looked for so often; a hint from the system comes sooner. Milliseconds. */
  readonly pollMs: number;
  /** Upkeep waits until nothing was asked for so long. Milliseconds. */
  readonly idleMs: number;
  /** A backup is made when there is none within this time of now; a day by default. Milliseconds. */
  readonly backupMs?: number;
}

const defaultLimits: WorkerLimits = {
  checkpointBytes: 8 * 1024 ** 2,
  checkpointFrames: 5_000,
  pollMs: 1_000,
  idleMs: 5_000,
};

const BACKUP_MS = 24 * 60 * 60 * 1000;

const schemas = { users: usersSchema, history: historySchema };

/**
 * Answers the port's requests, in the order they came; appends that wait in a row share one sync. In between it
 * follows what other processes write, and looks after the files. An error nobody foresaw ends the thread: whoever
 * started it starts another, which reads everything again.
 */
export async function serve(
  port: MessagePort,
  options: WorkerOptions,
  files: Files,
  limits = defaultLimits,
): Promise<void> {
  const sqlJs = await loadSqlJs(options.sqlJsDirectory);
  const send = (reply: Reply): void => port.postMessage(reply);
  const steps = new StepRunner();
  // Of several windows that are idle one should be the first; the others then find nothing to do.
  const idleDelayMs = limits.idleMs * (1 + Math.random());
  let lastRequest = performance.now();
  let waiting: NumberedRequest[] = [];
  let deferredTimer: NodeJS.Timeout | undefined;

  const open = (name: DatabaseName): ServedDatabase => {
    const schema = schemas[name];
    const database = new Database({
      name,
      schema,
      directory: options.directory,
      files,
      sqlJs,
      now: Date.now,
      onHealth: (health) => send({ kind: 'health', database: name, health }),
      onOpened: (report, milliseconds) => {
        watch.begin();
        scheduleDeferredWork();
        send({ kind: 'opened', database: name, report, milliseconds });
      },
      onChanged: ({ subjects, growing }) => {
        list?.noteChange();
        scheduleDeferredWork();
        send({
          kind: 'changed',
          database: name,
          growing: [...growing],
          ...(subjects === undefined ? {} : { subjects: [...subjects] }),
        });
      },
    });
    const list = name === 'history' ? new ListCacheWriter(database, files) : undefined;
    const compaction = new Compaction({
      database,
      schemaVersion: schema.version,
      files,
      limits,
      now: Date.now,
      availableMemory: () => process.availableMemory(),
    });
    const watch = new FolderWatch(database.directory, limits.pollMs, () => tolerating(() => database.catchUp()));
    const backups = new Backups({
      database,
      schemaVersion: schema.version,
      files,
      storage: options.directory,
      periodMs: limits.backupMs ?? BACKUP_MS,
      now: Date.now,
    });
    return { database, schema, compaction, backups, watch, list };
  };
  const databases = { users: open('users'), history: open('history') };
  const all = Object.values(databases);
  const blobs = new BlobStore(files, options.directory);
  const context = {
    files,
    sqlJs,
    storage: options.directory,
    blobs,
    now: Date.now,
    availableMemory: () => process.availableMemory(),
  };
  const service = new MaintenanceService(context, databases);
  const maintenance = new MaintenanceRequests({
    service,
    steps,
    send,
    storage: options.directory,
    onEnded: () => {
      databases.history.list?.noteChange();
      send({ kind: 'changed', database: 'history', growing: [] });
    },
  });

  function handleWaiting(): void {
    const requests = waiting;
    waiting = [];
    lastRequest = performance.now();
    for (let first = 0; first < requests.length;) {
      const group = appendGroup(requests, first);
      if (group.length === 0) handle(requests[first]!);
      else appendAll(group);
      first += Math.max(1, group.length);
    }
    scheduleDeferredWork();
  }

  function scheduleDeferredWork(delay = DEFERRED_WORK_DELAY_MS): void {
    clearTimeout(deferredTimer);
    deferredTimer = setTimeout(() => {
      if (all.map(({ database }) => runDeferredWork(database)).includes(true)) scheduleDeferredWork(0);
    }, delay).unref();
  }

  function appendAll(group: readonly AppendRequest[]): void {
    const { database, list } = databases[group[0]!.request.database];
    answering(
      group.map(({ id }) => id),
      () => {
        for (const { request } of group) list?.beforeAppend(request.events);
        const failures = database.append(
          group.map(({ request }) => ({ events: request.events, sync: request.durability === 'synced' })),
        );
        group.forEach(({ id }, index) => {
          const failure = failures[index];
          send(failure === undefined ? { kind: 'done', id, value: undefined } : { kind: 'failed', id, failure });
        });
      },
    );
  }

  function handle({ id, request }: NumberedRequest): void {
    if (request.kind === 'maintenance') maintenance.begin(id, request.work);
    else answering([id], () => send({ kind: 'done', id, value: answer(request) }));
  }

  function answer(request: NumberedRequest['request']): unknown {
    switch (request.kind) {
      case 'append':
        throw new TypeError('Appends are handled in groups.');
      case 'query':
        return databases[request.database].database.query(request.query, request.parameters);
      case 'report':
        return reports();
      case 'maintenance':
        throw new TypeError('Maintenance is answered when it is done.');
      case 'cancel':
        return maintenance.cancel(request.of);
      case 'close':
        return close(databases[request.database]);
    }
  }

  function close(one: ServedDatabase): void {
    const { database, watch } = one;
    watch.end();
    maintenance.cancelAll();
    steps.abandon(database.name);
    writeListCache(one);
    database.close();
  }

  function reports(): Partial<Record<DatabaseName, DatabaseReport>> {
    const entries = all.map(({ database }) => [database.name, database.report()] as const);
    return Object.fromEntries(entries.filter(([, report]) => report !== undefined));
  }

  function answering(ids: readonly number[], action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      for (const id of ids) send({ kind: 'failed', id, failure: error.failure });
    }
  }

  function maintain(one: ServedDatabase): void {
    const { database } = one;
    database.probe();
    if (steps.isBusy || performance.now() - lastRequest < idleDelayMs) return;
    writeListCache(one);
    const work = service.due(database.name);
    if (work === undefined) return;
    steps.run(database.name, work, (outcome) => {
      send({
        kind: 'checkpoint',
        database: database.name,
        outcome: outcome instanceof Error ? `failed: ${outcome.message}` : outcome,
      });
    });
  }

  port.on('message', (request: NumberedRequest) => {
    // Everything that came while the last group was being synced is delivered before this runs.
    if (waiting.push(request) === 1) setImmediate(handleWaiting);
  });
  setInterval(() => all.forEach(maintain), Math.min(PROBE_INTERVAL_MS, limits.idleMs)).unref();
}

interface ServedDatabase extends MaintainedDatabase {
  readonly watch: FolderWatch;
  readonly list: ListCacheWriter | undefined;
}

function writeListCache({ database, list }: ServedDatabase): void {
  if (list === undefined) return;
  tolerating(() => {
    // What another window has deleted for good and erased must not come back through this file.
    database.catchUp();
    list.write();
  });
}

function runDeferredWork(database: Database): boolean {
  let isMore = false;
  tolerating(() => {
    isMore = database.runDeferredWork();
  });
  return isMore;
}

/** What cannot be read now is tried again a moment later. */
function tolerating(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
  }
}

type AppendRequest = NumberedRequest & { readonly request: { readonly kind: 'append' } };

/** The appends to one database that follow each other from `first` on. */
function appendGroup(requests: readonly NumberedRequest[], first: number): readonly AppendRequest[] {
  const group: AppendRequest[] = [];
  for (let index = first; index < requests.length; index++) {
    const request = requests[index]!;
    if (!isAppend(request) || (group.length > 0 && request.request.database !== group[0]!.request.database)) break;
    group.push(request);
  }
  return group;
}

function isAppend(request: NumberedRequest): request is AppendRequest {
  return request.request.kind === 'append';
}
