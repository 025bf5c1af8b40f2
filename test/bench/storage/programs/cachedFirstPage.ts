/** Opens a history, SCOUT's or the peer's, and reports when the list of conversations and when everything else can be shown. */
import path from 'node:path';
import { NativeClient } from './nativeClient.js';
import { nativeFiles } from './nativeHistory.js';
import { openStorage } from './openStorage.js';
import { answer, readOptions } from './program.js';

export interface FirstListOptions {
  readonly folder: string;
  readonly subject: 'scout' | 'native';
}

/** Milliseconds since the thread was asked for. */
export interface FirstListTimes {
  readonly firstList: number;
  /** Questions that need the whole history are answered. */
  readonly open: number;
}

const listed = 200;
const { folder, subject } = readOptions<FirstListOptions>();
const started = performance.now();
const since = (): number => performance.now() - started;

if (subject === 'scout') {
  const storage = openStorage(folder);
  const conversations = await storage.history.firstConversations({}, listed);
  const firstList = since();
  await storage.history.messages(conversations[0]!.id);
  const open = since();
  // Leaves the list to the next window.
  await storage.closeHistory();
  answer({ firstList, open } satisfies FirstListTimes);
} else {
  const history = new NativeClient({ file: path.join(folder, nativeFiles.searchable), isSearchable: true });
  const conversations = await history.conversations(listed);
  const firstList = since();
  await history.messages(conversations[0]!.id);
  answer({ firstList, open: since() } satisfies FirstListTimes);
}
