import { textOf } from '../../../../core/message.js';
import { titleOf } from '../../../../core/text/title.js';
import type { Conversation, StoredMessage } from '../../../api/chatHistory.js';
import type { MissingBatch, MissingPurpose } from '../../tables/recoverableTables.js';
import type { Sql } from '../../sqlite/sql.js';
import { stampsOf } from '../../tables/lastWriterWins.js';
import { MissingBatches } from '../../tables/missingBatches.js';
import { conversations, findConversation } from './conversationTable.js';
import { joinParts } from './joinParts.js';
import { rank } from '../../../api/messageRank.js';
import { deltasOf } from './messageTables.js';
import { restoredId } from '../../../api/restoredId.js';
import { isTombstoned } from './tombstones.js';

type Fields = Omit<Conversation, 'id'>;

/** Conversation by conversation: first what is in it, then the conversation itself, so that one that shows is complete. See `RecoverableTables.missing`. */
export function* missingFromHistory(sql: () => Sql, from: Sql, purpose: MissingPurpose): Generator<MissingBatch, void> {
  const batches = new MissingBatches();
  const ids = from
    .all('SELECT id FROM conversations UNION SELECT DISTINCT conversation_id FROM messages ORDER BY 1')
    .map(([id]) => String(id));
  if (purpose === 'recover') yield* deletions(sql, from, batches);
  for (const [index, id] of ids.entries()) {
    const fraction = index / ids.length;
    const target = targetOf(sql(), from, id, purpose);
    if (target !== undefined) {
      yield* messages(sql, from, id, target, batches, fraction);
      addJobs(sql(), from, id, target, batches);
      addConversation(sql(), from, id, target, purpose, batches);
    }
    if (batches.isFull || index % 10 === 0) yield batches.take(fraction);
  }
  yield batches.take(1);
}

/** What was deleted stays so, whatever turns up later. What is there stays, too. */
function* deletions(sql: () => Sql, from: Sql, batches: MissingBatches): Generator<MissingBatch, void> {
  for (const [id] of from.all('SELECT id FROM tombstones')) {
    if (isTombstoned(sql(), String(id)) || findConversation(sql(), String(id)) !== undefined) continue;
    batches.add({ type: 'conversation.tombstone', id: String(id) }, 100);
    if (batches.isFull) yield batches.take(0);
  }
}

/** The id under which a conversation is to be there; `undefined` when nothing of it is to come back. */
function targetOf(sql: Sql, from: Sql, id: string, purpose: MissingPurpose): string | undefined {
  if (purpose === 'recover') return isTombstoned(sql, id) ? undefined : id;
  const theirs = findConversation(from, id);
  // It was deleted, or never came to be, when the backup was made.
  if (theirs === undefined || (theirs.deletedAt !== null && findConversation(sql, id)?.deletedAt !== null))
    return undefined;
  let target = id;
  while (isTombstoned(sql, target)) target = restoredId(target);
  return target;
}

function* messages(
  sql: () => Sql,
  from: Sql,
  id: string,
  target: string,
  batches: MissingBatches,
  fraction: number,
): Generator<MissingBatch, void> {
  const known = new Map(
    sql()
      .all('SELECT id, rank FROM messages WHERE conversation_id = ?', [target])
      .map(([messageId, itsRank]) => [String(messageId), Number(itsRank)]),
  );
  const theirs = from.all('SELECT id, rank FROM messages WHERE conversation_id = ? ORDER BY created_at, id', [id]);
  for (const [messageId, theirRank] of theirs as readonly (readonly [string, number])[]) {
    const ours = known.get(messageId);
    if (ours === undefined || ours < theirRank) addMessage(from, id, messageId, target, batches);
    else if (ours === rank.streaming && theirRank === rank.streaming)
      addDeltas(sql(), from, { conversationId: id, id: messageId }, target, batches);
    if (batches.isFull) yield batches.take(fraction);
  }
}

