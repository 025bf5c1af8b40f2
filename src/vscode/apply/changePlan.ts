import * as vscode from 'vscode';
import { applyChange } from '../../apply/applyChange.js';
import type { ApplyDoubt, ApplyResult, FileChange, RefusalReason } from '../../apply/change.js';
import type { CodeBlock } from './codeBlock.js';
import { isFile, sameUri } from './findFiles.js';

/** What will become of one file. */
export interface PlannedFile {
  /** Where it is now, or will be when it is created. */
  readonly uri: vscode.Uri;
  /** Where it will be, if it is to be renamed. */
  readonly newUri?: vscode.Uri;
  /** `undefined` when it is not there yet. */
  readonly before: string | undefined;
  /** `undefined` when it is to be deleted. */
  readonly after: string | undefined;
  /** The lowest share of lines that were found as they stand, 0 to 1. */
  readonly exactness: number;
  readonly doubts: readonly ApplyDoubt[];
}

export interface RefusedBlock {
  readonly block: CodeBlock;
  /** `undefined` where nothing says which file it is for. */
  readonly uri: vscode.Uri | undefined;
  readonly reason: RefusalReason | 'readOnly' | 'noText';
  /** Lines of the file, from 1, that compete or come close. */
  readonly lines: readonly number[];
}

/** What blocks of an answer will change, one block after the other; each file once. */
export class ChangePlan {
  readonly #files = new Map<string, PlannedFile>();
  readonly refused: RefusedBlock[] = [];
  /** Code for files without a place, which are opened when nothing is left to be asked. */
  readonly untitled: { readonly text: string; readonly language: string | undefined }[] = [];

  get files(): readonly PlannedFile[] {
    return [...this.#files.values()];
  }

  /** Whether the change can be made in this file, after those that are planned. */
  async fits(uri: vscode.Uri, change: FileChange): Promise<boolean> {
    const text = await this.#textOf(uri);
    return text.kind === 'text' && applyChange(text.text, change).kind === 'applied';
  }

  /** Adds the change of a file, or why it cannot be made. */
  async add(uri: vscode.Uri, change: FileChange, block: CodeBlock): Promise<void> {
    const refuse = (reason: RefusedBlock['reason'], lines: readonly number[] = []): void =>
      void this.refused.push({ block, uri, reason, lines });
    const text = await this.#textOf(uri);
    if (text.kind !== 'text') return refuse(text.kind);
    const newUri = change.action === 'rename' ? renamed(uri, change) : undefined;
    if (newUri !== undefined && (await isFile(newUri))) return refuse('fileExists');
    const place = newUri ?? (text.text === undefined ? uri : undefined);
    if (place !== undefined && this.#isTaken(place, uri)) return refuse('fileExists');
    const result = applyChange(text.text, change);
    if (result.kind === 'refused') return refuse(result.reason, result.lines);
    this.#keep(uri, newUri, text.text, change, result);
  }

  /** Whether another file will be there after what is planned. */
  #isTaken(place: vscode.Uri, own: vscode.Uri): boolean {
    return this.files.some(({ uri, newUri }) => !sameUri(uri, own) && sameUri(newUri ?? uri, place));
  }

  #keep(
    uri: vscode.Uri,
    newUri: vscode.Uri | undefined,
    before: string | undefined,
    { action }: FileChange,
    { text, exactness, doubts }: Extract<ApplyResult, { kind: 'applied' }>,
  ): void {
    const earlier = this.#files.get(uri.toString());
    const target = newUri ?? earlier?.newUri;
    this.#files.set(uri.toString(), {
      uri,
      ...(target === undefined ? {} : { newUri: target }),
      before: earlier === undefined ? before : earlier.before,
      after: action === 'delete' ? undefined : text,
      exactness: Math.min(exactness, earlier?.exactness ?? 1),
      doubts: [...new Set([...(earlier?.doubts ?? []), ...doubts])],
    });
  }

  /** What is on the screen, or will be after what is planned. */
  async #textOf(
    uri: vscode.Uri,
  ): Promise<{ kind: 'text'; text: string | undefined } | { kind: 'readOnly' | 'noText' }> {
    const planned = this.#files.get(uri.toString());
    if (planned !== undefined) return { kind: 'text', text: planned.after };
    if (!(await isFile(uri))) return { kind: 'text', text: undefined };
    if (!(await isWritable(uri))) return { kind: 'readOnly' };
    try {
      return { kind: 'text', text: (await vscode.workspace.openTextDocument(uri)).getText() };
    } catch {
      return { kind: 'noText' };
    }
  }
}

/** The new path belongs to the same folder as the old one. */
function renamed(uri: vscode.Uri, { path = '', newPath = '' }: FileChange): vscode.Uri | undefined {
  if (newPath === '' || path === '' || !uri.path.endsWith(`/${path}`)) return undefined;
  return uri.with({ path: `${uri.path.slice(0, -path.length)}${newPath}` });
}

async function isWritable(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return true;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return false;
  const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
  return (permissions & vscode.FilePermission.Readonly) === 0;
}
