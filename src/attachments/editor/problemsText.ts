/** A problem as the editor shows it. Lines and columns are counted from 1. */
export interface FileProblem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly message: string;
  /** Such as `ts` and `2322`. */
  readonly source: string | undefined;
  readonly code: string | undefined;
  /** Other places that it is about, each in one line. */
  readonly related: readonly string[];
}

export interface ProblemFile {
  readonly label: string;
  readonly problems: readonly FileProblem[];
  /** The lines of the file; absent where they are not to be shown. */
  readonly lines?: readonly string[] | undefined;
}

/** How many problems a text lists. */
export const maximumProblems = 300;
const maximumMessage = 2_000;
const maximumCodeLine = 300;
/** Lines of code below one problem. */
const maximumCodeLines = 6;
const maximumRelated = 5;

const severities = ['error', 'warning', 'information', 'hint'] as const;

/** The problems with the lines that they are about, those of a file together, errors first. */
export function problemsText(files: readonly ProblemFile[]): { readonly text: string; readonly omitted: number } {
  const total = files.reduce((sum, { problems }) => sum + problems.length, 0);
  let left = maximumProblems;
  const blocks = files.toSorted(worstFirst).flatMap((file) => {
    const problems = file.problems.toSorted(bySeverity).slice(0, left);
    left -= problems.length;
    if (problems.length === 0) return [];
    return [`${file.label}\n${problems.map((problem) => problemText(problem, file.lines)).join('\n')}`];
  });
  return { text: blocks.join('\n\n'), omitted: Math.max(total - maximumProblems, 0) };
}

function problemText(problem: FileProblem, lines: readonly string[] | undefined): string {
  const { severity, line, column, endLine, message, source, code, related } = problem;
  const origin = [source, code && `(${code})`].filter((part) => part !== undefined && part !== '').join('');
  const head = `  ${line}:${column} ${severity}${origin === '' ? '' : ` ${origin}`}: ${indented(message)}`;
  const shown = lines?.slice(line - 1, Math.min(endLine, line - 1 + maximumCodeLines)) ?? [];
  const codeLines = shown.map((text, index) => `    ${line + index} | ${text.slice(0, maximumCodeLine)}`);
  const others = related.slice(0, maximumRelated).map((text) => `    ${indented(text)}`);
  return [head, ...codeLines, ...others].join('\n');
}

function indented(message: string): string {
  return message.slice(0, maximumMessage).trim().replaceAll(/\r?\n/gu, '\n    ');
}

function bySeverity(a: FileProblem, b: FileProblem): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.line - b.line || a.column - b.column;
}

function worstFirst(a: ProblemFile, b: ProblemFile): number {
  return worst(a) - worst(b) || (a.label < b.label ? -1 : 1);
}

function worst({ problems }: ProblemFile): number {
  return Math.min(...problems.map(({ severity }) => severities.indexOf(severity)));
}
