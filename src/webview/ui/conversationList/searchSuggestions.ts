/** What filters can be completed with. */
export interface SearchLabels {
  readonly tags: readonly string[];
  readonly workspaces: readonly string[];
}

/** The filter that is being typed, and what it may become. */
export interface SearchSuggestions {
  /** Where its value begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** As they would stand in the text, with quotation marks where they are needed. */
  readonly values: readonly string[];
}

const maximumValues = 8;
/** A filter and the beginning of its value, before the cursor. */
const typedFilter = /(?:^|\s)(from|in|tag|has|is|before|after):("[^"]*|[^\s"]*)$/iu;

const fixedValues: Readonly<Record<string, readonly string[]>> = {
  from: ['me', 'assistant'],
  has: ['code', 'image', 'file', 'attachment'],
  is: ['pinned', 'archived'],
  before: ['today', 'yesterday', '7d', '1m', '1y'],
  after: ['today', 'yesterday', '7d', '1m', '1y'],
};

/** @returns `undefined` when no filter with known values is being typed at the cursor. */
export function searchSuggestions(
  text: string,
  cursor: number,
  { tags, workspaces }: SearchLabels,
): SearchSuggestions | undefined {
  const match = typedFilter.exec(text.slice(0, cursor));
  if (match === null) return undefined;
  const [, filter = '', typed = ''] = match;
  const known = { ...fixedValues, in: ['here', ...workspaces], tag: tags }[filter.toLowerCase()] ?? [];
  const beginning = typed.replace(/^"/u, '').toLowerCase();
  const values = known
    .filter((value) => value.toLowerCase().startsWith(beginning))
    .slice(0, maximumValues)
    .map(quoted);
  // Nothing is left to complete.
  if (values.length === 0 || (values.length === 1 && values[0] === typed)) return undefined;
  const rest = /^[^\s"]*"?/u.exec(text.slice(cursor))?.[0].length ?? 0;
  return { start: cursor - typed.length, end: cursor + rest, values };
}

/** A text, and where the cursor stands in it. */
export interface EditedText {
  readonly text: string;
  readonly cursor: number;
}

/** The text with a suggestion taken. */
export function takeSuggestion(text: string, { start, end }: SearchSuggestions, value: string): EditedText {
  const head = `${text.slice(0, start)}${value} `;
  return { text: head + text.slice(end).trimStart(), cursor: head.length };
}

/** The text with a filter at its end, the cursor where the filter's value belongs. */
export function appendFilter(text: string, filter: string): EditedText {
  const before = text.trim() === '' ? '' : `${text.trimEnd()} `;
  const next = before + filter;
  return { text: next, cursor: filter.endsWith('""') ? next.length - 1 : next.length };
}

function quoted(value: string): string {
  return /[\s"]/u.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
