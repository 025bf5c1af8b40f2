import type { Token } from 'markdown-it';
import { parseBlock } from '../../../apply/parseBlock.js';
import { isForTerminal, maximumBlocks, type CodeBlockView } from '../../protocol/code.js';
import type { MarkdownBlock } from '../markdown/markdownBlock.js';

/** In characters: nobody looks for what longer code names. */
const maximumParsed = 256 * 1024;

/** The file that a block names; `undefined` when it names none, or several. */
export function pathOf({ info, code }: CodeBlockView): string | undefined {
  return code.length > maximumParsed ? undefined : parseBlock(info, code).path;
}

export function languageOf(info: string): string {
  return /^[^\s:{,]*/u.exec(info.trim())?.[0] ?? '';
}

/** A fence, or indented code, as the message has it. */
export function codeOf({ info, content }: Token): CodeBlockView {
  return { info: info.trim(), code: content.replace(/\n$/u, '') };
}

/** Whether the text has the fence that ends it; indented code needs none. */
export function isClosed({ type, map, content }: Token): boolean {
  if (type !== 'fence' || map === null) return true;
  // The last line of a text may have no end.
  const lines = content === '' ? 0 : content.replace(/\n$/u, '').split('\n').length;
  return map[1] - map[0] - 1 > lines;
}

/** The blocks of a text that change files, or say which file they are; those that are not whole are left out. */
export function applicableBlocks(blocks: readonly MarkdownBlock[], isComplete: boolean): readonly CodeBlockView[] {
  const found: CodeBlockView[] = [];
  for (const token of blocks.flatMap(({ tokens }) => tokens)) {
    if (token.type !== 'fence' || !(isComplete || isClosed(token))) continue;
    const block = codeOf(token);
    if (isApplicable(block)) found.push(block);
  }
  return found.slice(0, maximumBlocks);
}

function isApplicable({ info, code }: CodeBlockView): boolean {
  if (code.length > maximumParsed || isForTerminal(languageOf(info))) return false;
  const { form, files } = parseBlock(info, code);
  return (
    files.length > 0 &&
    (form === 'diff' ||
      form === 'searchReplace' ||
      files.some(({ path, unclearPath }) => (path ?? unclearPath) !== undefined))
  );
}
