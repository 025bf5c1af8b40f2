/** How many patterns one with braces can stand for. */
const maximumAlternatives = 64;

/** One name of a path as a pattern wants it, read once; `**` is any number of names. */
type Part = '**' | readonly Token[];

/**
 * Whether a path fits a pattern as VS Code has them: `**` any folders, `*` and `?` within a name, `{a,b}`, `[a-z]`. One without a slash
 * fits names in any folder; one that stands for too many patterns fits nothing. The time is bounded whatever the pattern: it comes from a
 * file, and becomes no regular expression.
 *
 * @param path with slashes, none at the beginning
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const names = path.split('/').map((name) => [...name]);
  const relative = pattern.replace(/^\.?\//u, '');
  return alternatives(relative).some((alternative) => {
    const written = alternative.split('/');
    const isAnywhere = written.length === 1 && !pattern.startsWith('/');
    return matchesPath(names, (isAnywhere ? ['**', ...written] : written).map(partOf));
  });
}

/** A pattern without braces for each thing it can mean, each once; none where these are too many. */
function alternatives(pattern: string): readonly string[] {
  let open = [pattern];
  const done = new Set<string>();
  while (open.length > 0) {
    const next = new Set<string>();
    for (const text of open) {
      const braces = /\{([^{}]*)\}/u.exec(text);
      if (braces === null) {
        done.add(text);
        continue;
      }
      const [before, after] = [text.slice(0, braces.index), text.slice(braces.index + braces[0].length)];
      for (const choice of braces[1]!.split(',')) next.add(`${before}${choice}${after}`);
    }
    if (done.size + next.size > maximumAlternatives) return [];
    open = [...next];
  }
  return [...done];
}

/** Goes back to the latest `**` only, which is enough: the time is at most the product of both lengths. */
function matchesPath(names: readonly (readonly string[])[], parts: readonly Part[]): boolean {
  return matchesSequence(names.length, parts.length, {
    isAny: (part) => parts[part] === '**',
    fits: (name, index) => {
      const part = parts[index]!;
      return part !== '**' && matchesName(names[name]!, part);
    },
  });
}

function partOf(part: string): Part {
  return part === '**' ? part : tokensOf(part);
}

type Token = { readonly kind: 'any' } | { readonly kind: 'one'; readonly fits: (character: string) => boolean };

function tokensOf(part: string): readonly Token[] {
  return Array.from(part.matchAll(/\*+|\[(!?)([^\]/]+)\]|[^]/gu), ([text, negated, set]): Token => {
    if (text.startsWith('*')) return { kind: 'any' };
    if (text === '?') return { kind: 'one', fits: () => true };
    if (set === undefined) return { kind: 'one', fits: (character) => character === text };
    return { kind: 'one', fits: (character) => isInSet(character, set) !== (negated === '!') };
  });
}

function isInSet(character: string, set: string): boolean {
  for (const [, from, to] of set.matchAll(/([^])(?:-([^]))?/gu))
    if (to === undefined ? character === from : character >= from! && character <= to) return true;
  return false;
}

function matchesName(characters: readonly string[], tokens: readonly Token[]): boolean {
  return matchesSequence(characters.length, tokens.length, {
    isAny: (token) => tokens[token]!.kind === 'any',
    fits: (character, index) => {
      const token = tokens[index]!;
      return token.kind === 'one' && token.fits(characters[character]!);
    },
  });
}

interface Sequence {
  /** Whether this part of the pattern stands for any number of items. */
  readonly isAny: (part: number) => boolean;
  readonly fits: (item: number, part: number) => boolean;
}

function matchesSequence(items: number, parts: number, { isAny, fits }: Sequence): boolean {
  let [item, part] = [0, 0];
  let latest: { part: number; item: number } | undefined;
  while (item < items) {
    if (part < parts && isAny(part)) {
      latest = { part, item };
      part += 1;
    } else if (part < parts && fits(item, part)) {
      item += 1;
      part += 1;
    } else if (latest !== undefined) {
      latest.item += 1;
      [item, part] = [latest.item, latest.part + 1];
    } else return false;
  }
  while (part < parts && isAny(part)) part += 1;
  return part === parts;
}
