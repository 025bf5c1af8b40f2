import { comparable, isName } from './pathPattern.js';

/** The paths of a source, as lists of names in the form of `comparable`. */
export interface SourcePaths {
  /** From the root of its disk, share or machine. */
  readonly absolute: readonly string[];
  /** From each folder of the workspace that it is in. */
  readonly relative: readonly (readonly string[])[];
  /** With scheme and authority before it, such as `https:`, `wiki.corp.test`; empty for a plain path. */
  readonly address: readonly string[];
}

const uriParts = /^([a-z][a-z\d+.-]+):(?:\/\/([^/?#]*))?([^?#]*)/iu;

/**
 * @param source a URI as VS Code writes it, or a path
 * @param folders of the workspace, as URIs
 */
export function sourcePaths(source: string, folders: readonly string[]): SourcePaths {
  const { absolute, address } = parsed(source);
  const relative = folders.flatMap((folder) => {
    const root = parsed(folder);
    // The schemes of editors, such as that of git, lead to the same files, but name no machine.
    const isInside = root.absolute.every((name, at) => name === absolute[at]);
    return isInside ? [absolute.slice(root.absolute.length)] : [];
  });
  // A path that does not say where it begins is one of the workspace.
  const isRelative = address.length === 0 && !/^(?:[/\\]|[a-z]:[/\\])/iu.test(source);
  return { absolute, relative: isRelative ? [...relative, absolute] : relative, address };
}

function parsed(source: string): { absolute: readonly string[]; address: readonly string[] } {
  // A scheme of one letter is a drive of Windows.
  const parts = uriParts.exec(source);
  if (parts === null) return { absolute: namesOf(source.replaceAll('\\', '/')), address: [] };
  const [, scheme = '', authority = '', path = ''] = parts;
  const host = comparable(decoded(authority));
  const names = namesOf(decoded(path));
  return {
    // A share of Windows has its machine in its path.
    absolute: scheme.toLowerCase() === 'file' && host !== '' ? [host, ...names] : names,
    address: [`${comparable(scheme)}:`, host, ...names].filter(isName),
  };
}

/** Without `.` and `..`: there is one way only to write a path. */
function namesOf(path: string): readonly string[] {
  const names: string[] = [];
  for (const name of comparable(path).split('/').filter(isName)) {
    if (name === '..') names.pop();
    else names.push(name);
  }
  return names;
}

function decoded(text: string): string {
  return text.replace(/(?:%[\dA-Fa-f]{2})+/gu, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
