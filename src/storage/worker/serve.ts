import type { MessagePort } from 'node:worker_threads';
import type { DatabaseName, DatabaseReport, NumberedRequest, Reply, WorkerOptions } from '../workerProtocol.js';
import { Database, DatabaseError } from './database.js';
import type { Files } from './files.js';
import { historySchema } from './history/historySchema.js';
import { loadSqlJs } from './sql.js';
import { usersSchema } from './users/usersSchema.js';

/** How long after a failed write the worker tries by itself whether writing works again. */
const PROBE_INTERVAL_MS = 2_000;

const schemas = { users: usersSchema, history: historySchema };

/**
 * Answers the port's requests, in the order they came; appends that wait in a row share one sync. An error
 * nobody foresaw ends the thread: whoever started it starts another, which replays.
 */
export async function serve(port: MessagePort, options: WorkerOptions, files: Files): Promise<void> {
  const sqlJs = await loadSqlJs(options.sqlJsDirectory);
  const send = (reply: Reply): void => port.postMessage(reply);
  const open = (name: DatabaseName): Database =>
    new Database({
      name,
      schema: schemas[name],
      directory: options.directory,
      files,
      sqlJs,
      now: Date.now,
      onHealth: (health) => send({ kind: 'health', database: name, health }),
      onOpened: (report, milliseconds) => send({ kind: 'opened', database: name, report, milliseconds }),
    });
  const databases = { users: open('users'), history: open('history') };
  let waiting: NumberedRequest[] = [];

  function handleAll(): void {
    const requests = waiting;
    waiting = [];
    for (let first = 0; first < requests.length; ) {
      const group = appendGroup(requests, first);
      if (group.length === 0) handle(requests[first]!);
      else appendAll(group);
      first += Math.max(1, group.length);
    }
  }

  function appendAll(group: readonly AppendRequest[]): void {
    const database = databases[group[0]!.request.database];
    answering(group.map(({ id }) => id), () => {
      const failures = database.append(group.map(({ request }) => ({ events: request.events, sync: request.durability === 'synced' })));
      group.forEach(({ id }, index) => {
        const failure = failures[index];
        send(failure === undefined ? { kind: 'done', id, value: undefined } : { kind: 'failed', id, failure });
      });
    });
  }

  function handle({ id, request }: NumberedRequest): void {
    answering([id], () => send({ kind: 'done', id, value: answer(request) }));
  }

  function answer(request: NumberedRequest['request']): unknown {
    switch (request.kind) {
      case 'append':
        throw new TypeError('Appends are handled in groups.');
      case 'query':
        return databases[request.database].query(request.query, request.parameters);
      case 'report':
        return reports();
      case 'close':
        return databases[request.database].close();
    }
  }

  function reports(): Partial<Record<DatabaseName, DatabaseReport>> {
    const [users, history] = [databases.users.report(), databases.history.report()];
    return { ...(users === undefined ? {} : { users }), ...(history === undefined ? {} : { history }) };
  }

  function answering(ids: readonly number[], action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      for (const id of ids) send({ kind: 'failed', id, failure: error.failure });
    }
  }

  port.on('message', (request: NumberedRequest) => {
    // Everything that came while the last group was being synced is delivered before this runs.
    if (waiting.push(request) === 1) setImmediate(handleAll);
  });
  setInterval(() => {
    databases.users.probe();
    databases.history.probe();
  }, PROBE_INTERVAL_MS).unref();
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
