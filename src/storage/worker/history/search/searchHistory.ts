import { textOf } from '../../../../core/message.js';
import type { SearchHit, SearchRequest, SearchResult, StoredMessage } from '../../../chatHistory.js';
import type { Sql } from '../../sql.js';
import { findConversation } from '../conversationTable.js';

/** Finds messages that contain the text as it stands, newest first. Reads every message. */
export function searchHistory(sql: Sql, { text, limit }: SearchRequest): SearchResult {
  const wanted = text.trim().toLowerCase();
  const hits: SearchHit[] = [];
  for (const [number] of sql.all('SELECT number FROM messages ORDER BY created_at DESC, number DESC')) {
    if (wanted === '' || hits.length > limit) break;
    const message = JSON.parse(String(sql.first('SELECT body FROM messages WHERE number = ?', [number!])![0])) as StoredMessage;
    const body = textOf(message.parts);
    const at = body.toLowerCase().indexOf(wanted);
    const conversation = at < 0 ? undefined : findConversation(sql, message.conversationId);
    if (conversation === undefined || conversation.deletedAt !== null) continue;
    const [before, match, after] = [body.slice(Math.max(0, at - 50), at), body.slice(at, at + wanted.length), body.slice(at + wanted.length, at + 100)];
    const snippet = [{ text: before, isMatch: false }, { text: match, isMatch: true }, { text: after, isMatch: false }];
    hits.push({ conversation, messageId: message.id, role: message.role, time: message.createdAt, snippet });
  }
  return { hits: hits.slice(0, limit), more: hits.length > limit, ignored: [] };
}
