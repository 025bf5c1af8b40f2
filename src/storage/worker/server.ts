import type { MessagePort } from 'node:worker_threads';
import type { SqlJsStatic } from 'sql.js';
import type {
  DatabaseName,
  DatabaseReport,
  NumberedRequest,
  Reply,
  WorkerOptions,
} from '../protocol/workerProtocol.js';
import { BlobStore } from './blobs/blobStore.js';
import { historySchema } from './databases/history/historySchema.js';
import { usersSchema } from './databases/users/usersSchema.js';
import { DeferredWorkScheduler } from './deferredWorkScheduler.js';
import { DatabaseError } from './engine/databaseError.js';
import type { Files } from './files/files.js';
import { imageWorkInThreads } from './image/imageThread.js';
import { type ImageWork, imageWorkHere } from './image/imageWork.js';
import { IdleMaintenance } from './idleMaintenance.js';
import type { MaintenanceContext } from './maintenance/maintainedDatabase.js';
import { MaintenanceRequests } from './maintenance/maintenanceRequests.js';
import { MaintenanceService } from './maintenance/maintenanceService.js';
import { addStep, countedFiles, showProgressIn } from './progress.js';
import { type AppendRequest, type OtherRequest, type RequestHandlers, RequestQueue } from './requestQueue.js';
import { ServedDatabase } from './servedDatabase.js';
import { loadSqlJs } from './sqlite/loadSqlJs.js';
import { StepRunner } from './stepRunner.js';
import { defaultLimits, type WorkerLimits } from './workerLimits.js';

/**
 * Answers the port's requests, in the order they came; appends that wait in a row share one sync. In between it
 * follows what other processes write, and maintains the files. An error nobody foresaw ends the thread: whoever
 * started it starts another, which reads everything again.
 */
export async function serve(
  port: MessagePort,
  { directory, sqlJsDirectory, imageWorker, progress }: WorkerOptions,
  files: Files,
  limits: Partial<WorkerLimits> = {},
): Promise<void> {
  if (progress !== undefined) showProgressIn(progress);
  const sqlJs = await loadSqlJs(sqlJsDirectory);
  const server = new StorageServer({
    context: createContext(
      directory,
      countedFiles(files),
      sqlJs,
      imageWorker === undefined ? imageWorkHere(sqlJs) : imageWorkInThreads(new URL(imageWorker), sqlJsDirectory),
    ),
    limits: { ...defaultLimits, ...limits },
    send: (reply) => port.postMessage(reply),
  });
  // Who waits for something to do is not in an endless loop.
  setInterval(addStep, 1_000).unref();
  addStep();
  port.on('message', (request: NumberedRequest) => server.handle(request));
}

function createContext(storage: string, files: Files, sqlJs: SqlJsStatic, images: ImageWork): MaintenanceContext {
  return {
    files,
    sqlJs,
    images,
    storage,
    blobs: new BlobStore(files, storage),
    now: Date.now,
    availableMemory: () => process.availableMemory(),
  };
}

interface StorageServerOptions {
  readonly context: MaintenanceContext;
  readonly limits: WorkerLimits;
  readonly send: (reply: Reply) => void;
}

/** Long work, and requests that are many, are interrupted after so long. Milliseconds. */
const SLICE_MS = 8;

/** Both databases, and everything that happens to them. */
class StorageServer {
  readonly #send: (reply: Reply) => void;
  readonly #steps = new StepRunner({ sliceMs: SLICE_MS, isAsked: () => this.#queue.isWaiting });
  readonly #databases: Readonly<Record<DatabaseName, ServedDatabase>>;
  readonly #maintenance: MaintenanceRequests;
  readonly #queue: RequestQueue;

