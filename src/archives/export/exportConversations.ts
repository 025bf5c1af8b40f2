import type { Conversation, ConversationCursor } from '../../storage/api/chatHistory.js';
import { beginWriting, type ExportFormat, type WriterOptions } from './conversationWriters.js';
import { OutputPlace } from './outputFile.js';
import type { ArchiveHistory } from '../import/historyImporter.js';

export interface ExportRequest extends WriterOptions {
  readonly format: ExportFormat;
  /** Where the file or the folder is going to be. A file that is there is replaced; a folder must not be there. */
  readonly target: string;
  /** `all`: archived ones included. */
  readonly conversations: 'all' | readonly string[];
}

export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** How many rows of the list are read at once. */
const PAGE = 200;
/** How often the list is read at most: an import may add to it all the time. */
const MAX_PASSES = 5;

/**
 * Writes conversations into a file or a folder; never holds the messages of more than one. Resolves with how many there were; when all that were
 * asked for are gone by then, with 0, and nothing is written. When it
 * rejects, because it was cancelled, with an `ExportFailure`, or because the history could not be read, nothing of it is left.
 */
export async function exportConversations(
  request: ExportRequest,
  history: ArchiveHistory,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<number> {
  const listed =
    request.conversations === 'all' ? await listAll(history, signal) : await find(history, request.conversations);
  return write(listed, request, history, signal, onProgress);
}

async function write(
  listed: readonly Conversation[],
  request: ExportRequest,
  history: ArchiveHistory,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<number> {
  const place = new OutputPlace(request.target);
  try {
    const writer = await beginWriting[request.format](place, request, listed);
    const written: Conversation[] = [];
    for (const [done, { id }] of listed.entries()) {
      signal.throwIfAborted();
      onProgress({ done, total: listed.length });
      // It may have been renamed, or deleted, since the list was read.
      const conversation = await history.conversation(id);
      if (conversation === undefined || conversation.deletedAt !== null) continue;
      await writer.write(conversation, await history.messages(id), await history.jobs(id));
      written.push(conversation);
    }
    signal.throwIfAborted();
    if (written.length === 0 && (request.conversations !== 'all' || listed.length > 0)) {
      await place.discard();
      return 0;
    }
    if (written.length < listed.length && request.format === 'html') {
      // Its table of contents names what was deleted in the meantime.
      await place.discard();
      return await write(written, request, history, signal, onProgress);
    }
    await writer.end();
    await place.commit();
    return written.length;
  } catch (error) {
    await place.discard();
    throw error;
  }
}

async function find(history: ArchiveHistory, ids: readonly string[]): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  for (const id of new Set(ids)) {
    const conversation = await history.conversation(id);
    if (conversation !== undefined && conversation.deletedAt === null) found.push(conversation);
  }
  return found;
}

/**
 * In the order of the list, archived ones last. One that moves while the list is read is there once: it may move from a page that is yet to come to
 * one that was read, so the list is read until it holds nothing new.
 */
async function listAll(history: ArchiveHistory, signal: AbortSignal): Promise<readonly Conversation[]> {
  const byId = new Map<string, Conversation>();
  for (let pass = 0, before = -1; pass < MAX_PASSES && byId.size > before; pass += 1) {
    before = byId.size;
    for (const archived of [false, true]) await addPages(byId, archived, history, signal);
  }
  return [...byId.values()];
}

async function addPages(
  byId: Map<string, Conversation>,
  archived: boolean,
  history: ArchiveHistory,
  signal: AbortSignal,
): Promise<void> {
  let after: ConversationCursor | undefined;
  do {
    signal.throwIfAborted();
    const page: readonly Conversation[] = await history.conversations({ archived }, PAGE, after);
    for (const conversation of page) if (!byId.has(conversation.id)) byId.set(conversation.id, conversation);
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after !== undefined);
}
