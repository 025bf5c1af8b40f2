import type { Content } from './searchable.js';
import type { Token } from './tokens.js';

/** A search, parsed. */
export interface SearchQuery {
  readonly terms: readonly Term[];
  /** Text that must occur as it stands, upper and lower case alike, in an exact search; `undefined` in any other. */
  readonly exactText: string | undefined;
  readonly filters: Filters;
  /** What was not understood, as typed. */
  readonly ignored: readonly string[];
}

/** Tokens that must follow each other, or must not where the term is excluded. */
export interface Term {
  /** At least one. */
  readonly tokens: readonly Token[];
  /** The last token may be the beginning of a word. */
  readonly isPrefix: boolean;
  readonly isExcluded: boolean;
}

/** A value as typed, folded where it is compared with names. Of several values of one kind one must fit, but every tag, content, and time must. */
export interface Filters {
  /** `user`, `assistant`, or a piece of a provider's or model's name. */
  readonly from: readonly string[];
  readonly model: readonly string[];
  readonly provider: readonly string[];
  readonly persona: readonly string[];
  /** A folder; `null`: the window's own, or none where it has none. */
  readonly workspace: readonly (string | null)[];
  readonly tags: readonly string[];
  readonly contents: readonly Content[];
  /** Pieces of paths or names of attachments. */
  readonly files: readonly string[];
  readonly pinned: boolean;
  readonly archived: boolean;
  /** Unix milliseconds; from `after` on, and before `before`. */
  readonly after: number;
  readonly before: number;
}

export const noFilters: Filters = {
  from: [],
  model: [],
  provider: [],
  persona: [],
  workspace: [],
  tags: [],
  contents: [],
  files: [],
  pinned: false,
  archived: false,
  after: Number.NEGATIVE_INFINITY,
  before: Number.POSITIVE_INFINITY,
};
