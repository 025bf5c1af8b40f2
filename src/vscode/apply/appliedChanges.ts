import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import type { VirtualTexts } from '../codeBlocks/virtualTexts.js';
import { isComparisonOf } from './comparisonLabel.js';
import { sameUri } from './findFiles.js';

/** A file that was changed, until the user keeps or discards that. */
export interface AppliedFile {
  /** Where it is now; where it was, if it was deleted. */
  readonly uri: vscode.Uri;
  /** Where it was before it was renamed. */
  readonly oldUri?: vscode.Uri;
  /** `undefined` for one that was created. */
  readonly before: string | undefined;
  /** What the document said right after the change; `undefined` for one that was deleted. */
  readonly after: string | undefined;
  /** Of one that was deleted, as it was on the disk. */
  readonly bytes?: Uint8Array;
  /** Whether the document was as the file on the disk. */
  readonly wasSaved: boolean;
}

/** Files that were changed together, and are kept or discarded together. */
export interface AppliedGroup {
  /** Of the editor that shows the differences. */
  readonly title: string;
  /** All that such editors of these files were called, `title` among them. */
  readonly titles: readonly string[];
  readonly files: readonly ShownFile[];
}

export interface ShownFile extends AppliedFile {
  /** What it said before, in the same order as `files`. */
  readonly original: vscode.Uri;
}

/** Which files have changes of answers that nobody has kept or discarded yet. In memory: the documents themselves are the editor's to keep. */
export class AppliedChanges implements Disposable {
  readonly #texts: VirtualTexts;
  readonly #groups = new Set<AppliedGroup>();
  readonly #listening: readonly vscode.Disposable[];

  constructor(texts: VirtualTexts) {
    this.#texts = texts;
    this.#listening = [
      vscode.window.tabGroups.onDidChangeTabs(() => this.#tellEditor()),
      vscode.workspace.onDidRenameFiles(({ files }) =>
        files.forEach(({ oldUri, newUri }) => this.#move(oldUri, newUri)),
      ),
    ];
  }

  /** Joins the files with those groups that have one of them: what was there before all changes is what is discarded to. */
  add(files: readonly AppliedFile[], titleOf: (files: readonly AppliedFile[], number: number) => string): AppliedGroup {
    const isSame = (known: ShownFile, { uri, oldUri }: AppliedFile): boolean =>
      sameUri(known.uri, uri) || (oldUri !== undefined && sameUri(known.uri, oldUri));
    const isOneOf = (known: ShownFile): boolean => files.some((file) => isSame(known, file));
    const earlier = [...this.#groups].filter((group) => group.files.some(isOneOf));
    const before = earlier.flatMap((group) => group.files);
    const joined = files.map((file): ShownFile => {
      const first = before.find((known) => isSame(known, file));
      if (first === undefined) return { ...file, original: this.#texts.add(file.uri.path, file.before ?? '') };
      const oldUri = first.oldUri ?? file.oldUri;
      const { before: text, wasSaved, original } = first;
      return { ...file, ...(oldUri === undefined ? {} : { oldUri }), before: text, wasSaved, original };
    });
    const all = [...before.filter((known) => !isOneOf(known)), ...joined];
    for (const group of earlier) this.#groups.delete(group);
    const group = { ...this.#titled(all, earlier, titleOf), files: all };
    this.#groups.add(group);
    this.#tellEditor();
    return group;
  }

  /** A title that no other group has: the editor tells comparisons of several files apart by nothing else. */
  #titled(
    files: readonly AppliedFile[],
    earlier: readonly AppliedGroup[],
    titleOf: (files: readonly AppliedFile[], number: number) => string,
  ): Pick<AppliedGroup, 'title' | 'titles'> {
    const taken = new Set([...this.#groups].flatMap(({ titles }) => titles));
    let number = 1;
    // Of one file, the title has no number: no other group has the file.
    while (files.length > 1 && taken.has(titleOf(files, number))) number += 1;
    const title = titleOf(files, number);
    return { title, titles: [...new Set([title, ...earlier.flatMap(({ titles }) => titles)])] };
  }

  /** The group with this file, or that of the editor in use; the last one if there is no such group. */
  find(uri: unknown): AppliedGroup | undefined {
    const groups = [...this.#groups];
    const label = activeLabel();
    return (
      groups.find(({ files }) => uri instanceof vscode.Uri && isAmong(files, uri)) ??
      groups.find((group) => isShownAs(group, label)) ??
      groups.at(-1)
    );
  }

  /** The user has decided. */
  remove(group: AppliedGroup): void {
    if (!this.#groups.delete(group)) return;
    for (const { original } of group.files) this.#texts.remove(original);
    this.#tellEditor();
  }

  dispose(): void {
    for (const listening of this.#listening) listening.dispose();
    this.#groups.clear();
  }

  /** The user has moved a file, or a folder with it: it stays there when its changes are discarded. */
  #move(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    const place = ({ uri }: ShownFile): vscode.Uri | undefined =>
      sameUri(uri, oldUri) || uri.toString().startsWith(`${oldUri.toString()}/`)
        ? newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) })
        : undefined;
    const groups = [...this.#groups];
    this.#groups.clear();
    for (const group of groups) {
      const files = group.files.map((file) => ({
        ...file,
        uri: (file.after === undefined ? undefined : place(file)) ?? file.uri,
      }));
      this.#groups.add(files.every(({ uri }, at) => uri === group.files[at]?.uri) ? group : { ...group, files });
    }
    this.#tellEditor();
  }

  /** For the conditions of the buttons in package.json. */
  #tellEditor(): void {
    const groups = [...this.#groups];
    // Where the host runs on another machine, the editor has other addresses for the same files; their paths are the same.
    const paths = groups.flatMap(({ files }) => files.flatMap(({ uri }) => [uri.path, uri.fsPath]));
    const label = activeLabel();
    void vscode.commands.executeCommand('setContext', 'scout.appliedFiles', paths);
    void vscode.commands.executeCommand('setContext', 'scout.hasAppliedChanges', groups.length > 0);
    const isShown = groups.some((group) => isShownAs(group, label));
    void vscode.commands.executeCommand('setContext', 'scout.showsAppliedChanges', isShown);
  }
}

function isAmong(files: readonly { readonly uri: vscode.Uri }[], uri: vscode.Uri): boolean {
  return files.some((file) => sameUri(file.uri, uri));
}

function isShownAs({ titles }: AppliedGroup, label: string | undefined): boolean {
  return titles.some((title) => isComparisonOf(title, label));
}

function activeLabel(): string | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}
