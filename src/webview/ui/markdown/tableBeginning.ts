import type { MarkdownBlock } from './markdownBlock.js';

const rule = /^[\s|:-]*$/u;

/**
 * Where a table may begin in the block with the next characters, counted in its text; `undefined` where none may. Shown before it is one, it would
 * be lines of signs for a moment.
 */
export function tableBeginning({
  settled,
  paragraph,
}: Pick<MarkdownBlock, 'settled' | 'paragraph'>): number | undefined {
  if (settled || paragraph === null) return undefined;
  const last = paragraph.lastIndexOf('\n') + 1;
  if (last > 0 && rule.test(paragraph.slice(last))) {
    const head = paragraph.lastIndexOf('\n', last - 2) + 1;
    if (paragraph.startsWith('|', head)) return head;
  }
  return paragraph.startsWith('|', last) ? last : undefined;
}
