import type { MarkdownBlock } from './markdownBlock.js';

const rule = /^[\s|:-]*$/u;

/** Whether the block may become a table with the next characters. Shown before that, it would be a line of signs for a moment. */
export function mayBecomeTable({ settled, paragraph }: Pick<MarkdownBlock, 'settled' | 'paragraph'>): boolean {
  if (settled || paragraph?.startsWith('|') !== true) return false;
  const end = paragraph.indexOf('\n');
  return end < 0 || rule.test(paragraph.slice(end + 1));
}
