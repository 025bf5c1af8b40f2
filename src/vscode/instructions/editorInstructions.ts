import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { Emitter } from '../../core/event.js';
import type { AttachmentPart } from '../../core/message.js';
import { isMeantFor } from '../../prompts/instructionFile.js';
import type { InstructionsState, WorkspaceInstructions } from '../../prompts/workspaceInstructions.js';
import { withLinkTarget } from '../context/files/fileBehind.js';
import { askAboutInstructions } from './askAboutInstructions.js';
import { findInstructions, instructionPatterns, type InstructionSearch } from './findInstructions.js';
import type { InstructionDecision, InstructionDecisions } from './instructionDecisions.js';
import { instructionParts } from './instructionParts.js';
import type { FoundInstructions, UnusedInstructions } from './readInstructions.js';
import { tellOfUnused } from './tellOfUnused.js';
import type { ToldInstructions } from './toldInstructions.js';

/** How long it is waited for further changes, in milliseconds: `git switch` makes many at once. */
const settledAfterMs = 200;

/** The instructions in the folders of this window. Read when they are asked for; never in a workspace that is not trusted. */
export class EditorInstructions implements WorkspaceInstructions, Disposable {
  readonly #decisions: InstructionDecisions;
  readonly #told: ToldInstructions;
  readonly #changed: Emitter<void>;
  readonly #listeners: vscode.Disposable[] = [];
  #watchers: readonly vscode.Disposable[] = [];
  /** Folders whose question is on screen, or was put off until the next start. */
  readonly #asked = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(decisions: InstructionDecisions, told: ToldInstructions, onError: (error: unknown) => void) {
    this.#decisions = decisions;
    this.#told = told;
    this.#changed = new Emitter(onError);
  }

  async state(): Promise<InstructionsState> {
    const folders = (await this.#found()).filter(({ files }) => files.length > 0);
    const decided = folders.map(({ folder }) => this.#decisions.of(folder.uri));
    if (folders.length === 0) return 'none';
    if (decided.includes(undefined)) return 'unasked';
    return decided.includes('used') ? 'used' : 'declined';
  }

  async parts(): Promise<readonly AttachmentPart[]> {
    return partsWithLinks((await this.#used()).filter(({ file }) => file.scope.kind === 'always'));
  }

  async partsFor(uris: readonly string[]): Promise<readonly AttachmentPart[]> {
    const used = (await this.#used()).filter(({ file }) => file.scope.kind === 'files');
    if (used.length === 0) return [];
    const places = uris.flatMap((text) => placeOf(text) ?? []);
    return partsWithLinks(
      used.filter(({ folder, file }) =>
        places.some((place) => place.folder === folder.uri.toString() && isMeantFor(file, place.path)),
      ),
    );
  }

  isUsed(text: string): boolean {
    const folder = vscode.workspace.isTrusted ? folderOf(text) : undefined;
    return folder !== undefined && this.#decisions.of(folder.uri) === 'used';
  }

  async offer(): Promise<void> {
    const found = await this.#found();
    const untold = await this.#untold(found);
    const isToAsk = ({ folder, files }: (typeof found)[number]): boolean =>
      files.length > 0 && this.#decisions.of(folder.uri) === undefined;
    for (const entry of found.filter((entry) => !isToAsk(entry) && this.#decisions.of(entry.folder.uri) !== 'declined'))
      tellOfUnused(
        entry.folder,
        entry.unused.filter((unused) => untold.has(unused)),
      );
    for (const entry of found) {
      const id = entry.folder.uri.toString();
      if (!isToAsk(entry) || this.#asked.has(id)) continue;
      this.#asked.add(id);
      const decision = await askAboutInstructions(entry.folder, entry);
      if (decision !== undefined) await this.decide(entry.folder, decision);
    }
  }

  /** Folders with instructions, or with files that would be some, and what is decided about each. */
  async folders(): Promise<readonly FolderInstructions[]> {
    return (await this.#found()).map((entry) => ({ ...entry, decision: this.#decisions.of(entry.folder.uri) }));
  }

  async decide(folder: vscode.WorkspaceFolder, decision: InstructionDecision): Promise<void> {
    await this.#decisions.set(folder.uri, decision);
    this.#changed.fire();
  }

  onChanged(listener: () => void): Disposable {
    if (this.#listeners.length === 0) this.#watch();
    return this.#changed.on(listener);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of [...this.#listeners, ...this.#watchers]) listener.dispose();
  }

  /** What the user is told of now, in one way or another; it counts as told. */
  async #untold(found: readonly InstructionSearch[]): Promise<ReadonlySet<UnusedInstructions>> {
    const unused = found.flatMap((search) => search.unused);
    const untold = new Set(this.#told.untold(unused));
    await this.#told.note(unused);
    return untold;
  }

  async #found(): Promise<readonly Omit<FolderInstructions, 'decision'>[]> {
    if (!vscode.workspace.isTrusted) return [];
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(
      folders.map(async (folder) => {
        const { files, unused } = await findInstructions(folder);
        return { folder, files: files.filter(({ file }) => file.scope.kind !== 'never'), unused };
      }),
    );
    return found.filter(({ files, unused }) => files.length > 0 || unused.length > 0);
  }

  async #used(): Promise<readonly FoundInstructions[]> {
    const folders = await this.#found();
    return folders.flatMap(({ folder, files }) => (this.#decisions.of(folder.uri) === 'used' ? files : []));
  }

  #watch(): void {
    const again = (): void => {
      this.#watchFolders();
      this.#notifyLater();
    };
    this.#listeners.push(
      vscode.workspace.onDidGrantWorkspaceTrust(again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    );
    this.#watchFolders();
  }

  #watchFolders(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    const notify = (): void => this.#notifyLater();
    this.#watchers = (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
      instructionPatterns.flatMap((pattern) => {
        const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern));
        return [watcher, watcher.onDidCreate(notify), watcher.onDidChange(notify), watcher.onDidDelete(notify)];
      }),
    );
  }

  #notifyLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), settledAfterMs);
  }
}

function partsWithLinks(found: readonly FoundInstructions[]): Promise<readonly AttachmentPart[]> {
  return Promise.all(instructionParts(found).map(withLinkTarget));
}

/** `files` without those that count never. */
export interface FolderInstructions extends InstructionSearch {
  readonly folder: vscode.WorkspaceFolder;
  readonly decision: InstructionDecision | undefined;
}

/** The folder that a file lies in, and its path there; `undefined` for what is in none, or no URI. */
function placeOf(text: string): { readonly folder: string; readonly path: string } | undefined {
  const folder = folderOf(text);
  return (
    folder && {
      folder: folder.uri.toString(),
      path: vscode.Uri.parse(text).path.slice(folder.uri.path.replace(/\/$/u, '').length + 1),
    }
  );
}

function folderOf(text: string): vscode.WorkspaceFolder | undefined {
  try {
    return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(text, true));
  } catch {
    return undefined;
  }
}
