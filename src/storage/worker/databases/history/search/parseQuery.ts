import type { SearchRequest } from '../../../../api/chatHistory.js';
import { foldedName } from './attachedNames.js';
import { normalizeForSearch } from './normalizeForSearch.js';
import { parseTime } from './parseTime.js';
import { contentNames } from './searchable.js';
import { type Filters, noFilters, type SearchQuery, type Term } from './searchQuery.js';
import { tokensOf } from './tokens.js';

/** More text than anybody types, in characters; the rest is left out. */
const longestText = 2000;
/** More pieces than anybody types; the others are left out. FTS4 refuses expressions of more than twelve levels: five for these, six for labels, one for exclusions. */
const mostPieces = 30;
/** A quotation longer than this is found by its beginning. */
const mostTokens = 40;

/** `-`, then `name:value`, `"a phrase"` or anything up to the next space; a quotation that is not closed goes on to the end. */
const piece = /(?<minus>-(?=[^\s-]))?(?:(?:(?<name>[a-z]+):)?"(?<quoted>[^"]*)(?<close>"|$)|(?<bare>\S+))/giy;
const bareFilter = /^(?<name>[a-z]+):(?<value>.*)$/is;
/** In an exact search only filters mean something. */
const exactFilter = /(?<!\S)(?<name>[a-z]+):(?:"(?<quoted>[^"]*)"|(?<bare>[^\s"]\S*))(?!\S)\s*/gi;

/** Nothing anybody can type is an error: what is no filter is text. */
export function parseQuery({ text, exact = false }: Pick<SearchRequest, 'text' | 'exact'>, now: number): SearchQuery {
  const typed = text.slice(0, longestText);
  return exact ? parseExact(typed, now) : parseWords(typed, now);
}

function parseWords(text: string, now: number): SearchQuery {
  const query = new QueryBuilder(now);
  let place = 0;
  for (let pieces = 0; ; pieces++) {
    while (place < text.length && /\s/.test(text[place]!)) place++;
    if (place === text.length) break;
    piece.lastIndex = place;
    const match = piece.exec(text)!;
    place = piece.lastIndex;
    if (pieces >= mostPieces) query.ignored.push(match[0]);
    else takePiece(query, match, place === text.length);
  }
  return { ...query, exactText: undefined };
}

function takePiece(query: QueryBuilder, { 0: typed, groups }: RegExpExecArray, isLast: boolean): void {
  const { minus, name, quoted, close, bare } = groups!;
  const filter = name === undefined ? bareFilter.exec(bare ?? '')?.groups : { name, value: quoted };
  const isExcluded = minus !== undefined;
  if (filter !== undefined && isFilter(filter['name'])) {
    if (isExcluded || !query.filter(filter['name'], filter['value']!)) query.ignored.push(typed);
    return;
  }
  const words = bare ?? `${name ?? ''} ${quoted}`;
  const starred = bare !== undefined && /[^*]\*$/.test(bare);
  // What is still being typed may go on; what is left out must be a whole word, or it would be everything for a moment.
  const isPrefix = starred || (isLast && !isExcluded && close !== '"');
  const tokens = tokensOf(words).slice(0, mostTokens);
  if (tokens.length === 0) query.ignored.push(typed);
  else query.terms.push({ tokens, isPrefix, isExcluded });
}

function parseExact(text: string, now: number): SearchQuery {
  const query = new QueryBuilder(now);
  const rest = text.replace(exactFilter, (typed: string, name: string, quoted?: string, bare?: string) => {
    if (!isFilter(name)) return typed;
    if (!query.filter(name, quoted ?? bare!)) query.ignored.push(typed.trimEnd());
    return '';
  });
  return { ...query, exactText: rest.trim() };
}

class QueryBuilder {
  readonly terms: Term[] = [];
  readonly ignored: string[] = [];
  filters: Filters = noFilters;
  readonly #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  /** Whether the value means something. */
  filter(name: FilterName, value: string): boolean {
    const filters =
      value.trim() === ''
        ? undefined
        : readers[name.toLowerCase() as FilterName](this.filters, value.trim(), this.#now);
    if (filters !== undefined) this.filters = filters;
    return filters !== undefined;
  }
}

type FilterName = keyof typeof readers;

function isFilter(name: string): name is FilterName {
  return Object.hasOwn(readers, name.toLowerCase());
}

type Reader = (filters: Filters, value: string, now: number) => Filters | undefined;

/** Each adds a value to what was asked for before; `undefined` when it makes no sense. */
const readers = {
  from: named((filters, name) => ({ ...filters, from: [...filters.from, senders.get(name) ?? name] })),
  model: named((filters, name) => ({ ...filters, model: [...filters.model, name] })),
  provider: named((filters, name) => ({ ...filters, provider: [...filters.provider, name] })),
  persona: (filters: Filters, value: string) => ({
    ...filters,
    persona: [...filters.persona, normalizeForSearch(value)],
  }),
  in: (filters: Filters, value: string) => ({
    ...filters,
    workspace: [...filters.workspace, normalizeForSearch(value) === 'here' ? null : normalizeForSearch(value)],
  }),
  tag: (filters: Filters, value: string) => ({ ...filters, tags: [...filters.tags, normalizeForSearch(value)] }),
  has(filters: Filters, value: string) {
    const typed = normalizeForSearch(value);
    const content = contentNames.find((name) => name === (typed === 'attachment' ? 'file' : typed));
    return content && { ...filters, contents: [...filters.contents, content] };
  },
  file: (filters: Filters, value: string) => ({ ...filters, files: [...filters.files, foldedName(value)] }),
  is(filters: Filters, value: string) {
    const state = normalizeForSearch(value);
    return state === 'pinned' || state === 'archived' ? { ...filters, [state]: true } : undefined;
  },
  before: timed((filters, time) => ({ ...filters, before: Math.min(filters.before, time) })),
  after: timed((filters, time) => ({ ...filters, after: Math.max(filters.after, time) })),
} satisfies Record<string, Reader>;

const senders: ReadonlyMap<string, string> = new Map([
  ['me', 'user'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
]);

function named(add: (filters: Filters, name: string) => Filters): Reader {
  return (filters, value) => {
    const name = nameOf(value);
    return name === '' ? undefined : add(filters, name);
  };
}

function timed(add: (filters: Filters, time: number) => Filters): Reader {
  return (filters, value, now) => {
    const time = parseTime(value, now);
    return time === undefined ? undefined : add(filters, time);
  };
}

/** A name by its letters and digits: `GPT 4` is `gpt-4`. */
export function nameOf(text: string): string {
  return normalizeForSearch(text).replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}
