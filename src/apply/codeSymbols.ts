import { declarationOf, type Declaration } from './declaration.js';
import { indentWidth, isBlank } from './lineKeys.js';
import { scanLines, type ScannedLine } from './scanLines.js';

/** A function, class or the like, in lines from 0. */
export interface CodeSymbol extends Declaration {
  /** Of the first comment or decorator directly above; the line of the declaration, if there is none. */
  readonly start: number;
  /** Of the first decorator directly above, or of the declaration. */
  readonly decorated: number;
  readonly line: number;
  /** Behind its last line. */
  readonly end: number;
  readonly indent: number;
}

/** All symbols that are whole, in the order of their first lines; nested ones too. */
export function codeSymbols(lines: readonly string[]): CodeSymbol[] {
  const scanned = scanLines(lines);
  return lines.flatMap((line, index) => {
    if (scanned[index]?.isInside === true) return [];
    const declaration = declarationOf(line);
    if (declaration === undefined) return [];
    const end = endOf(lines, scanned, index);
    if (end === undefined || !isWhole(lines, declaration, index, end)) return [];
    const decorated = firstAbove(lines, index, isDecorator);
    return [
      {
        ...declaration,
        line: index,
        end,
        decorated,
        start: firstAbove(lines, decorated, isAttached),
        indent: indentWidth(line),
      },
    ];
  });
}

/** What is only shaped like the head of a method has a body: otherwise it is a call. */
function isWhole(lines: readonly string[], { kind }: Declaration, line: number, end: number): boolean {
  const head = lines[line] ?? '';
  if (kind !== 'function' || /\b(?:def|fn|func|fun|function|sub|proc)\b|=|^\s*(?:it|test)\b/.test(head)) return true;
  return lines.slice(line, end).some((text) => text.includes('{'));
}

/**
 * Behind the last line of what begins here: all that is indented further, and the brackets that close it at its own depth. `undefined` if the
 * brackets are not balanced then.
 */
function endOf(lines: readonly string[], scanned: readonly ScannedLine[], start: number): number | undefined {
  const own = indentWidth(lines[start] ?? '');
  let end = start + 1;
  let balance = scanned[start]?.balance ?? 0;
  let pending = 0;
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    pending += scanned[index]?.balance ?? 0;
    if (scanned[index]?.isInside !== true && !isBlank(line)) {
      const width = indentWidth(line);
      if (width < own) break;
      if (width === own && !continues(line.trim(), lines[end - 1] ?? '', balance)) break;
    } else if (isBlank(line)) continue;
    balance += pending;
    pending = 0;
    end = index + 1;
  }
  return balance === 0 ? end : undefined;
}

/** Whether a line at the depth of the declaration belongs to it. */
function continues(trimmed: string, before: string, balance: number): boolean {
  if (/^[)\]}]/.test(trimmed)) return balance > 0;
  if (trimmed === '{') return !/[;}]\s*$/.test(before);
  return /^end\b/.test(trimmed) || (balance > 0 && /^(?:else|elif|except|finally|catch|rescue|ensure)\b/.test(trimmed));
}

const isDecorator = (trimmed: string): boolean => /^(?:@[\w.]+|#\[|\[[A-Z][\w(, ."=)]*\]$)/.test(trimmed);
const isAttached = (trimmed: string): boolean =>
  isDecorator(trimmed) || /^(?:\/\/|\/\*|\*|#(?:\s|$)|--\s)/.test(trimmed);

/** The first of the lines directly above, at the same depth, of which this is true. */
function firstAbove(lines: readonly string[], line: number, isOne: (trimmed: string) => boolean): number {
  let first = line;
  while (first > 0 && isOne((lines[first - 1] ?? '').trim())) first--;
  return first;
}
