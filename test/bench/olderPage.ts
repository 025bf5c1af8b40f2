/**
 * What a page of messages costs, and looking for what another window has added, by the length of the chat and by the number of
 * versions of one answer; and how much is read when the chat is opened. The history is in memory, and in the same thread.
 */
import type { ConversationSession } from '../../src/chat/conversation/conversationSession.js';
import { Conversations } from '../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../src/core/taskRegistry.js';
import type { HistoryEvent, StoredMessage } from '../../src/storage/api/chatHistory.js';
import type { ShownMessages } from '../../src/webview/host/chat/shownMessages.js';
import { lastUsedInMemory } from '../support/lastUsedInMemory.js';
import { MemoryHistory } from '../support/memoryHistory.js';
import { MemoryUnsavable } from '../support/memoryUnsavable.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { says, ScriptedModels } from '../support/scriptedModels.js';
import { registerVscodeStub } from '../support/vscodeStub/registerHook.js';
import { openPolicy } from '../support/openGate.js';

/** Of one kind of chat, in the order of the sizes. */
export interface PageCost {
  readonly what: string;
  /** What the sizes count. */
  readonly of: string;
  readonly sizes: readonly number[];
  /** How much more the largest may cost than the smallest, where there is a target. */
  readonly mostGrowth?: number;
  /** Milliseconds of CPU. */
  readonly milliseconds: readonly number[];
  /** Bytes of JSON. */
  readonly read: readonly number[];
  readonly posted: readonly number[];
}

export interface OlderPageReport {
  readonly repeats: number;
  readonly rows: readonly PageCost[];
}

interface Chat {
  readonly history: MemoryHistory;
  readonly session: ConversationSession;
  readonly shown: ShownMessages;
}

interface Kind extends Pick<PageCost, 'what' | 'of' | 'sizes' | 'mostGrowth'> {
  readonly messages: (size: number) => readonly StoredMessage[];
  /** Returns the page, if it makes one. @param round counts from 0. */
  readonly page: (chat: Chat, round: number) => unknown;
}

const conversationId = 'chat';
/** Beyond it, work grows. */
const flat = 1.5;
/** About as long as messages are on average. */
const text = 'A sentence with some words in it. '.repeat(36);

export async function measureOlderPage(
  lengths: readonly number[],
  versions: readonly number[],
  repeats: number,
): Promise<OlderPageReport> {
  registerVscodeStub();
  const kinds = [
    olderPage(lengths),
    catchUp(lengths),
    readAll(lengths),
    manyVersions(versions),
    otherVersion(versions),
  ];
  const rows: PageCost[] = [];
  for (const kind of kinds) rows.push(await costOf(kind, repeats));
  return { repeats, rows };
}

function olderPage(sizes: readonly number[]): Kind {
  return {
    what: 'the newest page, and an older one of 40',
    of: 'messages',
    sizes,
    mostGrowth: flat,
    messages: chainOf,
    page: ({ session, shown }) => {
      // A page that was made anew: it has nothing, and is given the newest first.
      shown.forget();
      shown.restart();
      shown.newest();
      const older = shown.older(session.branch.at(-40)!.id);
      if (older?.messages.length !== 40) throw new Error('There is no older page.');
      return older;
    },
  };
}

function catchUp(sizes: readonly number[]): Kind {
  return {
    what: 'looking for what another window has added',
    of: 'messages',
    sizes,
    messages: chainOf,
    page: ({ session }) => session.catchUp(),
  };
}

/** What the one before is compared with. */
function readAll(sizes: readonly number[]): Kind {
  return {
    what: 'reading all of it again instead',
    of: 'messages',
    sizes,
    messages: chainOf,
    page: async ({ history }) => void (await history.messages(conversationId)),
  };
}

function manyVersions(sizes: readonly number[]): Kind {
  return {
    what: 'the newest page',
    of: 'versions of one answer',
    sizes,
    messages: versionsOf,
    page: ({ shown }) => shown.newest(),
  };
}

function otherVersion(sizes: readonly number[]): Kind {
  return {
    what: 'another version, and the page with it',
    of: 'versions of one answer',
    sizes,
    messages: versionsOf,
    page: ({ session, shown }, round) => {
      session.showMessage(idOf(1 + (round % 2)));
      return shown.newest();
    },
  };
}

function chainOf(size: number): readonly StoredMessage[] {
  return Array.from({ length: size }, (_, index) => message(index, index === 0 ? null : index - 1));
}

/** A question with so many answers. */
function versionsOf(size: number): readonly StoredMessage[] {
  return Array.from({ length: size + 1 }, (_, index) => message(index, index === 0 ? null : 0));
}

async function costOf({ messages, page, ...kind }: Kind, repeats: number): Promise<PageCost> {
  const costs = { milliseconds: [] as number[], read: [] as number[], posted: [] as number[] };
  for (const size of kind.sizes) {
    const { chat, conversations } = await opened(messages(size));
    let posted: unknown;
    // The first ones warm the compiler.
    for (let round = 0; round < repeats; round++) posted = await page(chat, round);
    const before = process.cpuUsage();
    for (let round = 0; round < repeats; round++) await page(chat, round);
    const { user, system } = process.cpuUsage(before);
    costs.milliseconds.push((user + system) / 1000 / repeats);
    costs.read.push(bytesOf(chat.session.messages));
    costs.posted.push(bytesOf(posted));
    await conversations.flush();
    conversations.dispose();
  }
  return { ...kind, ...costs };
}

async function opened(messages: readonly StoredMessage[]) {
  const history = new MemoryHistory();
  const fields = { title: 'A chat', createdAt: 1, updatedAt: 1, headId: messages.at(-1)!.id };
  await history.append([{ type: 'conversation.set', id: conversationId, fields }], 'synced');
  const puts = messages.map((each): HistoryEvent => ({ type: 'message.put', message: each }));
  while (puts.length > 0) await history.append(puts.splice(0, 500), 'synced');
  const logger = recordingLogger();
  const conversations = new Conversations({
    lastUsed: lastUsedInMemory(),
    unsavable: new MemoryUnsavable(),
    history,
    models: new ScriptedModels(says()),
    logger,
    tasks: new TaskRegistry(logger),
    workspace: null,
    policy: openPolicy,
    onFirstAnswer: () => undefined,
  });
  const session = (await conversations.open(conversationId))!.session;
  // It imports `vscode`, which there is only now.
  const { ShownMessages } = await import('../../src/webview/host/chat/shownMessages.js');
  const shown = new ShownMessages(
    () => session,
    (provider) => provider,
    { message: (message) => message },
  );
  return { chat: { history, session, shown }, conversations };
}

function message(index: number, parent: number | null): StoredMessage {
  return {
    id: idOf(index),
    conversationId,
    parentId: parent === null ? null : idOf(parent),
    role: parent === 0 || index % 2 === 1 ? 'assistant' : 'user',
    parts: [{ type: 'text', text }],
    createdAt: 1_000 * (index + 1),
    status: 'complete',
  };
}

function idOf(index: number): string {
  return `message-${String(index).padStart(6, '0')}`;
}

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}
