import type { Token } from 'markdown-it';
import { BlockSplitter } from '../../../../../../src/webview/ui/markdown/blockSplitter.js';
import { createMarkdownParser } from '../../../../../../src/webview/ui/markdown/markdownParser.js';

export const parser = createMarkdownParser();

/** What rendering depends on; line numbers and nesting depth do not reach the screen. */
function plain(tokens: readonly Token[]): unknown[] {
  return tokens.map(({ type, tag, attrs, content, info, markup, hidden, children }) => ({
    type,
    tag,
    attrs,
    content,
    info,
    markup,
    hidden,
    children: children && plain(children),
  }));
}

/** The tokens of a whole text parsed at once. */
export function oneShot(text: string): unknown[] {
  return plain(parser.parse(text, {}));
}

/** The tokens of the blocks there are so far. */
export function tokensOf(splitter: BlockSplitter): unknown[] {
  return plain(
    splitter.blocks.flatMap((block) => {
      block.tokens.forEach((token) => block.inlineTokens(token));
      return block.tokens;
    }),
  );
}

/** The tokens of a text that arrives in pieces. */
export function streamed(pieces: readonly string[]): unknown[] {
  const splitter = new BlockSplitter(parser);
  for (const piece of pieces) splitter.append(piece);
  splitter.finish();
  return tokensOf(splitter);
}

/** Cuts a text into pieces of that many characters. */
export function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}
