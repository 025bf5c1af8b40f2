import { plainPath, shownPath } from './blockPath.js';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** A name as git quotes it, `"caf\303\251.txt"`, without the quotes; others as they are, without what stands behind a tab. */
export function unquoteGit(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text.trim())?.[1];
  if (quoted === undefined) return (text.split('\t', 1)[0] ?? '').trim();
  const bytes: number[] = [];
  for (const [part, octal, escaped] of quoted.matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...new TextEncoder().encode(escaped === undefined ? part : (escapes[escaped] ?? escaped)));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

export interface DiffNames {
  /** Plain paths; absent if there is none, or it is none that may be used. */
  readonly oldPath?: string;
  readonly newPath?: string;
  /** A name that may not be used, to be shown. */
  readonly unclearPath?: string;
  readonly isCreated: boolean;
  readonly isDeleted: boolean;
  /** Whether both have the prefixes a/ and b/, so that a difference of the rest is a new name. */
  readonly isPrefixed: boolean;
}

/** The names behind `---` and `+++`, of git, of other programs, and of models. */
export function diffNames(oldText: string, newText: string): DiffNames {
  const oldName = unquoteGit(oldText);
  const newName = unquoteGit(newText);
  const isCreated = oldName === '/dev/null';
  const isDeleted = newName === '/dev/null';
  const isPrefixed =
    (isCreated || oldName.startsWith('a/')) && (isDeleted || newName.startsWith('b/')) && !(isCreated && isDeleted);
  const oldPath = isCreated ? undefined : plainPath(isPrefixed ? oldName.slice(2) : oldName);
  const newPath = isDeleted ? undefined : plainPath(isPrefixed ? newName.slice(2) : newName);
  const unclear =
    !isCreated && oldPath === undefined ? oldName : !isDeleted && newPath === undefined ? newName : undefined;
  return {
    isCreated,
    isDeleted,
    isPrefixed,
    ...(oldPath === undefined ? {} : { oldPath }),
    ...(newPath === undefined ? {} : { newPath }),
    ...(unclear === undefined || unclear === '' ? {} : { unclearPath: shownPath(unclear) }),
  };
}

/** The two names behind `diff --git`, if they can be told apart. */
export function gitHeaderNames(rest: string): DiffNames | undefined {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(rest.trim());
  if (quoted !== null) return diffNames(quoted[1] ?? '', quoted[2] ?? '');
  // Names with spaces: the same name twice.
  const half = (rest.length - 1) / 2;
  const [oldName, newName] = [rest.slice(0, half), rest.slice(half + 1)];
  return oldName.slice(2) === newName.slice(2) ? diffNames(oldName, newName) : undefined;
}
