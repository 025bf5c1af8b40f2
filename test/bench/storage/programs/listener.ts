/** A window that shows what another one writes: when it is notified of a change, it asks for the messages. */
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface ListenerOptions {
  readonly folder: string;
  readonly messages: number;
  readonly worker: 'storageWorker' | 'pollingWorker';
}

/** When each message was there to be shown, by its id, on the clock that all processes of the machine share; milliseconds. */
export type Seen = Readonly<Record<string, number>>;

const { folder, messages, worker } = readOptions<ListenerOptions>();
const { history } = openStorage(folder, worker);
const seen: Record<string, number> = {};
await history.conversations({}, 1);
history.onChanged((conversationIds) => {
  for (const id of conversationIds ?? []) void look(id);
});

async function look(conversationId: string): Promise<void> {
  const shown = await history.messages(conversationId);
  const now = Number(process.hrtime.bigint()) / 1e6;
  for (const { id } of shown) seen[id] ??= now;
  if (Object.keys(seen).length >= messages) answer(seen satisfies Seen);
}
