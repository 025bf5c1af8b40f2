import type { MarkdownIt } from 'markdown-it';
import { BlockSplitter } from './blockSplitter.js';
import type { MarkdownBlock } from './markdownBlock.js';

/** Text that usually grows at its end, as blocks; any other change starts afresh. */
export class GrowingDocument {
  readonly #parser: MarkdownIt;
  #splitter: BlockSplitter;
  #text = '';
  #finished = false;

  constructor(parser: MarkdownIt) {
    this.#parser = parser;
    this.#splitter = new BlockSplitter(parser);
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
      this.#splitter = new BlockSplitter(this.#parser);
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
