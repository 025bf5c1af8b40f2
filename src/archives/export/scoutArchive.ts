import type { Conversation, StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';
import { scoutFormat, scoutVersion } from '../formats/scout.js';
import { archivedConversation } from '../formats/scoutRecord.js';

/** An entry is closed when its messages hold about so much, in characters of JSON; what is left follows in another one. */
const ENTRY_SIZE = 32 * 1024 * 1024;

/** The beginning of an archive; conversations follow, separated by commas. */
export function archiveBeginning(exportedAt: number): string {
  const header = { format: scoutFormat, version: scoutVersion, exportedAt: new Date(exportedAt).toISOString() };
  return `${JSON.stringify(header).slice(0, -1)},"conversations":[`;
}

export const archiveEnd = '\n]}\n';

/**
 * The entries of a conversation: usually one. A conversation that would be too large to be read back in one piece has several, with the same
 * id and a part of the messages each.
 */
export function* archiveEntries(
  conversation: Conversation,
  messages: readonly StoredMessage[],
  jobs: readonly StoredJob[],
  entrySize = ENTRY_SIZE,
): Generator<string> {
  const { messages: all, jobs: allJobs, ...fields } = archivedConversation(conversation, messages, jobs);
  const beginning = JSON.stringify(fields).slice(0, -1);
  let pieces: string[] = [];
  let size = 0;
  let isFirst = true;
  const entry = (): string => {
    const text = `${beginning},"messages":[${pieces.join(',')}],"jobs":${isFirst ? JSON.stringify(allJobs) : '[]'}}`;
    pieces = [];
    size = 0;
    isFirst = false;
    return text;
  };
  for (const message of all) {
    const piece = JSON.stringify(message);
    if (pieces.length > 0 && size + piece.length > entrySize) yield entry();
    pieces.push(piece);
    size += piece.length;
  }
  if (isFirst || pieces.length > 0) yield entry();
}
