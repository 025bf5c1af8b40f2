/**
 * Watches the history over storage while others write, or opens it afterwards. Commands come on standard input, a line each:
 *
 * - `saved <conversation> <transaction>`, `deleted <conversation>`: somebody has seen this acknowledged. It is to show here, too, at the latest when
 *   storage reports that the conversation has changed; nothing is asked again before. Answered by `seen` and the same words.
 * - `dump <conversation> …`: everything there is about these conversations, a line per row, closed by `end`.
 * - `erase`: removes what was deleted from every file, and attachments nobody refers to, while others write and attach them again; `erased` when done.
 * - `check`: looks at every file to the last bit; a line `finding …` for what is not as it should be, closed by `end`.
 * - `close`: closes storage and ends.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { textOf } from '../../../src/core/message.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { isAnswer, sizeOf } from '../transactions.js';
import { openUnderTest } from './openUnderTest.js';
import { report } from './report.js';

const { storage } = openUnderTest();
const { history } = storage;
/** What is still to show, by conversation: names of transactions, or an empty one for its end. */
const awaited = new Map<string, Set<string>>();
const deleted = new Set<string>();
const toCheck = new Set<string>();
let checking = false;

history.onChanged((conversations) => {
  for (const id of conversations ?? [...awaited.keys(), ...deleted]) check(id);
});

function expect(conversation: string, transaction: string): void {
  awaited.set(conversation, (awaited.get(conversation) ?? new Set<string>()).add(transaction));
  check(conversation);
}

function check(conversation: string): void {
  if (!awaited.has(conversation) && !deleted.has(conversation)) return;
  toCheck.add(conversation);
  if (!checking) void checkAll();
}

async function checkAll(): Promise<void> {
  checking = true;
  for (const conversation of toCheck) {
    toCheck.delete(conversation);
    const messages = await history.messages(conversation);
    const isGone = messages.length === 0 && (await history.conversation(conversation)) === undefined;
    if (deleted.has(conversation) && !isGone) report('resurrected', conversation);
    const missing = awaited.get(conversation) ?? new Set<string>();
    if (isGone && missing.has('')) {
      deleted.add(conversation);
      for (const transaction of missing) seen(conversation, transaction);
    }
    const ids = new Set(messages.map(({ id }) => id));
    for (const transaction of missing) {
      if (
        Array.from({ length: sizeOf(transaction) }, (_, index) => `${transaction}/${index}`).every((id) => ids.has(id))
      )
        seen(conversation, transaction);
    }
  }
  checking = false;
}

function seen(conversation: string, transaction: string): void {
  const missing = awaited.get(conversation)!;
  missing.delete(transaction);
  if (missing.size === 0) awaited.delete(conversation);
  report('seen', conversation, transaction);
}

async function dump(conversations: readonly string[]): Promise<void> {
  const row = (...values: readonly unknown[]) => report('row', JSON.stringify(values));
  for (const filter of [{}, { archived: true }]) {
    for (const { id, title, workspace, ...rest } of await history.conversations(filter, 1_000_000))
      row('conversation', id, title, workspace, rest);
  }
  for (const { id } of await history.deleted()) row('deleted', id);
  for (const conversation of conversations) {
    for (const message of await history.messages(conversation))
      row('message', conversation, message.id, ...contentOf(message));
  }
  report('end');
}

async function checkFiles(): Promise<void> {
  const { findings } = await storage.maintenance.check({
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  for (const finding of findings) report('finding', JSON.stringify(finding));
  report('end');
}

async function erase(): Promise<void> {
  try {
    await storage.maintenance.eraseDeleted({ signal: new AbortController().signal, onProgress: () => undefined });
    report('erased');
  } catch {
    // Somebody else's clean-up may get into its way; what matters is that nobody else notices.
  }
}

/** Answers with their text, so that deltas can be counted; of the rest a digest. */
function contentOf(message: StoredMessage): readonly string[] {
  return isAnswer(message.id)
    ? [message.status, textOf(message.parts)]
    : [message.status, createHash('sha256').update(JSON.stringify(message)).digest('base64')];
}

await history.conversations({}, 1);
report('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(' ');
  if (command === 'saved') expect(words[0]!, words[1]!);
  else if (command === 'deleted') expect(words[0]!, '');
  else if (command === 'dump') await dump(words);
  else if (command === 'erase') void erase();
  else if (command === 'check') await checkFiles();
  else if (command === 'close') break;
}
await storage.closeUsers();
await storage.closeHistory();
process.exit(0);
