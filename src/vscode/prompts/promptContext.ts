import * as vscode from 'vscode';
import type { AttachmentSource } from '../../attachments/attachmentSource.js';
import type { UsedEditor } from '../context/editor/editorInUse.js';
import { isCancellation, ScoutError, toScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import type { BuiltInAttachment } from '../../prompts/builtInPrompts.js';
import type { PromptPiece, PromptVariable } from '../../prompts/promptPieces.js';
import { withoutLinks } from '../ui/withoutLinks.js';

/** Reads what prompts attach. */
export type PromptAttachments = Pick<AttachmentSource, 'capture' | 'captureUris'>;

/** The changes of the repository in use, for `AttachmentSource.capture`. */
const stagedChangesId = 'git:staged';
const uncommittedChangesId = 'git:uncommitted';

/** What the editor shows at the moment a prompt is used: questions that follow take the focus away. */
export class PromptContext {
  readonly #command: string;
  readonly #attachments: PromptAttachments;
  readonly #editor: UsedEditor | undefined;
  /** In the order in which they were read; each thing once. */
  readonly parts: AttachmentPart[] = [];

  /** @param command the prompt's name, for messages */
  constructor(command: string, attachments: PromptAttachments, editor: UsedEditor | undefined) {
    this.#command = command;
    this.#attachments = attachments;
    this.#editor = editor;
  }

  /**
   * The values of a prompt's variables. What they stand for is attached, and the text has its name: so rules about files hold for it,
   * and it can be looked at and taken off.
   * @returns `undefined` when the user declined to attach one
   */
  async values(
    pieces: readonly PromptPiece[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<PromptVariable, string> | undefined> {
    const values = new Map<PromptVariable, string>();
    const names = pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []));
    for (const name of new Set(names)) {
      const value = await this.#valueOf(name, signal);
      if (value === undefined) return undefined;
      values.set(name, value);
    }
    return values;
  }

  /** What a prompt of SCOUT's takes with it. Where no editor shows anything, the user attaches what is meant. */
  async attachBuiltIn(kinds: readonly BuiltInAttachment[], signal: AbortSignal): Promise<void> {
    for (const kind of kinds) {
      if (kind === 'staged') this.#add(await this.#attachments.capture(stagedChangesId, signal));
      else if (kind === 'changes') this.#add(await this.#changes(signal));
      else if (kind === 'code') this.#add((await this.#selection(signal)) ?? (await this.#file(signal)));
      else this.#add(await this.#problems(signal));
    }
  }

  /** Files that a prompt links to. Those that cannot be read are named to the user; the prompt can do without. */
  async attachFiles(uris: readonly vscode.Uri[], signal: AbortSignal): Promise<void> {
    const distinct = new Map(uris.map((uri) => [uri.toString(), uri]));
    for (const uri of distinct.values()) {
      try {
        this.#add(await this.#attachments.captureUris([uri.toString()], signal));
      } catch (error) {
        if (isCancellation(error)) throw error;
        const name = vscode.workspace.asRelativePath(uri);
        const reason = toScoutError(error).message;
        const text = vscode.l10n.t('“/{0}” refers to {1}, which was not attached: {2}', this.#command, name, reason);
        void vscode.window.showWarningMessage(withoutLinks(text));
      }
    }
  }

  async #valueOf(name: PromptVariable, signal: AbortSignal): Promise<string | undefined> {
    if (name === 'selection' || name === 'selectedText') {
      const captured = await this.#selection(signal);
      if (captured === undefined) throw this.#missing('selection');
      this.#add(captured);
      return nameOf(captured[0]);
    }
    if (name === 'workspaceFolder' || name === 'workspaceFolderBasename') {
      const folder = this.#folder;
      if (folder === undefined) throw this.#missing('folder');
      return name === 'workspaceFolder' ? folder.uri.fsPath : folder.name;
    }
    const uri = this.#editor?.document.uri;
    if (uri === undefined) throw this.#missing('file');
    if (name !== 'file') return partOfPath(name, uri);
    const captured = await this.#file(signal);
    this.#add(captured);
    return captured.length === 0 ? undefined : vscode.workspace.asRelativePath(uri);
  }

  /** `undefined`: nothing is selected. Empty: the user declined. */
  async #selection(signal: AbortSignal): Promise<readonly AttachmentPart[] | undefined> {
    if (this.#editor === undefined || this.#editor.selections.length === 0) return undefined;
    return this.#attachments.capture(`selection:${this.#editor.document.uri.toString()}`, signal);
  }

  async #file(signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const uri = this.#editor?.document.uri;
    return uri === undefined ? [] : this.#attachments.captureUris([uri.toString()], signal);
  }

  /** What is staged; where nothing is, all that is not committed. */
  async #changes(signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    try {
      return await this.#attachments.capture(stagedChangesId, signal);
    } catch (error) {
      if (isCancellation(error)) throw error;
      return this.#attachments.capture(uncommittedChangesId, signal);
    }
  }

  /** Of the file in use; none are no reason to stop. */
  async #problems(signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const uri = this.#editor?.document.uri;
    if (uri === undefined || vscode.languages.getDiagnostics(uri).length === 0) return [];
    return this.#attachments.capture(`problems:${uri.toString()}`, signal);
  }

  get #folder(): vscode.WorkspaceFolder | undefined {
    const uri = this.#editor?.document.uri;
    const { workspaceFolders } = vscode.workspace;
    return (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? workspaceFolders?.[0];
  }

  #add(parts: readonly AttachmentPart[]): void {
    for (const part of parts) if (!this.parts.some((other) => isSame(part, other))) this.parts.push(part);
  }

  #missing(what: 'selection' | 'file' | 'folder'): ScoutError {
    const name = this.#command;
    const texts = {
      selection: vscode.l10n.t(
        '“/{0}” uses the selection, and nothing is selected. Select text in an editor and try again.',
        name,
      ),
      file: vscode.l10n.t('“/{0}” uses the open file, and no editor is open. Open a file and try again.', name),
      folder: vscode.l10n.t(
        '“/{0}” uses the folder of the window, and none is open. Open a folder and try again.',
        name,
      ),
    };
    return new ScoutError('unsupported-input', texts[what]);
  }
}

function isSame(one: AttachmentPart, other: AttachmentPart): boolean {
  return (
    one.kind === other.kind &&
    one.uri === other.uri &&
    one.label === other.label &&
    one.range?.start === other.range?.start &&
    one.range?.end === other.range?.end
  );
}

/** As one writes where something stands: `src/app.ts:3-9`. `undefined` for nothing. */
function nameOf(part: AttachmentPart | undefined): string | undefined {
  if (part?.range === undefined) return part?.label;
  const { start, end } = part.range;
  return `${part.label}:${start === end ? start : `${start}-${end}`}`;
}

function partOfPath(name: Exclude<PromptVariable, 'file' | 'selection'>, uri: vscode.Uri): string {
  const relative = vscode.workspace.asRelativePath(uri).split('/');
  const base = uri.path.split('/').at(-1) ?? '';
  if (name === 'fileDirname') return relative.slice(0, -1).join('/') || '.';
  return name === 'fileBasename' ? base : base.replace(/(?<=.)\.[^.]*$/u, '');
}
