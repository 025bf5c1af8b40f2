import * as vscode from 'vscode';
import { readInstructionFile, type InstructionFile } from '../../prompts/instructionFile.js';
import { linkTarget } from '../context/files/linkTarget.js';
import { openDocument, readContent } from '../context/files/readFile.js';

/** A file of instructions, as it is now. */
export interface FoundInstructions {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder;
  /** Below the folder, with slashes. */
  readonly path: string;
  /** Of the file. */
  readonly bytes: number;
  readonly file: InstructionFile;
  /** Some characters could not be read: the encoding is not the expected one. */
  readonly isDamaged: boolean;
}

/** Why a file is not used. `outside`: a link leads out of the workspace, or nobody tells whither. */
export type UnusedReason = 'too-large' | 'not-text' | 'unreadable' | 'outside' | 'front-matter' | 'too-many';

/** A file that is named as instructions are, and that the user would miss. */
export interface UnusedInstructions {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly reason: UnusedReason;
}

/** A larger file is not read, in bytes: it is no text that somebody wrote. Of long ones, only the beginning is used. */
export const maximumFileBytes = 8 * 1024 * 1024;

/**
 * What a file says to assistants. Its place and its size are looked at before it is read. Never rejects.
 * @returns `undefined` where there is no file, such as a folder of that name
 */
export async function readInstructions(
  folder: vscode.WorkspaceFolder,
  path: string,
): Promise<FoundInstructions | UnusedInstructions | undefined> {
  const uri = vscode.Uri.joinPath(folder.uri, ...path.split('/'));
  try {
    const content = await contentOf(folder, uri);
    if (content === undefined) return undefined;
    if (typeof content === 'string') return { uri, path, reason: content };
    const file = readInstructionFile(path, content.text);
    if (file.problem !== undefined) return { uri, path, reason: 'front-matter' };
    return { ...content, uri, folder, path, file };
  } catch (error) {
    return isNotThere(error) ? undefined : { uri, path, reason: 'unreadable' };
  }
}

interface ReadContent {
  readonly text: string;
  readonly bytes: number;
  readonly isDamaged: boolean;
}

/** @throws what the editor throws */
async function contentOf(
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
): Promise<ReadContent | UnusedReason | undefined> {
  const { type, size: bytes, mtime: modifiedAt } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) return undefined;
  // Reading a pipe would never end.
  if ((type & vscode.FileType.File) === 0) return 'unreadable';
  if (!(await isWithinWorkspace(folder.uri, uri))) return 'outside';
  const open = openDocument(uri);
  if (open?.isDirty === true) return onScreen(open.getText());
  if (bytes > maximumFileBytes) return 'too-large';
  const content = await readContent(uri, { kind: 'file', bytes, modifiedAt });
  if (content.kind === 'binary' || content.text.includes('\0')) return 'not-text';
  return { text: content.text, bytes, isDamaged: content.isDamaged };
}

function onScreen(text: string): ReadContent | UnusedReason {
  const bytes = Buffer.byteLength(text);
  return bytes > maximumFileBytes ? 'too-large' : { text, bytes, isDamaged: false };
}

/** What a link leads to was not put there by whoever made the workspace: the user may attach it, which asks. */
async function isWithinWorkspace(folder: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  const target = await linkTarget(folder, uri);
  if (target === undefined) return true;
  return target !== 'unknown' && vscode.workspace.getWorkspaceFolder(target) !== undefined;
}

function isNotThere(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && ['FileNotFound', 'FileNotADirectory'].includes(error.code);
}
