/** The longest pattern, in UTF-16 code units. */
const longestPattern = 500;

/** One name of a path, as a pattern wants it: characters, any one, or one of several; `*` is any number of any. */
type Unit = '*' | ((character: string) => boolean);
/** `**` is any number of names. */
type Segment = '**' | readonly Unit[];

/**
 * A pattern of paths as VS Code's settings have them, without braces: `*`, `?` and `[a-z]` within a name, `**` for any number of folders. What
 * it matches is a file or a folder with all that is in it. Letters count the same in both cases. Its work is bounded by the product of
 * the lengths of pattern and path.
 */
export class PathPattern {
  readonly #segments: readonly Segment[];

  private constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  /** `undefined` for a pattern that cannot be read: empty or too long. Slashes at both ends are ignored. */
  static parse(pattern: string): PathPattern | undefined {
    const names = comparable(pattern).split('/').filter(isName);
    if (pattern.length > longestPattern || names.length === 0) return undefined;
    return new PathPattern(names.map(segmentOf));
  }

  /** @param names of the path, from its beginning, as `comparable` makes them */
  matches(names: readonly string[]): boolean {
    return matchesBeginning(this.#segments, names);
  }
}

/** A text in the form in which patterns and paths are compared. */
export function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

export function isName(name: string): boolean {
  return name !== '' && name !== '.';
}

/** Whether the pattern matches the path or a folder that it is in. */
function matchesBeginning(segments: readonly Segment[], names: readonly string[]): boolean {
  let reached = new Set([0]);
  for (let at = 0; ; at++) {
    for (const place of reached) if (segments[place] === '**') reached.add(place + 1);
    // A `**` at the end stands for what is in a folder, not for the folder.
    const isOver = reached.has(segments.length) && (at > 0 || segments.length === 1);
    if (isOver || at === names.length) return isOver;
    const next = new Set<number>();
    for (const place of reached) {
      const segment = segments[place];
      if (segment === '**') next.add(place);
      else if (segment !== undefined && matchesName(segment, names[at] ?? '')) next.add(place + 1);
    }
    reached = next;
  }
}

/** Goes back to the last `*` only: what came before it has matched already. */
function matchesName(units: readonly Unit[], name: string): boolean {
  const characters = [...name];
  let [unit, at, star, mark] = [0, 0, -1, 0];
  while (at < characters.length) {
    const wanted = units[unit];
    if (wanted === '*') [star, mark, unit] = [unit, at, unit + 1];
    else if (wanted?.(characters[at] ?? '') === true) [unit, at] = [unit + 1, at + 1];
    else if (star === -1) return false;
    else [unit, mark, at] = [star + 1, mark + 1, mark + 1];
  }
  return units.slice(unit).every((rest) => rest === '*');
}

function segmentOf(name: string): Segment {
  if (/^\*{2,}$/u.test(name)) return '**';
  const units: Unit[] = [];
  const pieces = name.match(/\[!?\]?[^\]]{0,100}\]|[\s\S]/gu) ?? [];
  for (const piece of pieces) {
    if (piece === '*') units.push('*');
    else if (piece === '?') units.push(() => true);
    else if (piece.length > 2 && piece.startsWith('[')) units.push(classOf(piece.slice(1, -1)));
    else units.push((character) => character === piece);
  }
  return units;
}

/** @param text between the brackets; `!` or `^` first turns it around */
function classOf(text: string): Unit {
  const isTurned = /^[!^]/u.test(text);
  const characters = [...(isTurned ? text.slice(1) : text)];
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < characters.length; at++) {
    const first = characters[at] ?? '';
    const last = characters[at + 1] === '-' ? characters[at + 2] : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) at += 2;
  }
  return (character) => ranges.some(([first, last]) => first <= character && character <= last) !== isTurned;
}
