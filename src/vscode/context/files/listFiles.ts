import * as vscode from 'vscode';
import { GitIgnoreRules } from '../../../attachments/files/gitIgnoreRules.js';
import { ignoreGlobs } from '../../../attachments/files/ignoreGlobs.js';
import { TimeSlices } from '../../../core/timeSlices.js';
import { within } from '../../../core/within.js';
import { withToken } from '../cancellation.js';
import { excludedGlobs, followsIgnoreFiles } from './excludedFiles.js';
import { relativePath } from './filePlace.js';
import { readSmallText } from './ignoredFiles.js';
import { walkFiles } from './walkFiles.js';

/** How many `.gitignore` files of one folder are read. */
const maximumIgnoreFiles = 500;
/** Where VS Code itself searches. */
const searchableSchemes = new Set(['file', 'vscode-remote']);
/** How long other file systems have for a search, in milliseconds. */
const searchTimeMs = 2_000;

export interface FileListing {
  /** Relative to the folder, with slashes, in no order. */
  readonly paths: readonly string[];
  /** Whether there are more: the listing was cut. */
  readonly isCut: boolean;
}

/**
 * The files of a folder as VS Code's own search sees them: without those that the user's settings exclude and those that git leaves out.
 * Links that lead into a circle are followed once at most.
 * @param maximum how many are taken
 * @param isIgnored whether git leaves out the folder itself: its files are listed then, since it was chosen
 * @throws AbortError
 */
export async function listFiles(
  folder: vscode.Uri,
  maximum: number,
  signal: AbortSignal,
  isIgnored = false,
): Promise<FileListing> {
  const usesRules = !isIgnored && followsIgnoreFiles(folder);
  const top = usesRules ? await readSmallText(vscode.Uri.joinPath(folder, '.gitignore')) : undefined;
  const globs = [...excludedGlobs(folder), ...(top === undefined ? [] : ignoreGlobs(top))];
  const exclude = globs.length === 0 ? undefined : `{${globs.join(',')}}`;
  const find = (pattern: string, limit: number): Promise<readonly vscode.Uri[]> =>
    search(folder, pattern, exclude, limit, signal);
  const found = await find('**/*', maximum + 1);
  const paths: string[] = [];
  const slices = new TimeSlices(signal);
  for (const uri of found) {
    const path = relativePath(folder, uri);
    if (path !== '') paths.push(path);
    if (slices.isOver) await slices.pause();
  }
  // A file system that another extension provides need not be searchable.
  const listed = paths.length > 0 ? paths : await walkFiles(folder, maximum + 1, signal);
  const isCut = listed.length > maximum;
  if (!usesRules) return { paths: listed.slice(0, maximum), isCut };
  const ignoreFiles = paths.length > 0 ? await find('**/.gitignore', maximumIgnoreFiles) : [];
  const rules = await readRules(folder, top, ignoreFiles.length > 0 ? ignoreFiles : ignoreFilesIn(folder, listed));
  return { paths: await rules.withoutIgnored(listed.slice(0, maximum), signal), isCut };
}

/** Empty where the file system has no search, for which VS Code waits without an end. */
async function search(
  folder: vscode.Uri,
  pattern: string,
  exclude: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  const late = searchableSchemes.has(folder.scheme) ? undefined : AbortSignal.timeout(searchTimeMs);
  const found = withToken(late === undefined ? signal : AbortSignal.any([signal, late]), (token) =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), exclude, limit, token),
  );
  if (late === undefined) return within(found, signal);
  try {
    return await within(found, AbortSignal.any([signal, late]));
  } catch (error) {
    if (late.aborted && !signal.aborted) return [];
    throw error;
  }
}

function ignoreFilesIn(folder: vscode.Uri, paths: readonly string[]): readonly vscode.Uri[] {
  return paths
    .filter((path) => path.endsWith('/.gitignore'))
    .slice(0, maximumIgnoreFiles)
    .map((path) => vscode.Uri.joinPath(folder, path));
}

async function readRules(
  folder: vscode.Uri,
  top: string | undefined,
  files: readonly vscode.Uri[],
): Promise<GitIgnoreRules> {
  const rules = new GitIgnoreRules();
  if (top !== undefined) rules.add('', top);
  await Promise.all(
    files.map(async (uri) => {
      const path = relativePath(folder, vscode.Uri.joinPath(uri, '..'));
      const content = path === '' ? undefined : await readSmallText(uri);
      if (content !== undefined) rules.add(path, content);
    }),
  );
  return rules;
}
