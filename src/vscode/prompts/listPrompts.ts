import * as vscode from 'vscode';
import { maximumPromptBytes, maximumPromptsOfFolder } from '../../prompts/limits.js';
import {
  isPromptFile,
  nameOfFile,
  readPromptFile,
  type BrokenPromptFile,
  type PromptFile,
} from '../../prompts/promptFile.js';
import type { ListedPrompt } from '../../prompts/promptList.js';
import type { PromptFolder } from './promptFolders.js';
import { readTextFile } from './readTextFile.js';

/** A prompt with a file of its own. */
export interface FilePrompt extends ListedPrompt {
  readonly uri: vscode.Uri;
  readonly folder: PromptFolder;
}

/** How many files are read at a time: a folder may be on another machine. */
const atOnce = 20;

/** The prompts of a folder; none where it does not exist or cannot be read. Never rejects. */
export async function listPrompts(folder: PromptFolder): Promise<readonly FilePrompt[]> {
  const files = (await filesOf(folder)).slice(0, maximumPromptsOfFolder);
  const prompts: FilePrompt[] = [];
  for (let index = 0; index < files.length; index += atOnce) {
    const read = await Promise.all(files.slice(index, index + atOnce).map((uri) => promptAt(uri, folder)));
    prompts.push(...read.filter((prompt) => prompt !== undefined));
  }
  return prompts;
}

/** In the order of their names: which ones a limit leaves out does not depend on the file system. */
async function filesOf({ uri, kind }: PromptFolder): Promise<readonly vscode.Uri[]> {
  const entries = await entriesOf(uri);
  const names = entries
    // A link may lead to a file: reading it will tell.
    .filter(([name, type]) =>
      kind === 'prompts' ? isPromptFile(name) && type !== vscode.FileType.Directory : type !== vscode.FileType.File,
    )
    .map(([name]) => name)
    .sort();
  return names.map((name) => vscode.Uri.joinPath(uri, ...(kind === 'prompts' ? [name] : [name, 'SKILL.md'])));
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

/** A prompt as its file is now; `undefined` where there is none, or its author wants it to be no command. */
async function promptAt(uri: vscode.Uri, folder: PromptFolder): Promise<FilePrompt | undefined> {
  const file = await readPrompt(uri);
  const isMissingSkill = folder.kind === 'skills' && 'problem' in file && file.problem.fault === 'unreadable';
  if (isMissingSkill || ('isCommand' in file && !file.isCommand)) return undefined;
  return { id: uri.toString(), origin: folder.origin, distance: folder.distance, file, uri, folder };
}

/** Never rejects. */
export async function readPrompt(uri: vscode.Uri): Promise<PromptFile | BrokenPromptFile> {
  const path = uri.path.split('/');
  const read = await readTextFile(uri, maximumPromptBytes);
  if (read.text === undefined) return { name: nameOfFile(path), problem: { fault: read.failure, line: 1 } };
  return readPromptFile(path, read.text);
}
