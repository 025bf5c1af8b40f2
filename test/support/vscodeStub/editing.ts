import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position | number, end: Position | number, endLine?: number, endCharacter?: number) {
    const isNumbers = typeof start === 'number';
    this.start = isNumbers ? new Position(start, end as number) : start;
    this.end = isNumbers ? new Position(endLine ?? 0, endCharacter ?? 0) : (end as Position);
  }
}

type Operation =
  | { readonly kind: 'create'; readonly uri: vscode.Uri; readonly contents: Uint8Array }
  | { readonly kind: 'delete'; readonly uri: vscode.Uri }
  | { readonly kind: 'rename'; readonly uri: vscode.Uri; readonly newUri: vscode.Uri }
  | { readonly kind: 'replace'; readonly uri: vscode.Uri; readonly range: Range; readonly text: string };

/** What `applyEdit` is given; its operations in their order. */
export class WorkspaceEdit {
  readonly operations: Operation[] = [];

  createFile(uri: vscode.Uri, options?: { readonly contents?: Uint8Array }): void {
    this.operations.push({ kind: 'create', uri, contents: options?.contents ?? new Uint8Array() });
  }

  deleteFile(uri: vscode.Uri): void {
    this.operations.push({ kind: 'delete', uri });
  }

  renameFile(uri: vscode.Uri, newUri: vscode.Uri): void {
    this.operations.push({ kind: 'rename', uri, newUri });
  }

  insert(uri: vscode.Uri, position: Position, text: string): void {
    this.replace(uri, new Range(position, position), text);
  }

  replace(uri: vscode.Uri, range: Range, text: string): void {
    this.operations.push({ kind: 'replace', uri, range, text });
  }
}

/** A text that can be edited, as documents know it. */
export interface EditableText {
  text: string;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return new Position(before.length - 1, before.at(-1)!.length);
}

function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split('\n').slice(0, line);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + character;
}

/** Files on the disk, texts in documents, in the order of the edit. @param open gives the document of a file */
export async function carryOut(
  { operations }: WorkspaceEdit,
  open: (uri: vscode.Uri) => Promise<EditableText>,
  moved: (uri: vscode.Uri, newUri: vscode.Uri | undefined) => void,
): Promise<void> {
  for (const operation of operations) {
    const { uri } = operation;
    if (operation.kind === 'create') {
      await mkdir(path.dirname(uri.fsPath), { recursive: true });
      await writeFile(uri.fsPath, operation.contents, { flag: 'wx' });
    }
    if (operation.kind === 'delete') await rm(uri.fsPath);
    else if (operation.kind === 'rename') await rename(uri.fsPath, operation.newUri.fsPath);
    if (operation.kind === 'delete') moved(uri, undefined);
    if (operation.kind === 'rename') moved(uri, operation.newUri);
    if (operation.kind !== 'replace') continue;
    const document = await open(uri);
    const [start, end] = [operation.range.start, operation.range.end].map((place) => offsetAt(document.text, place));
    document.text = document.text.slice(0, start) + operation.text + document.text.slice(end);
  }
}
