import * as vscode from 'vscode';
import { instructionFileEnd, instructionNames } from '../../prompts/instructionFile.js';
import { maximumInstructionFiles } from '../../prompts/limits.js';
import { readInstructions, type FoundInstructions, type UnusedInstructions } from './readInstructions.js';

export interface InstructionSearch {
  /** Without empty files and those that say the same as one before. */
  readonly files: readonly FoundInstructions[];
  readonly unused: readonly UnusedInstructions[];
}

/** What a folder of the workspace has for assistants. Never rejects. */
export async function findInstructions(folder: vscode.WorkspaceFolder): Promise<InstructionSearch> {
  const paths = [
    ...instructionNames,
    ...(await named(folder.uri, [])),
    ...(await named(folder.uri, ['.github', 'instructions'])),
  ];
  const read = await Promise.all(paths.slice(0, maximumInstructionFiles).map((path) => readInstructions(folder, path)));
  const tooMany = paths.slice(maximumInstructionFiles).map((path): UnusedInstructions => ({
    uri: vscode.Uri.joinPath(folder.uri, ...path.split('/')),
    path,
    reason: 'too-many',
  }));
  const texts = new Set<string>();
  const files = read.filter((found): found is FoundInstructions => {
    if (found === undefined || 'reason' in found) return false;
    const { text } = found.file;
    // `CLAUDE.md` is often a copy of `AGENTS.md`, or a link to it.
    if (text === '' || texts.has(text)) return false;
    texts.add(text);
    return true;
  });
  const unused = read.filter((found): found is UnusedInstructions => found !== undefined && 'reason' in found);
  return { files, unused: [...unused, ...tooMany] };
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
