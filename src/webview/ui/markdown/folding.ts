import type { MarkdownBlock } from './markdownBlock.js';

/** Text longer than this, in characters, shows only its end at first. */
const foldBeyond = 100 * 1024;
/** The fold moves in steps, so that it does not creep along while the text grows. */
const step = 50 * 1024;

/** How many blocks at the head stay hidden. A block that may still change never does. */
export function foldedBlocks(blocks: readonly Pick<MarkdownBlock, 'settled' | 'end'>[], length: number): number {
  if (length <= foldBeyond) return 0;
  const boundary = Math.floor(length / step) * step - step;
  const shown = blocks.findIndex(({ settled, end }) => !settled || end > boundary);
  return shown < 0 ? 0 : shown;
}
