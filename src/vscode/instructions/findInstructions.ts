import * as vscode from 'vscode';
import {
  instructionFileEnd,
  instructionNames,
  readInstructionFile,
  type InstructionFile,
} from '../../prompts/instructionFile.js';
import { maximumInstructionFiles } from '../../prompts/limits.js';
import { readTextFile } from '../prompts/readTextFile.js';

/** A file of instructions, as it is now. */
export interface FoundInstructions {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder;
  /** Below the folder, with slashes. */
  readonly path: string;
  /** Of the file. */
  readonly bytes: number;
  readonly file: InstructionFile;
}

/** A larger file is not read, in bytes: it is no text that somebody wrote. Of long ones, only the beginning is used. */
const maximumFileBytes = 8 * 1024 * 1024;

/** What a folder of the workspace has for assistants, without empty files and those that say the same as one before. Never rejects. */
export async function findInstructions(folder: vscode.WorkspaceFolder): Promise<readonly FoundInstructions[]> {
  const paths = [
    ...instructionNames,
    ...(await named(folder.uri, [])),
    ...(await named(folder.uri, ['.github', 'instructions'])),
  ].slice(0, maximumInstructionFiles);
  const found = await Promise.all(paths.map((path) => readAt(folder, path)));
  const texts = new Set<string>();
  return found.filter((instructions): instructions is FoundInstructions => {
    const text = instructions?.file.text ?? '';
    // `CLAUDE.md` is often a copy of `AGENTS.md`, or a link to it.
    if (text === '' || texts.has(text)) return false;
    texts.add(text);
    return true;
  });
}

/** The patterns of all these files, for a watcher. */
export const instructionPatterns = [
  `{AGENTS.md,CLAUDE.md,*${instructionFileEnd}}`,
  `.github/{copilot-instructions.md,instructions/*${instructionFileEnd}}`,
] as const;

async function named(folder: vscode.Uri, below: readonly string[]): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, ...below));
    return entries
      .filter(([name, type]) => name.toLowerCase().endsWith(instructionFileEnd) && type !== vscode.FileType.Directory)
      .map(([name]) => [...below, name].join('/'))
      .sort();
  } catch {
    return [];
  }
}

async function readAt(folder: vscode.WorkspaceFolder, path: string): Promise<FoundInstructions | undefined> {
  const uri = vscode.Uri.joinPath(folder.uri, ...path.split('/'));
  const read = await readTextFile(uri, maximumFileBytes);
  if (read.text === undefined) return undefined;
  return { uri, folder, path, bytes: read.bytes, file: readInstructionFile(path, read.text) };
}
