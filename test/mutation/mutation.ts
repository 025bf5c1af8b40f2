/** A change within one line of a source file. */
export interface Mutation {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is done, in a few words. */
  readonly operator: string;
  /** The part of the text that goes, as offsets, and what comes in its place. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The file's text with the mutation in it. */
export function applyMutation(text: string, { start, end, replacement }: Mutation): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The line before and after, without its indentation. */
export function linesOf(text: string, mutation: Mutation): readonly [before: string, after: string] {
  const line = (of: string): string => of.split('\n')[mutation.line - 1]!.trim();
  return [line(text), line(applyMutation(text, mutation))];
}
