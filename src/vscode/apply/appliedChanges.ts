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
  readonly #listening: vscode.Disposable;

  constructor(texts: VirtualTexts) {
    this.#texts = texts;
    this.#listening = vscode.window.tabGroups.onDidChangeTabs(() => this.#tellEditor());
  }

  /** Joins the files with those groups that have one of them: what was there before all changes is what is discarded to. */
  add(files: readonly AppliedFile[], titleOf: (files: readonly AppliedFile[]) => string): AppliedGroup {
    const earlier = [...this.#groups].filter((group) => group.files.some(({ uri }) => isAmong(files, uri)));
    const before = earlier.flatMap((group) => group.files);
    const joined = files.map((file): ShownFile => {
      const first = before.find(({ uri }) => sameUri(uri, file.oldUri ?? file.uri));
      if (first === undefined) return { ...file, original: this.#texts.add(file.uri.path, file.before ?? '') };
      const oldUri = first.oldUri ?? file.oldUri;
      const { before: text, wasSaved, original } = first;
      return { ...file, ...(oldUri === undefined ? {} : { oldUri }), before: text, wasSaved, original };
    });
    const others = before.filter(({ uri }) => !joined.some((file) => sameUri(file.oldUri ?? file.uri, uri)));
    const all = [...others.filter(({ uri }) => !isAmong(joined, uri)), ...joined];
    for (const group of earlier) this.#groups.delete(group);
    const group = { title: titleOf(all), files: all };
    this.#groups.add(group);
    this.#tellEditor();
    return group;
  }

  /** The group with this file, or that of the editor in use; the last one if there is no such group. */
  find(uri: unknown): AppliedGroup | undefined {
    const groups = [...this.#groups];
    const label = activeLabel();
    return (
      groups.find(({ files }) => uri instanceof vscode.Uri && isAmong(files, uri)) ??
      groups.find(({ title }) => isComparisonOf(title, label)) ??
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
    this.#listening.dispose();
    this.#groups.clear();
  }

  /** For the conditions of the buttons in package.json. */
  #tellEditor(): void {
    const groups = [...this.#groups];
    // Where the host runs on another machine, the editor has other addresses for the same files; their paths are the same.
    const paths = groups.flatMap(({ files }) => files.flatMap(({ uri }) => [uri.path, uri.fsPath]));
    const label = activeLabel();
    void vscode.commands.executeCommand('setContext', 'scout.appliedFiles', paths);
    void vscode.commands.executeCommand('setContext', 'scout.hasAppliedChanges', groups.length > 0);
    const isShown = groups.some(({ title }) => isComparisonOf(title, label));
    void vscode.commands.executeCommand('setContext', 'scout.showsAppliedChanges', isShown);
  }
}

function isAmong(files: readonly { readonly uri: vscode.Uri }[], uri: vscode.Uri): boolean {
  return files.some((file) => sameUri(file.uri, uri));
}

function activeLabel(): string | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}
