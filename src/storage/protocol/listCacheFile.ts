import { crc32 } from 'node:zlib';
import type { Conversation, ConversationFilter } from '../api/chatHistory.js';

/** How many conversations are cached at most. */
export const listCacheLength = 200;
/** The file's name in the history's folder. No part of the log: losing it loses nothing. */
export const listCacheFileName = 'list.json';

/** Raised with every change of `Conversation`. */
const version = 2;

/** The file with the beginning of the list, for whoever shows it before the history is open. */
export function encodeListCache(conversations: readonly Conversation[]): string {
  const list = JSON.stringify(conversations);
  return `{"version":${version},"checksum":${crc32(list)},"conversations":${list}}\n`;
}

/** What `encodeListCache` was given; `undefined` for a damaged file, or one of another version. */
export function decodeListCache(file: string): readonly Conversation[] | undefined {
  try {
    const cached = JSON.parse(file) as { version: number; checksum: number; conversations: readonly Conversation[] };
    return cached.version === version && cached.checksum === crc32(JSON.stringify(cached.conversations))
      ? cached.conversations
      : undefined;
  } catch {
    return undefined;
  }
}

/** The beginning of a list, as far as the cache holds it; `undefined` when it does not, or is empty. */
export function beginningOf(
  cached: readonly Conversation[],
  { workspace, archived = false }: ConversationFilter,
  limit: number,
): readonly Conversation[] | undefined {
  if (archived) return undefined;
  const listed = cached
    .filter((conversation) => workspace === undefined || conversation.workspace === workspace)
    .slice(0, limit);
  const isWhole = listed.length === limit || cached.length < listCacheLength;
  return isWhole && listed.length > 0 ? listed : undefined;
}
