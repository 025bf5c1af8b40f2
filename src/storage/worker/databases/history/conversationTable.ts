import type { Conversation, ConversationCursor, ConversationFilter } from '../../../api/chatHistory.js';
import { soundSelection } from '../../../api/soundSelection.js';
import {
  InvalidEvent,
  requireBoolean,
  requireIdOrNull,
  requireText,
  requireTextOrNull,
  requireTexts,
  requireTime,
  requireTimeOrNull,
  toJson,
} from '../../tables/eventFields.js';
import { createFieldTable, type FieldTable } from '../../tables/lastWriterWins.js';
import type { Row, Sql } from '../../sqlite/sql.js';

export const conversations: FieldTable = {
  table: 'conversations',
  fields: {
    title: { column: 'title', read: requireText },
    createdAt: { column: 'created_at', read: requireTime },
    updatedAt: { column: 'updated_at', read: requireTime },
    workspace: { column: 'workspace', read: requireTextOrNull },
    headId: { column: 'head_id', read: requireIdOrNull },
    persona: { column: 'persona', read: requireTextOrNull },
    pinned: { column: 'pinned', read: requireBoolean, initially: '0' },
    archived: { column: 'archived', read: requireBoolean, initially: '0' },
    tags: { column: 'tags', read: requireTexts },
    deletedAt: { column: 'deleted_at', read: requireTimeOrNull },
    // Since version 2 of the tables.
    selection: { column: 'selection', read: requireSelection, isAdded: true },
  },
};

const columns =
  'id, title, created_at, updated_at, workspace, head_id, persona, pinned, archived, tags, deleted_at, selection';
/** When a conversation last changed. A column, because SQLite looks up no range by a row of expressions. */
const recency = 'recency AS (COALESCE(updated_at, created_at, 0))';
const listed = 'pinned DESC, recency DESC, id DESC';

/**
 * Every list is read in the order of an index, so that its cost is that of what it shows. `deleted_at` ends those from which all values of
 * a label are read, because SQLite would look for it in the table.
 */
export const conversationTable = `
  ${createFieldTable(conversations, [recency])}
  CREATE INDEX conversations_listed ON conversations (archived, ${listed}) WHERE deleted_at IS NULL;
  CREATE INDEX conversations_by_workspace ON conversations (workspace, archived, ${listed}, deleted_at) WHERE deleted_at IS NULL;
  CREATE INDEX conversations_tagged ON conversations (tags, recency, id, deleted_at) WHERE deleted_at IS NULL AND tags IS NOT NULL;
  CREATE INDEX conversations_with_persona ON conversations (persona, recency, id, deleted_at) WHERE deleted_at IS NULL AND persona IS NOT NULL;
  CREATE INDEX conversations_deleted ON conversations (deleted_at, id) WHERE deleted_at IS NOT NULL;`;

/** The statement of a page of the list, and its parameters. Exported so that a test can ask SQLite how it is carried out. */
export function listStatement(
  { workspace, archived = false }: ConversationFilter,
  limit: number,
  after?: ConversationCursor,
) {
  const conditions = ['deleted_at IS NULL', 'archived = ?'];
  const parameters: (string | number)[] = [Number(archived)];
  if (workspace !== undefined) {
    conditions.push('workspace = ?');
    parameters.push(JSON.stringify(workspace));
  }
  if (after !== undefined) {
    conditions.push('(pinned, recency, id) < (?, ?, ?)');
    parameters.push(Number(after.pinned), after.updatedAt, after.id);
  }
  return {
    statement: `SELECT ${columns} FROM conversations WHERE ${conditions.join(' AND ')} ORDER BY ${listed} LIMIT ?`,
    parameters: [...parameters, limit],
  };
}

export function listConversations(
  sql: Sql,
  filter: ConversationFilter,
  limit: number,
  after?: ConversationCursor,
): readonly Conversation[] {
  const { statement, parameters } = listStatement(filter, limit, after);
  return sql.all(statement, parameters).map(toConversation);
}

export function deletedConversations(sql: Sql): readonly Conversation[] {
  return sql
    .all(`SELECT ${columns} FROM conversations WHERE deleted_at IS NOT NULL ORDER BY deleted_at, id`)
    .map(toConversation);
}

export function findConversation(sql: Sql, id: string): Conversation | undefined {
  const row = sql.first(`SELECT ${columns} FROM conversations WHERE id = ?`, [id]);
  return row === undefined ? undefined : toConversation(row);
}

export function labelsInUse(sql: Sql): { readonly tags: readonly string[]; readonly workspaces: readonly string[] } {
  const tags = sql.all('SELECT DISTINCT tags FROM conversations WHERE deleted_at IS NULL AND tags IS NOT NULL');
  const workspaces = sql.all(
    'SELECT DISTINCT workspace FROM conversations WHERE deleted_at IS NULL AND workspace IS NOT NULL',
  );
  return {
    tags: sorted(tags.flatMap(([list]) => JSON.parse(String(list)) as readonly string[])),
    workspaces: sorted(workspaces.map(([workspace]) => JSON.parse(String(workspace)) as string)),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => a.localeCompare(b));
}

/** A title as it stands in its column; empty before there is one. */
export function readTitle(title: unknown): string {
  return typeof title === 'string' ? (JSON.parse(title) as string) : '';
}

/**
 * Kept as it is written, with whatever a later version may have put into it; `soundSelection` takes of it what this one knows. Only what can be no
 * selection is refused.
 */
function requireSelection(value: unknown, what: string): string | null {
  if (value === null) return null;
  if (soundSelection(value) === null) throw new InvalidEvent(`${what} must name an endpoint and a model.`);
  return toJson(value, what);
}

function toConversation([
  id,
  title,
  createdAt,
  updatedAt,
  workspace,
  headId,
  persona,
  pinned,
  archived,
  tags,
  deletedAt,
  selection,
]: Row): Conversation {
  return {
    id: String(id),
    title: readTitle(title),
    createdAt: Number(createdAt),
    updatedAt: Number(updatedAt ?? createdAt),
    workspace: workspace === null ? null : (JSON.parse(String(workspace)) as string),
    headId: headId === null ? null : String(headId),
    persona: persona === null ? null : (JSON.parse(String(persona)) as string),
    selection: selection === null ? null : soundSelection(JSON.parse(String(selection))),
    pinned: pinned === 1,
    archived: archived === 1,
    tags: tags === null ? [] : (JSON.parse(String(tags)) as readonly string[]),
    deletedAt: deletedAt === null ? null : Number(deletedAt),
  };
}
