import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { maximumFrontMatter, maximumKeys } from './limits.js';

/** A value of the front matter: what else YAML can say is of no use in it, and is left out. */
export type FieldValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A Markdown file without the lines between its two `---`, and what they say. */
export interface FrontMatter {
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** What follows, with line feeds as line ends. */
  readonly body: string;
}

/** What is wrong with a file. The words are the adapter's. */
export type FrontMatterFault =
  'not-closed' | 'too-large' | 'too-many-keys' | 'not-a-mapping' | 'duplicate-key' | 'tab' | 'alias' | 'syntax';

export interface FrontMatterProblem {
  readonly fault: FrontMatterFault;
  /** Of the file, counted from 1. */
  readonly line: number;
}

export type ReadFrontMatter = FrontMatter | { readonly problem: FrontMatterProblem };

/** Splits a file, whoever wrote it. A file without front matter is all body. Never throws, and no longer than the limits allow. */
export function readFrontMatter(file: string): ReadFrontMatter {
  const text = file.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n');
  const opening = /^---[ \t]*(?:\n|$)/u.exec(text);
  if (opening === null) return { fields: new Map(), body: text };
  const rest = text.slice(opening[0].length);
  const closing = /^---[ \t]*$/mu.exec(rest);
  if (closing === null) return { problem: { fault: 'not-closed', line: 1 } };
  if (closing.index > maximumFrontMatter) return { problem: { fault: 'too-large', line: 1 } };
  const body = rest.slice(closing.index + closing[0].length).replace(/^\n/u, '');
  try {
    const fields = readFields(withTextsQuoted(rest.slice(0, closing.index)));
    return 'fault' in fields ? { problem: fields } : { fields, body };
  } catch {
    // The parser calls itself for each level of nesting: thousands of brackets are more than the stack has room for.
    return { problem: { fault: 'syntax', line: 2 } };
  }
}

function readFields(yaml: string): ReadonlyMap<string, FieldValue> | FrontMatterProblem {
  const lines = new LineCounter();
  /** The front matter begins in the second line of the file. */
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  const document = parseDocument(yaml, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  const error = document.errors[0];
  if (error !== undefined) return { fault: faults.get(error.code) ?? 'syntax', line: lineAt(error.pos[0]) };
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return new Map();
  if (!isMap(contents)) return { fault: 'not-a-mapping', line: lineAt((contents as Node).range?.[0] ?? 0) };
  if (contents.items.length > maximumKeys) return { fault: 'too-many-keys', line: 2 };
  return fieldsOf(contents, lineAt);
}

const faults: ReadonlyMap<string, FrontMatterFault> = new Map([
  ['DUPLICATE_KEY', 'duplicate-key'],
  ['TAB_AS_INDENT', 'tab'],
  ['MULTIPLE_DOCS', 'not-a-mapping'],
]);

/** Only the values at the top are looked at, and nothing is put in the place of an alias: what refers to itself a billion times costs nothing. */
function fieldsOf(
  { items }: YAMLMap,
  lineAt: (offset: number) => number,
): ReadonlyMap<string, FieldValue> | FrontMatterProblem {
  const fields = new Map<string, FieldValue>();
  for (const { key, value } of items) {
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    const aliased = [value, ...(isSeq(value) ? value.items : [])].find(isAlias);
    if (aliased !== undefined) return { fault: 'alias', line: lineAt(aliased.range?.[0] ?? 0) };
    const read = isSeq(value) ? value.items.map(scalarOf).filter((entry) => entry !== undefined) : scalarOf(value);
    if (read !== undefined) fields.set(key.value, read);
  }
  return fields;
}

function scalarOf(node: unknown): string | number | boolean | null | undefined {
  if (node === null) return null;
  if (!isScalar(node)) return undefined;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? value
    : undefined;
}

/**
 * Authors write `argument-hint: [file] [what to look for]` and `description: Fix: the tests`, as the manuals do that they learn from.
 * YAML has other ideas of both: here they are the texts that they look like. Lines stay where they are.
 */
function withTextsQuoted(yaml: string): string {
  return yaml.replace(
    /^(description|argument-hint)(:[ \t]+)(\S[^\n]*)$(?!\n[ \t]+\S)/gmu,
    (line: string, key: string, colon: string, text: string) =>
      /^[[{@`%]|^[^"'|>&*!#][^\n]*:(?:\s|$)/u.test(text) ? `${key}${colon}${JSON.stringify(text.trimEnd())}` : line,
  );
}
