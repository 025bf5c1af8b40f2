import ignore, { type Ignore } from 'ignore';
import { TimeSlices } from '../../core/timeSlices.js';

/** What is read of one `.gitignore`, in UTF-16 code units. */
const maximumFileLength = 256 * 1024;
const maximumLines = 5_000;
/** Of them, those that take as long as there are paths to be tested. */
const maximumPatterns = 1_000;
const maximumLineLength = 500;
/** Wildcards in one name of a pattern. Each one more makes matching slower by a power. */
const maximumWildcards = 3;

/** A pattern that means a name, or a path, and nothing else. */
const literalPattern = /^\/?[\w.@+-][\w.@+ -]*(?:\/[\w.@+-][\w.@+ -]*)*\/?$/u;

/** Which paths git leaves out, by the `.gitignore` files of a tree of folders. Paths are relative to its top, with slashes. */
export class GitIgnoreRules {
  /** By the folder they are in; '' is the top. */
  readonly #files = new Map<string, IgnoreFile>();
  /** Whether a folder is left out, for those that were asked for. */
  readonly #folders = new Map<string, boolean>();

  /** Adds what a `.gitignore` says. @param folder that it is in; '' is the top */
  add(folder: string, content: string): void {
    this.#files.set(folder, new IgnoreFile(soundPatterns(content)));
    this.#folders.clear();
  }

  /** Whether git leaves out this file, or a folder that it is in. */
  ignoresFile(path: string): boolean {
    return this.#isIgnored(path, path);
  }

  /** Those that git does not leave out. Lets others run meanwhile. @throws AbortError */
  async withoutIgnored(paths: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    signal.throwIfAborted();
    const kept: string[] = [];
    const slices = new TimeSlices(signal);
    for (const path of paths) {
      if (!this.ignoresFile(path)) kept.push(path);
      if (slices.isOver) await slices.pause();
    }
    await slices.pause();
    return kept;
  }

  ignoresFolder(path: string): boolean {
    if (path === '') return false;
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const isIgnored = this.#isIgnored(path, `${path}/`);
    this.#folders.set(path, isIgnored);
    return isIgnored;
  }

  /** @param tested the path as patterns see it: folders end with a slash */
  #isIgnored(path: string, tested: string): boolean {
    // Git looks into no folder that it leaves out.
    if (this.ignoresFolder(parentOf(path))) return true;
    let isIgnored = false;
    // The files further down have the last word.
    for (const folder of foldersAbove(path)) {
      const file = this.#files.get(folder);
      const relative = folder === '' ? tested : tested.slice(folder.length + 1);
      if (file === undefined || !ignore.isPathValid(relative)) continue;
      const verdict = file.test(relative);
      if (verdict.ignored) isIgnored = true;
      else if (verdict.unignored) isIgnored = false;
    }
    return isIgnored;
  }
}

/** What one `.gitignore` says. Names without wildcards, of which a generated one has thousands, are looked up; all else is tried one after the other. */
class IgnoreFile {
  readonly #patterns: Ignore;
  /** Anywhere, and only from the folder of the file down; in lower case. Those with a slash at the end are for folders only. */
  readonly #names = new Set<string>();
  readonly #paths = new Set<string>();

  constructor(patterns: readonly string[]) {
    // An exception takes back what stands before it, so that the order matters.
    const hasExceptions = patterns.some((pattern) => pattern.startsWith('!'));
    const others = hasExceptions ? patterns : patterns.filter((pattern) => !this.#takeLiteral(pattern));
    this.#patterns = ignore().add(others.slice(0, maximumPatterns));
  }

  /** @param path relative to the folder of the file; ends with a slash if it is a folder */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean } {
    return this.#hasLiteral(path.toLowerCase()) ? { ignored: true, unignored: false } : this.#patterns.test(path);
  }

  #takeLiteral(pattern: string): boolean {
    const literal = pattern.trimEnd();
    if (!literalPattern.test(literal)) return false;
    const isTied = literal.slice(0, -1).includes('/');
    (isTied ? this.#paths : this.#names).add(literal.replace(/^\//u, '').toLowerCase());
    return true;
  }

  #hasLiteral(path: string): boolean {
    const isFolder = path.endsWith('/');
    const plain = isFolder ? path.slice(0, -1) : path;
    const name = plain.slice(plain.lastIndexOf('/') + 1);
    if (this.#names.has(name) || this.#paths.has(plain)) return true;
    return isFolder && (this.#names.has(`${name}/`) || this.#paths.has(`${plain}/`));
  }
}

/** From the top down to the folder that the path is in. */
function* foldersAbove(path: string): Generator<string> {
  yield '';
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) yield path.slice(0, slash);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The patterns, such that none takes long: one with many wildcards fits more than it says, which at worst means one question more. */
function soundPatterns(content: string): readonly string[] {
  return content
    .slice(0, maximumFileLength)
    .split(/\r?\n/u, maximumLines)
    .filter((line) => line.length <= maximumLineLength)
    .flatMap((line) => {
      const simple = line.split('/').map(withFewWildcards).join('/');
      // One that is an exception must not fit more than it says.
      return simple !== line && line.startsWith('!') ? [] : [simple];
    });
}

function withFewWildcards(name: string): string {
  if (name === '**') return name;
  let end = -1;
  for (let count = 0; count < maximumWildcards; count++) {
    end = name.indexOf('*', end + 1);
    if (end < 0) return name;
  }
  return name.indexOf('*', end + 1) < 0 ? name : name.slice(0, end + 1);
}
