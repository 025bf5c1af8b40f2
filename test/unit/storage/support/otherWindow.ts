/**
 * Another window, as a process of its own that stays open. Argument: the storage folder. It carries out what it is sent: events to
 * save, or the id of a conversation whose messages to send back.
 */
import type { Durability, HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import { closeStorage, openStorage } from './openStorage.js';

const opened = openStorage(process.argv[2]!);
const { history, users } = opened.storage;
await users.users();

interface Order {
  readonly events?: readonly HistoryEvent[];
  readonly durability?: Durability;
  readonly read?: string;
}

process.on('message', ({ events, durability, read }: Order) => {
  void (async () => {
    if (events !== undefined) await history.append(events, durability ?? 'synced');
    process.send!(read === undefined ? 'done' : await history.messages(read));
  })();
});
process.on('disconnect', () => void closeStorage(opened));
process.send!('ready');
