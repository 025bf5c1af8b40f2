import type { Sql } from '../../../sqlite/sql.js';
import { answererLabel, contentLabel, roleLabel } from './labels.js';
import { nameOf } from './parseQuery.js';
import type { Answerer, Searchable } from './searchable.js';
import type { Filters } from './searchQuery.js';

/** What is asked of a message beside its text. */
export interface MessageFilter {
  /** Whether anything is asked at all. */
  readonly isActive: boolean;
  /** Of each list a message has one label at least; an empty list is had by none. */
  readonly labels: readonly (readonly string[])[];
  readonly fits: (message: Searchable) => boolean;
}

/** More alternatives than this cost the index more than looking at what is found. */
const mostAlternatives = 64;

export function messageFilter(sql: Sql, { from, model, provider, contents }: Filters): MessageFilter {
  const isAsked = from.length > 0 || model.length > 0 || provider.length > 0;
  const answerers = isAsked
    ? sql
        .all('SELECT provider, model FROM answerers')
        .map(([provider, model]) => ({ provider: parse(provider), model: parse(model) }))
    : [];
  const having = (pieces: readonly string[], names: (answerer: Answerer) => readonly string[]): readonly Answerer[] =>
    answerers.filter((answerer) =>
      pieces.some((piece) => names(answerer).some((name) => nameOf(name).includes(piece))),
    );

  const roles = from.filter((name) => isRole(name));
  const choices: Choice[] = [];
  if (from.length > 0)
    choices.push({
      roles,
      answerers: having(
        from.filter((name) => !isRole(name)),
        (answerer) => [answerer.provider, answerer.model],
      ),
    });
  if (model.length > 0) choices.push({ roles: [], answerers: having(model, (answerer) => [answerer.model]) });
  if (provider.length > 0) choices.push({ roles: [], answerers: having(provider, (answerer) => [answerer.provider]) });

  const labels = [...choices.map(labelsOfChoice), ...contents.map((content) => [contentLabel(content)])];
  return {
    isActive: labels.length > 0,
    labels: labels.filter((alternatives) => alternatives.length <= mostAlternatives),
    fits: (message) =>
      choices.every((choice) => isChosen(message, choice)) &&
      contents.every((content) => message.contents.includes(content)),
  };
}

/** One of these must have written it. */
interface Choice {
  readonly roles: readonly string[];
  readonly answerers: readonly Answerer[];
}

function labelsOfChoice({ roles, answerers }: Choice): readonly string[] {
  return [...roles.map(roleLabel), ...answerers.map(answererLabel)];
}

function isChosen({ role, answerer }: Searchable, { roles, answerers }: Choice): boolean {
  return (
    roles.includes(role) ||
    (answerer !== undefined &&
      answerers.some(({ provider, model }) => provider === answerer.provider && model === answerer.model))
  );
}

function isRole(name: string): boolean {
  return name === 'user' || name === 'assistant';
}

function parse(json: unknown): string {
  return JSON.parse(String(json)) as string;
}
