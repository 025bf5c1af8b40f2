import type { PromptFile } from './promptFile.js';

/**
 * What a prompt of SCOUT's takes with it: the selection, or the file in use where nothing is selected; the file's problems; what is
 * staged; that, or else all that is not committed.
 */
export type BuiltInAttachment = 'code' | 'problems' | 'staged' | 'changes';

/** In the order in which they are offered. */
export const builtInNames = ['explain', 'fix', 'improve', 'tests', 'doc', 'review', 'commit'] as const;
export type BuiltInName = (typeof builtInNames)[number];

export interface BuiltInPrompt {
  readonly attaches: readonly BuiltInAttachment[];
  /** Goes into the message box, where it can be read and changed before it is sent. */
  readonly body: string;
}

/** English, as what it asks for is mostly answered better so; a question behind it in another language is answered in that. */
export const builtInPrompts: Readonly<Record<BuiltInName, BuiltInPrompt>> = {
  explain: {
    attaches: ['code'],
    body: `Explain the attached code. Begin with what it is for in one or two sentences, then how it works, step by step where that helps. Name what is surprising or easily overlooked: side effects, assumptions, edge cases, errors that are not handled. Skip what the code says plainly itself.

$ARGUMENTS`,
  },
  fix: {
    attaches: ['code', 'problems'],
    body: `Find and fix what is wrong with the attached code, beginning with the problems that are listed. For each, give the cause in one sentence, then the smallest change that removes it. Keep behavior, names and style otherwise. Show changed code in blocks that name their file. Say so if the cause is elsewhere, or if something cannot be told from what is attached.

$ARGUMENTS`,
  },
  improve: {
    attaches: ['code'],
    body: `Improve the attached code: make it simpler, clearer and more robust without changing what it does. Name each improvement and its reason in one sentence, the most useful first, and leave out matters of taste. Show changed code in blocks that name their file. Say so if it is good as it is.

$ARGUMENTS`,
  },
  tests: {
    attaches: ['code'],
    body: `Write tests for the attached code, with the test framework and in the style that the project uses, as far as that can be seen. Cover the usual case, edge cases and errors. Test behavior, not implementation; give each test a name that says what must hold. Use no mocks where the real thing is as simple. Give one complete file with its path.

$ARGUMENTS`,
  },
  doc: {
    attaches: ['code'],
    body: `Write documentation comments for the attached code, in the usual format of its language. Say what a caller must know: purpose, parameters with their units, result, errors, side effects. Do not repeat what names and types say already, and do not change the code. Show the result as a block that names its file.

$ARGUMENTS`,
  },
  review: {
    attaches: ['changes'],
    body: `Review the attached changes. List real problems only, the most serious first: bugs, security, lost data, broken behavior, missing handling of errors, missing tests. For each, give file and line, what happens, and a concrete fix. Leave out matters of taste. If the changes are sound, say so in one sentence.

$ARGUMENTS`,
  },
  commit: {
    attaches: ['staged'],
    body: `Write a commit message for the attached changes: a subject of at most 72 characters in the imperative, then, only if it is needed, a blank line and a body that says why, wrapped at 72 characters. No list of files. Answer with the message alone, in a code block.

$ARGUMENTS`,
  },
};

/** One of them as the list has it. @param description in the user's language */
export function builtInFile(name: BuiltInName, description: string, argumentHint: string): PromptFile {
  const { body } = builtInPrompts[name];
  return {
    name,
    description,
    argumentHint,
    models: [],
    order: builtInNames.indexOf(name),
    body,
    isCommand: true,
  };
}
