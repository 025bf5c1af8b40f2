/** A window in which messages are written, at irregular intervals. */
import { setTimeout as pause } from 'node:timers/promises';
import { historyTransactions } from '../../historyData.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface ChatterOptions {
  readonly folder: string;
  readonly messages: number;
}

/** When each message was acknowledged, by its id, on the clock that all processes of the machine share; milliseconds. */
export type Acknowledged = Readonly<Record<string, number>>;

const { folder, messages } = readOptions<ChatterOptions>();
const { history } = openStorage(folder);
const acknowledged: Record<string, number> = {};
await history.conversations({}, 1);
// The other window opens its history meanwhile.
await pause(3_000);
for (const events of historyTransactions(messages, 3)) {
  await history.append(events, 'synced');
  for (const event of events)
    if (event.type === 'message.put') acknowledged[event.message.id] = Number(process.hrtime.bigint()) / 1e6;
  await pause(50 + Math.random() * 250);
}
answer(acknowledged satisfies Acknowledged);
