import type { MarkdownBlock } from './markdownBlock.js';

/** Text of more weight than this shows only its end at first, and so much more whenever more is asked for. */
const foldBeyond = 100 * 1024;
/** The fold moves in steps, so that it does not creep along while the text grows. */
const step = 50 * 1024;

/**
 * How many blocks at the head stay hidden. A block that may still change never does.
 *
 * @param unfoldings how often more was asked for.
 */
export function foldedBlocks(blocks: readonly Pick<MarkdownBlock, 'settled' | 'weight'>[], unfoldings: number): number {
  const total = blocks.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= foldBeyond * (unfoldings + 1)) return 0;
  const boundary = Math.floor(total / step) * step - step - foldBeyond * unfoldings;
  let end = 0;
  return blocks.findIndex(({ settled, weight }) => {
    end += weight;
    return !settled || end > boundary;
  });
}

/** How often more has to be asked for until this block is shown. */
export function unfoldingsUntil(blocks: Parameters<typeof foldedBlocks>[0], index: number): number {
  let unfoldings = 0;
  while (index >= 0 && foldedBlocks(blocks, unfoldings) > index) unfoldings += 1;
  return unfoldings;
}
