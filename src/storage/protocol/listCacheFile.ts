import { crc32 } from 'node:zlib';
import type { Conversation, ConversationFilter } from '../api/chatHistory.js';

/** So many conversations are kept at most. */
export const listCacheLength = 200;
/** The file's name in the history's folder. No part of the log: losing it loses nothing. */
export const listCacheFileName = 'list.json';

/** Raised with every change of `Conversation`. */
const version = 1;

/** The file with the beginning of the list, for whoever shows it before the history is open. */
export function encodeListCache(conversations: readonly Conversation[]): string {
  const list = JSON.stringify(conversations);
  return `{"version":${version},"checksum":${crc32(list)},"conversations":${list}}\n`;
}

/** What `encodeKeptList` was given; `undefined` of a damaged file, or another version's. */
export function decodeListCache(file: string): readonly Conversation[] | undefined {
  try {
    const kept = JSON.parse(file) as { version: number; checksum: number; conversations: readonly Conversation[] };
    return kept.version === version && kept.checksum === crc32(JSON.stringify(kept.conversations))
      ? kept.conversations
      : undefined;
  } catch {
    return undefined;
  }
}

/** The beginning of a list, as far as the kept one tells; `undefined` when it does not, or holds nothing. */
export function beginningOf(
  kept: readonly Conversation[],
  { workspace, archived = false }: ConversationFilter,
  limit: number,
): readonly Conversation[] | undefined {
  if (archived) return undefined;
  const listed = kept
    .filter((conversation) => workspace === undefined || conversation.workspace === workspace)
    .slice(0, limit);
  const isWhole = listed.length === limit || kept.length < listCacheLength;
  return isWhole && listed.length > 0 ? listed : undefined;
}
