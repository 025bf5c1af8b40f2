import type { Row, Sql } from '../../../sqlite/sql.js';
import { normalizeForSearch } from './normalizeForSearch.js';
import type { Filters } from './searchQuery.js';

/** When each conversation that fits last changed, by its id. */
export type FittingConversations = ReadonlyMap<string, number>;

/** Each goes by an index. */
export const conversationStatements = {
  changed:
    'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND archived = ? AND pinned = ? AND recency >= ? AND recency < ? ORDER BY recency DESC LIMIT ?',
  pinned: 'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND archived IN (0, 1) AND pinned = 1',
  archived: 'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND archived = 1',
  workspace: 'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND workspace IS ?',
  persona: 'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND persona = ?',
  tags: 'SELECT id, recency FROM conversations WHERE deleted_at IS NULL AND tags = ?',
  workspaces: 'SELECT DISTINCT workspace FROM conversations WHERE deleted_at IS NULL AND workspace IS NOT NULL',
  personas: 'SELECT DISTINCT persona FROM conversations WHERE deleted_at IS NULL AND persona IS NOT NULL',
  tagLists: 'SELECT DISTINCT tags FROM conversations WHERE deleted_at IS NULL AND tags IS NOT NULL',
} as const;

/**
 * The conversations that fit; `undefined` when nothing is asked of them. Deleted ones never do.
 * @param here the window's folder.
 */
export function fittingConversations(
  sql: Sql,
  filters: Filters,
  here: string | null,
): FittingConversations | undefined {
  const { pinned, archived, workspace, persona, tags } = filters;
  const sets: FittingConversations[] = [];
  if (pinned) sets.push(select(sql, 'pinned'));
  if (archived) sets.push(select(sql, 'archived'));
  if (workspace.length > 0) sets.push(select(sql, 'workspace', foldersFor(sql, workspace, here)));
  if (persona.length > 0)
    sets.push(
      select(
        sql,
        'persona',
        values(sql, 'personas').filter((name) => persona.includes(normalizeForSearch(JSON.parse(name) as string))),
      ),
    );
  for (const tag of tags) {
    const lists = values(sql, 'tagLists').filter((list) =>
      (JSON.parse(list) as readonly string[]).some((name) => normalizeForSearch(name) === tag),
    );
    sets.push(select(sql, 'tags', lists));
  }
  const [first, ...others] = sets;
  return first && new Map([...first].filter(([id]) => others.every((set) => set.has(id))));
}

/** Those that last changed at a time that fits: of each kind the latest, up to so many. Deleted ones never do. */
export function changedConversations(sql: Sql, filters: Filters, limit: number): FittingConversations {
  const kinds = [0, 1].flatMap((archived) => [0, 1].map((pinned) => [archived, pinned]));
  return byId(kinds.flatMap((kind) => sql.all(conversationStatements.changed, [...kind, ...timeSpan(filters), limit])));
}

/** From when on, and before when, as SQLite knows numbers. */
export function timeSpan({ after, before }: Filters): readonly [from: number, to: number] {
  return [Math.max(after, -Number.MAX_VALUE), Math.min(before, Number.MAX_VALUE)];
}

function select(
  sql: Sql,
  statement: 'pinned' | 'archived' | 'workspace' | 'persona' | 'tags',
  keys?: readonly (string | null)[],
): FittingConversations {
  return byId(
    keys === undefined
      ? sql.all(conversationStatements[statement])
      : keys.flatMap((key) => sql.all(conversationStatements[statement], [key])),
  );
}

function byId(rows: readonly Row[]): FittingConversations {
  return new Map(rows.map(([id, recency]) => [String(id), Number(recency)]));
}

function values(sql: Sql, statement: 'workspaces' | 'personas' | 'tagLists'): readonly string[] {
  return sql.all(conversationStatements[statement]).map(([value]) => String(value));
}

function foldersFor(sql: Sql, wanted: Filters['workspace'], here: string | null): readonly (string | null)[] {
  const named = values(sql, 'workspaces').filter((folder) =>
    namesOf(JSON.parse(folder) as string).some((name) => wanted.includes(name)),
  );
  return wanted.includes(null) ? [...new Set([...named, here === null ? null : JSON.stringify(here)])] : named;
}

/** What a folder can be called: its whole address, or its last part. */
function namesOf(uri: string): readonly string[] {
  const last = uri.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  return [uri, last, decoded(last)].map(normalizeForSearch);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
