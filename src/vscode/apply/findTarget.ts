import * as vscode from 'vscode';
import { plainPath } from '../../apply/blockPath.js';
import type { FileChange } from '../../apply/change.js';
import type { AttachmentPart } from '../../core/message.js';
import { endsWith, findFiles, isFile, sameUri, unique } from './findFiles.js';
import { pickAnyFile, pickFile } from './pickFile.js';

/** How many files are tried for a block that names none. */
const maximumTried = 20;
/** Of these attachments, the file itself is what was attached. */
const fileKinds: ReadonlySet<string> = new Set(['file', 'selection', 'symbol', 'problems', 'diff']);

export interface TargetContext {
  readonly attachments: readonly AttachmentPart[];
  /** What is or was in use in the editor. */
  readonly activeFile: vscode.Uri | undefined;
  /** Whether the change can be made in this file. */
  readonly fits: (uri: vscode.Uri) => Promise<boolean>;
}

/**
 * The file that a change is for: by its path, what was attached, the editor in use; asks where that is not enough. A file that is to be
 * created is not there yet.
 *
 * @returns `new` for a file without a place, `undefined` when the user made no choice
 */
export async function findTarget(change: FileChange, context: TargetContext): Promise<vscode.Uri | 'new' | undefined> {
  const known = knownFiles(context);
  if (change.unclearPath !== undefined) return findUnclear(change.unclearPath, known);
  return change.path === undefined ? findUnnamed(known, context.fits) : findNamed(change.path, known);
}

/** Asks which file it is, whatever fits. */
export async function chooseTarget(context: TargetContext): Promise<vscode.Uri | 'new' | undefined> {
  return pickAnyFile(knownFiles(context), vscode.l10n.t('Apply to which file?'));
}

/** An absolute path may lie in the workspace. For all others the user says which file is meant: not whatever fits is. */
async function findUnclear(written: string, known: readonly vscode.Uri[]): Promise<vscode.Uri | 'new' | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inside = folders.flatMap(({ uri }) => {
    const root = uri.path.replace(/\/?$/u, '/');
    // A drive has no slash before it.
    const start = [root, root.slice(1)].find((one) => /^(?:\/|[a-z]:)/iu.test(one) && written.startsWith(one));
    const path = start === undefined ? undefined : plainPath(written.slice(start.length));
    return path === undefined ? [] : vscode.Uri.joinPath(uri, path);
  });
  const [file, ...others] = inside;
  if (file !== undefined && others.length === 0 && (await isFile(file))) return file;
  const there: vscode.Uri[] = [];
  for (const uri of known.slice(0, maximumTried)) if (await isFile(uri)) there.push(uri);
  return pickAnyFile(there, vscode.l10n.t('The code is for {0}. Apply to which file?', written));
}

async function findNamed(path: string, known: readonly vscode.Uri[]): Promise<vscode.Uri | 'new' | undefined> {
  const title = vscode.l10n.t('Apply to which {0}?', path);
  const found = await findFiles(path);
  const meant = known.filter((uri) => endsWith(uri, path));
  const likely = found.length === 0 ? meant : found.filter((uri) => meant.some((one) => sameUri(one, uri)));
  if (found.length === 1) return found[0];
  if (likely.length === 1) return likely[0];
  const candidates = found.length === 0 ? likely : found;
  return candidates.length === 0 ? newPlace(path) : pickFile(candidates, title);
}

async function findUnnamed(
  known: readonly vscode.Uri[],
  fits: TargetContext['fits'],
): Promise<vscode.Uri | 'new' | undefined> {
  const { t } = vscode.l10n;
  const there: vscode.Uri[] = [];
  for (const uri of known.slice(0, maximumTried)) if (await isFile(uri)) there.push(uri);
  const fitting: vscode.Uri[] = [];
  for (const uri of there) if (await fits(uri)) fitting.push(uri);
  if (fitting.length === 1) return fitting[0];
  if (fitting.length > 1) return pickFile(fitting, t('Apply to which file?'));
  return there.length === 1 ? there[0] : pickAnyFile(there, t('Apply to which file?'));
}

/** What was attached, the last first, and the file in use. */
function knownFiles({ attachments, activeFile }: TargetContext): readonly vscode.Uri[] {
  const attached = attachments.flatMap(({ kind, uri, sources = [] }) =>
    fileKinds.has(kind) ? [...(uri === undefined ? [] : [uri]), ...sources] : [],
  );
  const parsed = attached.flatMap((text) => parse(text) ?? []);
  return unique([...parsed, ...(activeFile === undefined ? [] : [activeFile])]);
}

function parse(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}

/** Where a file that is not there will be. */
async function newPlace(path: string): Promise<vscode.Uri | 'new' | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named = folders.find(({ name }) => path.startsWith(`${name}/`));
  const [first] = folders;
  if (first === undefined) return 'new';
  if (folders.length === 1) return vscode.Uri.joinPath(first.uri, path);
  if (named !== undefined) return vscode.Uri.joinPath(named.uri, path.slice(named.name.length + 1));
  const items = folders.map(({ name, uri }) => ({ label: name, description: uri.path, uri }));
  const title = vscode.l10n.t('In which folder is {0} to be created?', path);
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked && vscode.Uri.joinPath(picked.uri, path);
}
