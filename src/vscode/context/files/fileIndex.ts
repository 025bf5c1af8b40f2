import * as vscode from 'vscode';
import { FuzzyPaths } from '../../../attachments/files/fuzzyPaths.js';
import type { Logger } from '../../../core/logger.js';
import { TimeSlices } from '../../../core/timeSlices.js';
import { within } from '../../../core/within.js';
import { withToken } from '../cancellation.js';
import { folderNames, relativePath } from './filePlace.js';
import { listFiles } from './listFiles.js';

/** How many files of the window are found by typing. */
export const maximumIndexedFiles = 60_000;
/** A listing that is out of date is made anew when it is used, but not more often than this, in milliseconds. */
const relistAfterMs = 3_000;
/** The memory of an index that nobody uses is given back, in milliseconds. */
const releaseAfterMs = 10 * 60_000;

export interface FoundFile {
  readonly uri: vscode.Uri;
  /** Relative to its folder, with the folder's name first where there are several. */
  readonly path: string;
  /** Places in `path` that fit. */
  readonly matches: readonly number[];
}

interface Indexed {
  readonly paths: FuzzyPaths;
  readonly folders: FuzzyPaths;
  readonly folderUriOf: (index: number) => vscode.Uri;
  readonly uriOf: (index: number) => vscode.Uri;
  readonly isCut: boolean;
  readonly listedAt: number;
}

/**
 * The files of the workspace, to be found as one types. Listed when they are first looked for, and anew after files have come or gone; the
 * search goes on with the older listing meanwhile.
 */
export class FileIndex implements vscode.Disposable {
  readonly #logger: Logger;
  readonly #closed = new AbortController();
  readonly #listening: readonly vscode.Disposable[];
  #indexed: Promise<Indexed> | undefined;
  #isStale = false;
  #isListing = false;
  #release: NodeJS.Timeout | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    this.#listening = [
      watcher,
      watcher.onDidCreate(() => (this.#isStale = true)),
      watcher.onDidDelete(() => (this.#isStale = true)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('search') || event.affectsConfiguration('files.exclude')) this.#forget();
      }),
    ];
  }

  /** Lists the files, unless that has been done. */
  warmUp(): void {
    void this.#current().catch((error: unknown) => this.#logger.error('Could not list the files', error));
  }

  /**
   * The files whose path fits, the best first.
   * @param bonus is added to the score, by the file's URI
   * @throws AbortError
   */
  async search(
    query: string,
    limit: number,
    bonus: ReadonlyMap<string, number>,
    signal: AbortSignal,
  ): Promise<readonly FoundFile[]> {
    const { paths, uriOf, isCut } = await within(this.#current(), signal);
    const pathBonus = new Map([...bonus].map(([uri, value]) => [indexedPath(vscode.Uri.parse(uri)), value]));
    const found = await paths.search(query, limit, (path) => pathBonus.get(path) ?? 0, signal);
    const files = found.map(({ path, index, matches }) => ({ uri: uriOf(index), path, matches }));
    return isCut && files.length < limit ? unique([...files, ...(await searchNames(query, limit, signal))]) : files;
  }

  /** The same for the folders that hold files. @throws AbortError */
  async searchFolders(query: string, limit: number, signal: AbortSignal): Promise<readonly FoundFile[]> {
    const { folders, folderUriOf } = await within(this.#current(), signal);
    const found = await folders.search(query, limit, () => 0, signal);
    return found.map(({ path, index, matches }) => ({ uri: folderUriOf(index), path, matches }));
  }

  dispose(): void {
    this.#closed.abort();
    clearTimeout(this.#release);
    for (const listener of this.#listening) listener.dispose();
    this.#forget();
  }

  /** The index as it is, which may be out of date: a newer one is on its way then. */
  async #current(): Promise<Indexed> {
    clearTimeout(this.#release);
    this.#release = setTimeout(() => this.#forget(), releaseAfterMs);
    this.#release.unref();
    const present = (this.#indexed ??= this.#list());
    const indexed = await present;
    if (this.#isStale && !this.#isListing && Date.now() - indexed.listedAt > relistAfterMs) {
      const newer = this.#list();
      newer.then(
        () => {
          if (this.#indexed === present) this.#indexed = newer;
        },
        (error: unknown) => this.#logger.error('Could not list the files anew', error),
      );
    }
    return indexed;
  }

  async #list(): Promise<Indexed> {
    this.#isStale = false;
    this.#isListing = true;
    try {
      return await indexWorkspace(this.#closed.signal);
    } catch (error) {
      this.#indexed = undefined;
      throw error;
    } finally {
      this.#isListing = false;
    }
  }

  #forget(): void {
    this.#indexed = undefined;
  }
}

/** Of a workspace with more files than are indexed: those whose name holds the query. */
async function searchNames(query: string, limit: number, signal: AbortSignal): Promise<readonly FoundFile[]> {
  if (!/^[\w. -]{3,100}$/u.test(query)) return [];
  const uris = await withToken(signal, (token) => vscode.workspace.findFiles(`**/*${query}*`, undefined, limit, token));
  return uris.map((uri) => ({ uri, path: indexedPath(uri), matches: [] }));
}

function unique(files: readonly FoundFile[]): readonly FoundFile[] {
  return [...new Map(files.toReversed().map((file) => [file.uri.toString(), file])).values()].toReversed();
}

async function indexWorkspace(signal: AbortSignal): Promise<Indexed> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const names = folders.length > 1 ? folderNames() : undefined;
  const files = new Map<string, Place>();
  let isCut = false;
  for (const { uri } of folders) {
    const room = maximumIndexedFiles - files.size;
    const listing = await listFiles(uri, Math.max(room, 0), signal);
    isCut ||= listing.isCut;
    const top = names?.get(uri.toString());
    // A folder within another one has a name of its own.
    const inner = folders.map((other) => relativePath(uri, other.uri)).filter((path) => path !== '');
    const slices = new TimeSlices(signal);
    for (const path of listing.paths) {
      const isInner = inner.some((folder) => path.startsWith(`${folder}/`));
      if (!isInner) files.set(top === undefined ? path : `${top}/${path}`, [uri, path]);
      if (slices.isOver) await slices.pause();
    }
  }
  const places = [...files.values()];
  const inFolders = await foldersOf([...files], signal);
  const folderPlaces = [...inFolders.values()];
  return {
    paths: await FuzzyPaths.index([...files.keys()], signal),
    folders: await FuzzyPaths.index([...inFolders.keys()], signal),
    uriOf: (index) => uriAt(places[index]!),
    folderUriOf: (index) => uriAt(folderPlaces[index]!),
    isCut,
    listedAt: Date.now(),
  };
}

type Place = readonly [folder: vscode.Uri, path: string];

function uriAt([folder, path]: Place): vscode.Uri {
  return vscode.Uri.joinPath(folder, path);
}

/** The folders that hold these files, by what they are called. */
async function foldersOf(
  files: readonly (readonly [shown: string, place: Place])[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Place>> {
  const folders = new Map<string, Place>();
  const slices = new TimeSlices(signal);
  for (const [shown, [uri, path]] of files) {
    let [name, below] = [parentOf(shown), parentOf(path)];
    while (below !== '' && !folders.has(name)) {
      folders.set(name, [uri, below]);
      [name, below] = [parentOf(name), parentOf(below)];
    }
    if (slices.isOver) await slices.pause();
  }
  return folders;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What a file is called in the index. */
function indexedPath(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return '';
  const path = relativePath(folder.uri, uri);
  if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return path;
  return `${folderNames().get(folder.uri.toString())}/${path}`;
}
