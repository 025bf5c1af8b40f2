import { declarationOf } from './declaration.js';
import type { LineChange } from './lineDiff.js';
import { indentWidth, isBlank, isSignificant } from './lineKeys.js';

/** Words that end a block, or go on with one: they stand below every new one as well. */
const closing =
  /^(?:<\/|[)\]}]|(?:end|endif|endfor|endwhile|fi|done|esac|od|else|elif|elsif|elseif|except|rescue|ensure|finally|catch|until|when|then)\b)/i;
/** Comments and attributes: they belong to the line below them. */
const leading = /^(?:@|#|\/\/|\/\*|\*|--|<!--|;|%|\[\w[^\]]*\]$|<<)/;
/** Heads of what goes on below at the same depth: a table, a heading, an unfinished statement. */
const heading = /^\[.*\]$|^#+\s|[:,=([{\\|&+?]$|^(?:-{3,}|={3,})$/;
const importing = /^(?:import|from\s+\S+\s+import|use|using|require|#include|export \* from)\b/;

/** What a line declares that is only once in a place: a function or a class, or an import. New code does not have it by chance. */
function isOwnName(line: string): boolean {
  const declaration = declarationOf(line);
  if (declaration === undefined || declaration.kind === 'variable') return importing.test(line.trim());
  // A call looks like a method, but for the brace.
  return declaration.form !== 'method' || /\{\s*$/.test(line);
}

/** Whether a line says more than a single word, such as `pass`, `break;` or `try {`. */
const isSpecific = (line: string): boolean => isSignificant(line) && !/^\W*\w+[^\w()]*$/.test(line);

/** What a line begins with, so that two like it are probably of one kind. */
const kindOf = (line: string): string => /^(?:[\w$]+|\W)/.exec(line.trim())?.[0].toLowerCase() ?? '';

const depthOf = (lines: readonly string[]): number => Math.min(...lines.map(indentWidth));

/** Index of the first line with a text from here on, in steps of 1 or -1; -1 if there is none. */
function nextText(lines: readonly string[], from: number, step: 1 | -1): number {
  for (let at = from; at >= 0 && at < lines.length; at += step) if (!isBlank(lines[at] ?? '')) return at;
  return -1;
}

/**
 * Whether new lines surely belong directly above a line of the file that stands below them in the block too. It may stand there by chance, as
 * the end of what is new: `pass`, `x = 2` below `[c]`. Then what it ends in the file would lose it.
 * @param head the new lines, and empty ones between
 * @param anchor the lines of the file below them, from `start` on
 */
export function isPlaceBelow(
  file: readonly string[],
  start: number,
  head: readonly string[],
  anchor: readonly string[],
): boolean {
  const own = file[start] ?? '';
  const [depth, around] = [indentWidth(own), depthOf(head)];
  if (depth > around) return false;
  const above = nextText(file, start - 1, -1);
  const previous = above === -1 ? '' : (file[above] ?? '');
  // The end of what is around the new lines: what ends there in the file must be as deep as they are, or nothing.
  if (depth < around) return above === -1 || indentWidth(previous) >= around || indentWidth(previous) === depth;
  const last = head[nextText(head, head.length - 1, -1)] ?? '';
  const trimmed = own.trim();
  const isTorn = above === start - 1 && leading.test(previous.trim()) && !importing.test(previous.trim());
  if (isTorn && !leading.test(last.trim())) return false;
  if (isOwnName(own)) return true;
  // Several lines are something in themselves, of which the last may be like any other.
  if (head.filter((line) => !isBlank(line) && indentWidth(line) === depth).length > 1) return false;
  if (!anchor.some(isSpecific) || !isSignificant(own) || closing.test(trimmed)) return false;
  if (leading.test(trimmed) || leading.test(last.trim()) || heading.test(last.trim())) return false;
  const isAdjacent = above === start - 1 && !isBlank(head.at(-1) ?? '');
  if (isAdjacent && indentWidth(previous) > depth && indentWidth(last) > depth) return false;
  if (above === -1) return true;
  // The line above in the file may be to its line what the new one is: then the two are one statement, there and here.
  if (heading.test(previous.trim()) && indentWidth(previous) === depth) return false;
  const isAlike =
    kindOf(last) !== kindOf(own) &&
    file.slice(0, start).some((line) => indentWidth(line) === depth && kindOf(line) === kindOf(last));
  return !isAlike && !(isAdjacent && /;\s*$/.test(own) && !/[;{}(:,>]\s*$/.test(previous));
}

/**
 * Whether new lines surely belong directly below a line of the file that stands above them in the block too.
 * @param end index behind the last line of the anchor
 */
export function isPlaceAbove(
  file: readonly string[],
  end: number,
  tail: readonly string[],
  anchor: readonly string[],
): boolean {
  const own = file[end - 1] ?? '';
  const [depth, around] = [indentWidth(own), depthOf(tail)];
  const below = nextText(file, end, 1);
  const next = below === -1 ? '' : (file[below] ?? '');
  // The end of something that goes on in the file is no end.
  if (depth > around) return anchor.some(isSpecific) && (below === -1 || indentWidth(next) <= around);
  if (anchor.some(isOwnName)) return depth === around || isOwnName(own) || indentWidth(next) >= around;
  if (!anchor.some(isSpecific)) return false;
  // Comments and attributes belong to what is below them: only with an empty line in both do they stand for themselves.
  if (leading.test(own.trim()) && !(below > end && isBlank(tail[0] ?? ''))) return false;
  return depth === around || /[:{([>]$|\b(?:do|then|begin)$/.test(own.trim());
}

/**
 * Whether lines of the file become others that declare something else: perhaps they are meant to stand beside one another.
 * @param lines all of the segment
 */
export function renamesDeclaration(changes: readonly LineChange[], lines: readonly string[]): boolean {
  const namesIn = (all: readonly string[]): string[] =>
    all.flatMap((line) => {
      const declaration = declarationOf(line);
      return declaration === undefined || declaration.kind === 'variable' ? [] : declaration.name;
    });
  return changes.some(({ removed, added }) => {
    const gone = namesIn(removed);
    if (gone.length === 0) return false;
    const has = new Set(namesIn(lines));
    return gone.some((name) => !has.has(name)) && namesIn(added).some((name) => !gone.includes(name));
  });
}