  constructor({ context, limits, send }: StorageServerOptions) {
    this.#send = send;
    const deferredWork = new DeferredWorkScheduler(() =>
      this.#all.map((served) => served.runDeferredWork()).includes(true),
    );
    const onDeferredWork = (): void => deferredWork.schedule();
    const shared = { context, limits, send, onDeferredWork, steps: this.#steps };
    this.#databases = {
      users: new ServedDatabase({ name: 'users', schema: usersSchema, ...shared }),
      history: new ServedDatabase({ name: 'history', schema: historySchema, ...shared }),
    };
    const steps = this.#steps;
    const service = new MaintenanceService(context, this.#databases);
    const onEnded = (): void => this.#noteMaintenance();
    this.#maintenance = new MaintenanceRequests({ service, steps, send, storage: context.storage, onEnded });
    const handlers: RequestHandlers = {
      onAppends: (database, requests) => this.#append(this.#databases[database], requests),
      onRequest: (id, request) => this.#handle(id, request),
      onEmpty: onDeferredWork,
    };
    this.#queue = new RequestQueue(handlers, SLICE_MS);
    const { idleMs } = limits;
    const idleFor = (): number => this.#queue.idleMs;
    new IdleMaintenance({ databases: this.#all, service, steps, send, idleMs, idleFor }).start();
  }

  handle(request: NumberedRequest): void {
    this.#queue.add(request);
  }

  get #all(): readonly ServedDatabase[] {
    return Object.values(this.#databases);
  }

  #append(served: ServedDatabase, requests: readonly AppendRequest[]): void {
    const ids = requests.map(({ id }) => id);
    this.#refusing(ids, () => {
      const failures = served.append(requests);
      ids.forEach((id, index) => {
        const failure = failures[index];
        this.#send(failure === undefined ? { kind: 'done', id, value: undefined } : { kind: 'failed', id, failure });
      });
    });
  }

  #handle(id: number, request: OtherRequest): void {
    if (request.kind === 'maintenance') this.#maintenance.begin(id, request.work);
    else if (request.kind === 'query') this.#query(id, request);
    else this.#refusing([id], () => this.#send({ kind: 'done', id, value: this.#answer(request) }));
  }

  /** What takes one step, as most queries do, is answered in the order of the requests. */
  #query(id: number, { database: name, query, parameters }: Extract<OtherRequest, { readonly kind: 'query' }>): void {
    const work = this.#databases[name].database.queryInSteps(query, parameters);
    this.#refusing([id], () => {
      const first = work.next();
      if (first.done === true) return this.#send({ kind: 'done', id, value: first.value });
      this.#steps.run(
        ownerOfQuery(id),
        work,
        (outcome) => this.#refusing([id], () => this.#send({ kind: 'done', id, value: valueOf(outcome) })),
        'reading',
      );
    });
  }

  #answer(request: Exclude<OtherRequest, { readonly kind: 'maintenance' | 'query' }>): unknown {
    switch (request.kind) {
      case 'report':
        return this.#reports();
      case 'cancel':
        return this.#cancel(request.of);
      case 'close':
        return this.#close(this.#databases[request.database]);
    }
  }

  /** What is stopped is answered as done. */
  #cancel(id: number): void {
    this.#maintenance.cancel(id);
    if (this.#steps.abandon(ownerOfQuery(id))) this.#send({ kind: 'done', id, value: undefined });
  }

  #reports(): Partial<Record<DatabaseName, DatabaseReport>> {
    const entries = this.#all.map(({ database }) => [database.name, database.report()] as const);
    return Object.fromEntries(entries.filter(([, report]) => report !== undefined));
  }

  #close(served: ServedDatabase): void {
    const { database } = served;
    served.stopWatching();
    this.#maintenance.cancelAll();
    served.writeListCache();
    this.#steps.abandon(database.name);
    database.close();
  }

  /** What was asked for may have changed any of the chats. */
  #noteMaintenance(): void {
    this.#databases.history.noteChange();
    this.#send({ kind: 'changed', database: 'history', growing: [] });
  }

  /** What a database refuses is the answer to these requests. */
  #refusing(ids: readonly number[], action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      for (const id of ids) this.#send({ kind: 'failed', id, failure: error.failure });
    }
  }
}

function ownerOfQuery(id: number): string {
  return `query ${id}`;
}

function valueOf(outcome: unknown): unknown {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
