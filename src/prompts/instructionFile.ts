import { readFrontMatter, type FrontMatterProblem } from './frontMatter.js';
import { matchesGlob } from './globMatch.js';

/** Files for assistants that lie in a folder's root, or in `.github`, under names of their own. */
export const instructionNames = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md'] as const;

/** How the names of others end, in the root and in `.github/instructions`. */
export const instructionFileEnd = '.instructions.md';

/** When a file of instructions counts. */
export type InstructionScope =
  | { readonly kind: 'always' }
  /** For files that fit one of these patterns, below the folder that the file belongs to. */
  | { readonly kind: 'files'; readonly patterns: readonly string[] }
  /** Its author has not said for what: it counts where the user attaches it. */
  | { readonly kind: 'never' };

export interface InstructionFile {
  readonly scope: InstructionScope;
  /** What it says, without front matter, with line feeds as line ends. */
  readonly text: string;
  /** Why its front matter, which would say for what it counts, cannot be read. */
  readonly problem?: FrontMatterProblem;
}

/** Reads one of them. Front matter that cannot be read makes a file that counts never. @param name of the file */
export function readInstructionFile(name: string, text: string): InstructionFile {
  const read = readFrontMatter(text);
  if (!name.toLowerCase().endsWith(instructionFileEnd)) {
    // The others have no front matter by their definition; what looks like it is part of the text for those who do not know better.
    const body = 'problem' in read ? text.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n') : read.body;
    return { scope: { kind: 'always' }, text: body.trim() };
  }
  if ('problem' in read) return { scope: { kind: 'never' }, text: '', problem: read.problem };
  const applyTo = read.fields.get('applyTo');
  const given: readonly unknown[] = Array.isArray(applyTo) ? applyTo : [applyTo];
  const patterns = given
    .flatMap((entry) => (typeof entry === 'string' ? splitPatterns(entry) : []))
    .filter((pattern) => pattern !== '' && pattern.length <= 300)
    .slice(0, 50);
  const instructions = read.body.trim();
  if (patterns.length === 0) return { scope: { kind: 'never' }, text: instructions };
  return { scope: patterns.some(isEverything) ? { kind: 'always' } : { kind: 'files', patterns }, text: instructions };
}

/** Whether instructions are meant for a file. @param path below their folder, with slashes */
export function isMeantFor({ scope }: InstructionFile, path: string): boolean {
  if (scope.kind !== 'files') return scope.kind === 'always';
  return scope.patterns.some((pattern) => matchesGlob(path, pattern));
}

/** At commas that are not within braces. */
function splitPatterns(list: string): readonly string[] {
  const patterns: string[] = [''];
  let depth = 0;
  for (const character of list.slice(0, 10_000)) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth <= 0) patterns.push('');
    else patterns[patterns.length - 1] += character;
  }
  return patterns.map((pattern) => pattern.trim());
}

function isEverything(pattern: string): boolean {
  return ['*', '**', '**/*', '**/**'].includes(pattern.replace(/^\.?\//u, ''));
}
