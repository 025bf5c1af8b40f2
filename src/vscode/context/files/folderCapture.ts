import * as vscode from 'vscode';
import { folderTree } from '../../../attachments/files/folderTree.js';
import type { SizedFile } from '../../../attachments/files/preselectedFiles.js';
import { maximumAttachments } from '../../../attachments/limits.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import { uuidv7 } from '../../../core/uuid.js';
import { throwIfAborted } from '../cancellation.js';
import { chooseFolderFiles } from './chooseFolderFiles.js';
import { concernsOfFolder } from './concernsOf.js';
import type { FileCapture } from './fileCapture.js';
import { askAboutFiles } from './fileConcerns.js';
import { filePlace } from './filePlace.js';
import { IgnoredFiles } from './ignoredFiles.js';
import { listFiles } from './listFiles.js';
import { tooMany } from './leftOutReasons.js';
import { showLeftOut } from './showLeftOut.js';

/** How many files of a folder are looked at. */
const maximumListed = 5_000;
/** How many of them one chooses from: those nearest to the folder. */
const maximumShown = 1_000;
const filesAtATime = 50;

/** A folder as a tree of names, and those of its files that the user chooses. */
export class FolderCapture {
  readonly #files: FileCapture;

  constructor(files: FileCapture) {
    this.#files = files;
  }

  /** @returns empty when the user declined @throws ScoutError when there is nothing to attach, `AbortError` */
  async capture(folder: vscode.Uri, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const { label } = filePlace(folder);
    const concerns = await concernsOfFolder(folder, new IgnoredFiles());
    const isWanted = concerns.length === 0 || (await askAboutFiles([{ label, bytes: 0, concerns }], 0)) === 'all';
    if (!isWanted) return [];
    const { paths, isCut } = await listFiles(folder, maximumListed, signal, concerns.includes('ignored'));
    if (paths.length === 0)
      throw new ScoutError('unsupported-input', vscode.l10n.t('There are no files in {0} to attach.', `“${label}”`));
    const shown = nearestFirst(paths).slice(0, maximumShown);
    const sized = await sizesOf(folder, shown, signal);
    const chosen = await chooseFolderFiles(label, sized, noteFor(paths.length, isCut), signal);
    throwIfAborted(signal);
    if (chosen === undefined) return [];
    const tree = chosen.tree ? [treePart(folder, label, paths, isCut)] : [];
    const uris = chosen.paths.map((path) => vscode.Uri.joinPath(folder, path));
    return [...tree, ...(await this.#chosenFiles(folder, uris, tree.length > 0, signal))];
  }

  /** @param hasTree what goes wrong with the files does not take the tree away: it is told, not thrown */
  async #chosenFiles(
    folder: vscode.Uri,
    uris: readonly vscode.Uri[],
    hasTree: boolean,
    signal: AbortSignal,
  ): Promise<readonly AttachmentPart[]> {
    if (uris.length === 0) return [];
    const room = maximumAttachments - (hasTree ? 1 : 0);
    try {
      const parts = await this.#files.capture(uris.slice(0, room), signal, folder);
      if (uris.length > room) showLeftOut([tooMany(uris.length, room)]);
      return parts;
    } catch (error) {
      if (!hasTree || !(error instanceof ScoutError)) throw error;
      showLeftOut([error.message]);
      return [];
    }
  }
}

/** Files that cannot be looked at are left out: they are gone again, or links that lead nowhere. */
async function sizesOf(
  folder: vscode.Uri,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SizedFile[]> {
  const sized: SizedFile[] = [];
  for (let start = 0; start < paths.length; start += filesAtATime) {
    const some = paths.slice(start, start + filesAtATime).map(async (path) => {
      try {
        const { size, type } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, path));
        return (type & vscode.FileType.File) === 0 ? [] : [{ path, bytes: size }];
      } catch {
        return [];
      }
    });
    sized.push(...(await Promise.all(some)).flat());
    throwIfAborted(signal);
  }
  return sized;
}

function treePart(folder: vscode.Uri, label: string, paths: readonly string[], isCut: boolean): AttachmentPart {
  const { text, omitted } = folderTree(paths);
  const notes = [
    ...(omitted > 0 ? [vscode.l10n.t('{0} more names are left out.', omitted)] : []),
    ...(isCut ? [vscode.l10n.t('The folder holds more files than the {0} that were looked at.', maximumListed)] : []),
  ];
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: 'folder',
    label: `${label}/`,
    mediaType: 'text/plain',
    text,
    uri: folder.toString(),
    bytes: Buffer.byteLength(text),
    capturedAt: Date.now(),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

function noteFor(count: number, isCut: boolean): string | undefined {
  const number = new Intl.NumberFormat(vscode.env.language);
  const shown = number.format(maximumShown);
  if (isCut)
    return vscode.l10n.t(
      'A large folder: the list shows {0} of more than {1} files',
      shown,
      number.format(maximumListed),
    );
  return count > maximumShown
    ? vscode.l10n.t('A large folder: the list shows {0} of {1} files', shown, number.format(count))
    : undefined;
}

function nearestFirst(paths: readonly string[]): readonly string[] {
  const byDepth = Map.groupBy(paths, (path) => path.split('/').length);
  return [...byDepth]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([, some]) => some.toSorted((a, b) => (a < b ? -1 : 1)));
}