function addMessage(from: Sql, conversationId: string, id: string, target: string, batches: MissingBatches): void {
  const body = String(
    from.first('SELECT body FROM messages WHERE conversation_id = ? AND id = ?', [conversationId, id])![0],
  );
  const message = { ...(JSON.parse(body) as StoredMessage), conversationId: target };
  // Whoever streamed it has long ended.
  const ended =
    message.status === 'streaming'
      ? { ...message, status: 'interrupted', parts: joinParts(message.parts, deltasOf(from, { conversationId, id })) }
      : message;
  batches.add({ type: 'message.put', message: ended }, body.length, 'messages');
}

function addDeltas(
  sql: Sql,
  from: Sql,
  { conversationId, id }: Pick<StoredMessage, 'conversationId' | 'id'>,
  target: string,
  batches: MissingBatches,
): void {
  const positions = 'SELECT position FROM deltas WHERE conversation_id = ? AND message_id = ?';
  const known = new Set(sql.all(positions, [target, id]).map(([position]) => position));
  for (const [position, parts] of from.all(
    'SELECT position, parts FROM deltas WHERE conversation_id = ? AND message_id = ? ORDER BY position',
    [conversationId, id],
  )) {
    if (known.has(position)) continue;
    const event = {
      type: 'message.delta',
      conversationId: target,
      messageId: id,
      index: Number(position),
      parts: JSON.parse(String(parts)) as unknown,
    };
    batches.add(event, String(parts).length);
  }
}

function addJobs(sql: Sql, from: Sql, id: string, target: string, batches: MissingBatches): void {
  const known = new Set(sql.all('SELECT id FROM jobs WHERE conversation_id = ?', [target]).map(([jobId]) => jobId));
  for (const [jobId, body] of from.all('SELECT id, body FROM jobs WHERE conversation_id = ? ORDER BY created_at, id', [
    id,
  ])) {
    if (known.has(jobId)) continue;
    batches.add(
      { type: 'job.put', job: { ...(JSON.parse(String(body)) as object), conversationId: target } },
      String(body).length,
    );
  }
}

function addConversation(
  sql: Sql,
  from: Sql,
  id: string,
  target: string,
  purpose: MissingPurpose,
  batches: MissingBatches,
): void {
  const ours = findConversation(sql, target);
  const theirs = fieldsOf(from, id);
  const set = (fields: Partial<Fields>): unknown => ({ type: 'conversation.set', id: target, fields });
  if (ours === undefined) {
    const fields = purpose === 'restore' ? { ...theirs, deletedAt: null } : theirs;
    batches.add(set(fields), 500, 'conversations', ...(target === id ? [] : (['copies'] as const)));
  } else if (purpose === 'restore') {
    if (ours.deletedAt !== null) batches.add(set({ deletedAt: null }), 500, 'conversations');
  } else {
    const later = laterFields(sql, from, id, theirs);
    if (Object.keys(later).length > 0) batches.add(set(later), 500);
  }
}

/** Those that were set later there. */
function laterFields(sql: Sql, from: Sql, id: string, theirs: Fields): Partial<Fields> {
  const [ourStamps, theirStamps] = [stampsOf(sql, conversations, id), stampsOf(from, conversations, id)];
  if (ourStamps === undefined || theirStamps === undefined) return {};
  return Object.fromEntries(Object.entries(theirs).filter(([name]) => theirStamps[name]! > ourStamps[name]!));
}

/** A conversation of which only messages were found is called by what was asked first. */
function fieldsOf(from: Sql, conversationId: string): Fields {
  const conversation = findConversation(from, conversationId);
  if (conversation !== undefined) {
    const { id: _, ...fields } = conversation;
    return fields;
  }
  const bodies = from.all('SELECT body FROM messages WHERE conversation_id = ? ORDER BY created_at, id', [
    conversationId,
  ]);
  const found = bodies.map(([body]) => JSON.parse(String(body)) as StoredMessage);
  const question = found.find(({ role }) => role === 'user');
  const [first, last] = [found[0]!, found.at(-1)!];
  return {
    title: question === undefined ? '' : titleOf(textOf(question.parts)),
    createdAt: first.createdAt,
    updatedAt: last.createdAt,
    workspace: null,
    headId: last.id,
    persona: null,
    selection: null,
    pinned: false,
    archived: false,
    tags: [],
    deletedAt: null,
  };
}
