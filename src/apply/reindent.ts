import { indentOf, isBlank } from './lineKeys.js';

/** Indents lines anew; `undefined` for a line that cannot be, because it is indented less than what is to be taken away. */
export type Reindent = (line: string) => string | undefined;

/** More than a few depths of the same line: then it says nothing. */
const maximalDepths = 12;

/**
 * How the pattern may have been shifted, as a whole: to each depth at which the file has its first line, with tabs or spaces as the file has them.
 * The identity is not among them.
 */
export function possibleShifts(lines: readonly string[], pattern: readonly string[]): Reindent[] {
  const first = pattern.find((line) => !isBlank(line));
  if (first === undefined) return [];
  const wanted = first.trim();
  const depths = new Set(lines.filter((line) => line.includes(wanted) && line.trim() === wanted).map(indentOf));
  if (depths.size > maximalDepths) return [];
  const restyle = styleOf(lines, pattern);
  const own = restyle === undefined ? indentOf(first) : indentOf(restyle(first));
  return [...depths].flatMap((depth) => {
    const shift = shiftBetween(own, depth);
    if (shift === undefined || (restyle === undefined && own === depth)) return [];
    return [(line: string) => (isBlank(line) ? line : shift(restyle === undefined ? line : restyle(line)))];
  });
}

/** From one indentation to another, if one of them begins with the other. */
export function shiftBetween(from: string, to: string): Reindent | undefined {
  if (to.endsWith(from) && isUniform(to)) {
    const added = to.slice(0, to.length - from.length);
    return (line) => added + line;
  }
  if (!from.endsWith(to)) return undefined;
  const removed = from.slice(0, from.length - to.length);
  return (line) => (line.startsWith(removed) ? line.slice(removed.length) : undefined);
}

const isUniform = (indent: string): boolean => new Set(indent).size <= 1;

/** Tabs for spaces, or spaces for tabs, if the file is indented with the one and the pattern with the other only. */
export function styleOf(lines: readonly string[], pattern: readonly string[]): ((line: string) => string) | undefined {
  const file = styleCounts(lines);
  const own = styleCounts(pattern);
  if (own.tabs === 0 && own.spaces > 0 && file.tabs > file.spaces * 4) {
    const unit = own.smallest;
    return (line) =>
      replaceIndent(line, (indent) => '\t'.repeat(indent.length / unit) + ' '.repeat(indent.length % unit));
  }
  if (own.spaces === 0 && own.tabs > 0 && file.spaces > file.tabs * 4) {
    const unit = ' '.repeat(file.smallest);
    return (line) => replaceIndent(line, (indent) => indent.replaceAll('\t', unit));
  }
  return undefined;
}

function replaceIndent(line: string, replace: (indent: string) => string): string {
  const indent = indentOf(line);
  return replace(indent) + line.slice(indent.length);
}

/** Lines that begin with a tab or a space; `smallest` is the shortest indentation by spaces, of two or more. */
function styleCounts(lines: readonly string[]): { tabs: number; spaces: number; smallest: number } {
  let tabs = 0;
  let spaces = 0;
  let smallest = 8;
  for (const line of lines) {
    if (line.startsWith('\t')) tabs++;
    else if (line.startsWith('  ') && !isBlank(line)) {
      spaces++;
      smallest = Math.min(smallest, indentOf(line).length);
    }
  }
  return { tabs, spaces, smallest };
}
