import { normalizeForSearch } from './normalizeForSearch.js';

/** Names of one message that can be found; a person attaches no more. */
const mostNames = 500;
/** What a path or an address is found by, in characters: its beginning. */
const longestName = 2_000;

/** What `file:` finds a message by: of each attachment its label and its place, and the place of each file that is in it. Folded, without repetitions. */
export function attachedNames(attachments: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const own = attachments.map(({ label, uri }) => `${textOf(label)}\n${readable(textOf(uri))}`);
  const sources = attachments.flatMap(({ sources }) =>
    Array.isArray(sources) ? (sources as readonly unknown[]).map((uri) => readable(textOf(uri))) : [],
  );
  const names = [...own, ...sources].slice(0, mostNames).map((name) => name.split('\n').map(foldedName).join('\n'));
  return [...new Set(names)].filter((name) => name !== '' && name !== '\n');
}

/** A piece of a path, or a name, in the form in which they are compared: with slashes only, and nothing that ends a line. */
export function foldedName(text: string): string {
  return normalizeForSearch(text.slice(0, longestName))
    .replace(/\p{Cc}|\p{Cs}/gu, ' ')
    .replaceAll('\\', '/');
}

/** A URI as people write the path in it. */
function readable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\n', ' ') : '';
}
