import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ChatHistory, HistoryEvent } from '../../../../src/storage/api/chatHistory.js';
import type { Users } from '../../../../src/storage/api/users.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { closeStorage, openStorage, type OpenStorage } from './openStorage.js';

/** An implementation of the storage's ports, as one window has it. */
export interface StorageUnderTest {
  readonly history: ChatHistory;
  readonly users: Users;
  /** Another window saves the events; resolves when this one has seen them. */
  changeElsewhere(events: readonly HistoryEvent[]): Promise<void>;
  /** The same storage in the next window. */
  nextWindow(): { readonly history: ChatHistory; readonly users: Users };
  close(): Promise<void>;
}

/** The real storage: worker threads and files. */
function openRealStorage(): StorageUnderTest {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scout-contract-'));
  const windows: OpenStorage[] = [];
  const open = (): OpenStorage['storage'] => {
    windows.push(openStorage(folder));
    return windows.at(-1)!.storage;
  };
  const { history, users } = open();
  let other: ChatHistory | undefined;
  return {
    history,
    users,
    async changeElsewhere(events) {
      // A window follows others from its first use on.
      await history.labels();
      const seen = new Promise<void>((resolve) => {
        const subscription = history.onChanged(() => {
          subscription.dispose();
          resolve();
        });
      });
      await (other ??= open().history).append(events, 'synced');
      await seen;
    },
    nextWindow: open,
    async close() {
      for (const window of windows) await closeStorage(window);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What tests of the other layers use. */
function openMemoryStorage(): StorageUnderTest {
  const history = new MemoryHistory();
  const users = new MemoryUsers();
  return {
    history,
    users,
    changeElsewhere(events) {
      const ids = events.map((event) => idOf(event));
      history.changeElsewhere(events, new Set(ids));
      return Promise.resolve();
    },
    nextWindow: () => ({ history: new MemoryHistory(history), users: new MemoryUsers(users) }),
    close: () => Promise.resolve(),
  };
}

function idOf(event: HistoryEvent): string {
  if (event.type === 'message.put') return event.message.conversationId;
  if (event.type === 'job.put') return event.job.conversationId;
  return event.type === 'message.delta' ? event.conversationId : event.id;
}

export const implementations: readonly { readonly name: string; readonly open: () => StorageUnderTest }[] = [
  { name: 'the real storage', open: openRealStorage },
  { name: 'the double in memory', open: openMemoryStorage },
];
