import path from 'node:path';
import { uuidv7 } from '../../src/core/uuid.js';
import type { HistoryEvent, StoredMessage } from '../../src/storage/api/chatHistory.js';
import { createStorage, type Storage } from '../../src/storage/host/storage.js';
import { projectFolder } from '../support/projectFolder.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { seededChats, type SeededChat } from './seededChats.js';

const hour = 3_600_000;
const dist = path.join(projectFolder, 'dist');

/** Runs `use` with the storage in this folder, as SCOUT itself opens it, and closes it again. */
export async function withStorage<T>(folder: string, use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = createStorage({
    directory: folder,
    workerFile: path.join(dist, 'storageWorker.js'),
    sqlJsDirectory: dist,
    logger: recordingLogger(),
  });
  try {
    return await use(storage);
  } finally {
    await Promise.all([storage.closeUsers(), storage.closeHistory()]);
  }
}

/** Writes the seeded chats into SCOUT's folder. */
export function seedHistory(folder: string): Promise<void> {
  return withStorage(folder, async ({ history }) => {
    for (const chat of seededChats) await history.append(eventsOf(chat), 'synced');
  });
}

function eventsOf(chat: SeededChat): readonly HistoryEvent[] {
  const { title, hoursAgo, pinned = false, tags = [], question, answers } = chat;
  const conversationId = uuidv7();
  const createdAt = Date.now() - hoursAgo * hour;
  const asked: StoredMessage = {
    id: uuidv7(),
    conversationId,
    parentId: null,
    role: 'user',
    parts: [{ type: 'text', text: question }],
    createdAt,
    status: 'complete',
  };
  const answered = answers.map(({ provider, model, text }, index): StoredMessage => ({
    id: uuidv7(),
    conversationId,
    parentId: asked.id,
    role: 'assistant',
    parts: [{ type: 'text', text }],
    createdAt: createdAt + (index + 1) * 20_000,
    status: 'complete',
    provider,
    model,
    usage: { inputTokens: Math.ceil(question.length / 4), outputTokens: Math.ceil(text.length / 4) },
    finishReason: 'stop',
  }));
  const last = answered.at(-1)!;
  return [
    {
      type: 'conversation.set',
      id: conversationId,
      fields: { title, createdAt, updatedAt: last.createdAt, headId: last.id, pinned, tags },
    },
    ...[asked, ...answered].map((message): HistoryEvent => ({ type: 'message.put', message })),
  ];
}
