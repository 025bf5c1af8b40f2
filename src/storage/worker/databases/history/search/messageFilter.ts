import type { Sql } from '../../../sqlite/sql.js';
import { attachedLabel, authorLabel, contentLabel, roleLabel } from './labels.js';
import { nameOf } from './parseQuery.js';
import type { MessageAuthor, Searchable } from './searchable.js';
import type { Filters } from './searchQuery.js';

/** What is asked of a message beside its text. */
export interface MessageFilter {
  /** Whether anything is asked at all. */
  readonly isActive: boolean;
  /** Of each list a message has one label at least; no message matches an empty list. */
  readonly labels: readonly (readonly string[])[];
  readonly fits: (message: Searchable) => boolean;
}

/** More alternatives than this cost the index more than looking at what is found. */
const mostAlternatives = 64;

export function messageFilter(sql: Sql, { from, model, provider, contents, files }: Filters): MessageFilter {
  const isAsked = from.length > 0 || model.length > 0 || provider.length > 0;
  const authors = isAsked
    ? sql
        .all('SELECT provider, model FROM answerers')
        .map(([provider, model]) => ({ provider: parse(provider), model: parse(model) }))
    : [];
  const having = (
    pieces: readonly string[],
    names: (author: MessageAuthor) => readonly string[],
  ): readonly MessageAuthor[] =>
    authors.filter((author) => pieces.some((piece) => names(author).some((name) => nameOf(name).includes(piece))));

  const roles = from.filter((name) => isRole(name));
  const choices: AuthorChoice[] = [];
  if (from.length > 0)
    choices.push({
      roles,
      authors: having(
        from.filter((name) => !isRole(name)),
        (author) => [author.provider, author.model],
      ),
    });
  if (model.length > 0) choices.push({ roles: [], authors: having(model, (author) => [author.model]) });
  if (provider.length > 0) choices.push({ roles: [], authors: having(provider, (author) => [author.provider]) });

  const labels = [
    ...choices.map(labelsOfChoice),
    ...contents.map((content) => [contentLabel(content)]),
    ...labelsOfFiles(sql, files),
  ];
  return {
    isActive: labels.length > 0,
    labels: labels.filter((alternatives) => alternatives.length <= mostAlternatives),
    fits: (message) =>
      choices.every((choice) => isChosen(message, choice)) &&
      contents.every((content) => message.contents.includes(content)) &&
      (files.length === 0 || message.attached.some((name) => files.some((piece) => name.includes(piece)))),
  };
}

/** One of these must have written it. */
interface AuthorChoice {
  readonly roles: readonly string[];
  readonly authors: readonly MessageAuthor[];
}

function labelsOfChoice({ roles, authors }: AuthorChoice): readonly string[] {
  return [...roles.map(roleLabel), ...authors.map(authorLabel)];
}

/** Those of the names that have one of the pieces in them. */
function labelsOfFiles(sql: Sql, files: readonly string[]): readonly (readonly string[])[] {
  if (files.length === 0) return [];
  const has = files.map(() => 'instr(name, ?) > 0').join(' OR ');
  const names = sql.all(`SELECT name FROM attached WHERE ${has} LIMIT ?`, [...files, mostAlternatives + 1]);
  // With too many, whatever has anything attached is looked at.
  return [
    names.length > mostAlternatives ? [contentLabel('file')] : names.map(([name]) => attachedLabel(String(name))),
  ];
}

function isChosen({ role, author }: Searchable, { roles, authors }: AuthorChoice): boolean {
  return (
    roles.includes(role) ||
    (author !== undefined &&
      authors.some(({ provider, model }) => provider === author.provider && model === author.model))
  );
}

function isRole(name: string): boolean {
  return name === 'user' || name === 'assistant';
}

function parse(json: unknown): string {
  return JSON.parse(String(json)) as string;
}
