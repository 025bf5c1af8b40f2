import { languageOfInfo, pathOfComment, pathOfInfo, unclearPathOfComment, unclearPathOfInfo } from './blockPath.js';
import type { BlockForm, CodeContent, FileChange, ParsedBlock } from './change.js';
import { isMark } from './marks.js';
import { parseDiff } from './parseDiff.js';
import { hasSearchReplace, parseSearchReplace } from './parseSearchReplace.js';
import { isBlank } from './lineKeys.js';
import { blockLines } from './sourceText.js';

/** In characters: it is read while the user waits. */
const maximumLength = 4_000_000;
const maximumFiles = 1_000;

/**
 * What a code block of an answer is. Never throws, whatever a model wrote.
 * @param info what stands behind the opening fence
 * @param code without fences
 */
export function parseBlock(info: string, code: string): ParsedBlock {
  const language = languageOfInfo(info.slice(0, 1000));
  const infoPath = pathOfInfo(info.slice(0, 1000));
  if (code.length > maximumLength) return { form: 'whole', files: [], isTooLarge: true };
  const unclear = infoPath === undefined ? unclearPathOfInfo(info.slice(0, 1000)) : undefined;
  const { form, files: found } = parseCode(code, language, infoPath);
  const files = found.length === 1 ? found.map((file) => withInfo(file, infoPath, unclear)) : found;
  if (files.length > maximumFiles) return { form, files: [], isTooLarge: true };
  // What is shown above the block is the file that will be changed.
  const path = files.length === 0 ? infoPath : files.length === 1 ? files[0]?.path : undefined;
  return { form, files, ...(language === undefined ? {} : { language }), ...(path === undefined ? {} : { path }) };
}

/** The only file of a block, if what stands behind the fence says the same, or nothing. */
function withInfo(file: FileChange, infoPath: string | undefined, unclear: string | undefined): FileChange {
  const { path: own, unclearPath: ownUnclear, ...rest } = file;
  const said = own ?? ownUnclear;
  if (infoPath === undefined) {
    if (unclear === undefined) return file;
    return said === undefined
      ? { ...rest, unclearPath: unclear }
      : isEndOf(said, unclear)
        ? file
        : both(rest, unclear, said);
  }
  if (said === undefined || own === infoPath) return { ...rest, path: infoPath };
  if (isEndOf(said, infoPath)) return own === undefined ? { ...rest, path: infoPath } : file;
  return isEndOf(infoPath, said) ? { ...rest, path: infoPath } : both(rest, infoPath, said);
}

const both = (rest: Omit<FileChange, 'path' | 'unclearPath'>, one: string, other: string): FileChange => ({
  ...rest,
  unclearPath: `${one} / ${other}`.slice(0, 200),
});

/** Whether one path is the other, or the other is its end. */
const isEndOf = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`);

function parseCode(
  code: string,
  language: string | undefined,
  path: string | undefined,
): { form: BlockForm; files: readonly FileChange[] } {
  const lines = blockLines(code);
  if (lines.every(isBlank)) return { form: 'whole', files: [] };
  if (hasSearchReplace(lines)) return { form: 'searchReplace', files: parseSearchReplace(code, path) };
  if (isDiff(lines, language)) return { form: 'diff', files: parseDiff(code) };
  const content = codeContent(code, lines);
  const commentPath = content.pathLine === undefined ? undefined : pathOfComment(content.pathLine);
  const unclear =
    commentPath === undefined && content.pathLine !== undefined ? unclearPathOfComment(content.pathLine) : undefined;
  const file: FileChange = {
    action: 'modify',
    content,
    ...(commentPath === undefined ? {} : { path: commentPath }),
    ...(unclear === undefined ? {} : { unclearPath: unclear }),
  };
  return { form: lines.some(isMark) ? 'fragment' : 'whole', files: [file] };
}

/** A text may hold a diff that is not meant: unless the language says so, it must begin as one. */
function isDiff(lines: readonly string[], language: string | undefined): boolean {
  const first = lines.findIndex((line) => !isBlank(line));
  const line = lines[first] ?? '';
  if (language === 'diff' || language === 'patch' || language === 'udiff') return true;
  if (/^(?:diff --git |\*\*\* (?:Begin Patch|(?:Update|Add|Delete) File: ))/.test(line)) return true;
  if (/^--- \S/.test(line) && /^\+\+\+ \S/.test(lines[first + 1] ?? '')) return true;
  return /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/.test(line);
}

function codeContent(code: string, lines: readonly string[]): CodeContent {
  const first = lines[0] ?? '';
  // A comment alone may be all there is to say.
  if ((pathOfComment(first) ?? unclearPathOfComment(first)) === undefined || lines.slice(1).every(isBlank))
    return { form: 'code', text: code };
  let end = code.indexOf('\n') + 1;
  if (isBlank(lines[1] ?? '')) end = code.indexOf('\n', end) + 1;
  return { form: 'code', text: code.slice(end), pathLine: code.slice(0, end) };
}
