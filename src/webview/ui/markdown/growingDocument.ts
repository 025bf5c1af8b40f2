import type { MarkdownIt } from 'markdown-it';
import { BlockSplitter } from './blockSplitter.js';
import type { MarkdownBlock } from './markdownBlock.js';

/** Text that usually grows at its end, as blocks; any other change starts afresh. */
export class GrowingDocument {
  readonly #parser: MarkdownIt;
  readonly #isLimited: boolean;
  #splitter: BlockSplitter;
  #text = '';
  #finished = false;

  /** @param isLimited whether text that would keep the page busy for too long is not parsed. */
  constructor(parser: MarkdownIt, isLimited = false) {
    this.#parser = parser;
    this.#isLimited = isLimited;
    this.#splitter = new BlockSplitter(parser, isLimited);
  }

  /** Whether the text would keep the page busy for too long: the blocks are not all of it. */
  get isTooMuch(): boolean {
    return this.#splitter.isTooMuch;
  }

  /** Whether text waits to be shown, until more of it is there. */
  get isBehind(): boolean {
    return this.#splitter.isBehind;
  }

  /** Takes in what waits. */
  catchUp(): void {
    this.#splitter.catchUp();
  }

  /** @param growing whether more may come. */
  update(text: string, growing: boolean): readonly MarkdownBlock[] {
    const extendable = !this.#finished || text === this.#text;
    if (!extendable || !text.startsWith(this.#text)) {
      this.#splitter = new BlockSplitter(this.#parser, this.#isLimited);
      this.#text = '';
      this.#finished = false;
    }
    this.#splitter.append(text.slice(this.#text.length));
    this.#text = text;
    if (!growing && !this.#finished) {
      this.#splitter.finish();
      this.#finished = true;
    }
    return this.#splitter.blocks;
  }
}
