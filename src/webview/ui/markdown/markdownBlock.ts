import type { Env, MarkdownIt, Token } from 'markdown-it';
import { countSigns } from './inlineSigns.js';
import { codeElements } from './renderBudget.js';
import { countScriptChanges } from './scriptChanges.js';

/** One top-level block: a paragraph, a whole list, a code fence. Its identity changes when its rendering may. */
export class MarkdownBlock {
  /** Position among the blocks of the document; keeps its place while the tail is parsed again and again. */
  readonly key: number;
  /** Whether text still to come can no longer change the block's extent. */
  readonly settled: boolean;
  /** Where the block ends in the text, in characters. */
  readonly end: number;
  /** The tokens of the block rules. */
  readonly tokens: readonly Token[];
  readonly #parser: MarkdownIt;
  readonly #env: Env;
  #weight: number | undefined;

  /** @param tokens of the block rules; the block owns them from now on. */
  constructor(key: number, settled: boolean, end: number, parser: MarkdownIt, env: Env, tokens: readonly Token[]) {
    this.key = key;
    this.settled = settled;
    this.end = end;
    this.#parser = parser;
    this.#env = env;
    // Definitions show nothing.
    this.tokens = tokens.filter(({ type }) => type !== 'reference_definition');
  }

  /**
   * What the text of one of the tokens consists of. Parsed on the first call: what is not shown costs nothing.
   *
   * @param length what stands behind so many characters is left out.
   */
  inlineTokens(token: Token, length = Number.POSITIVE_INFINITY): readonly Token[] {
    const parsed = token.content.length <= length ? token : withContent(token, token.content.slice(0, length));
    if (parsed.children?.length === 0) {
      const state = new this.#parser.core.State('', this.#parser, this.#env);
      state.tokens = [parsed];
      this.#parser.core.process(state);
    }
    return parsed.children ?? [];
  }

  /** How much of a page the block is, roughly: its characters, and more for what becomes an element or a piece of another script. */
  get weight(): number {
    this.#weight ??= weightOf(this.tokens);
    return this.#weight;
  }

  /** What the block's first token says that it is. */
  get type(): string {
    return this.tokens[0]?.type ?? '';
  }

  /** Of a paragraph, as it was written; else `null`. */
  get paragraph(): string | null {
    return this.type === 'paragraph_open' ? (this.tokens[1]?.content ?? '') : null;
  }

  /** Whether there is text to be parsed in it; code and formulas are none. */
  get hasText(): boolean {
    return this.tokens.some(({ type }) => type === 'inline');
  }

  /** 1 to 6 for a heading, 0 for everything else. */
  get headingLevel(): number {
    const [first] = this.tokens;
    return first?.type === 'heading_open' ? Number(first.tag.slice(1)) : 0;
  }

  /** Whether a link reference defined elsewhere could change the block. */
  get mayHoldReference(): boolean {
    return this.tokens.some((token) => token.type === 'inline' && token.content.includes('['));
  }

  /** A paragraph's first characters, in a block of their own. */
  beginningOf(length: number): MarkdownBlock {
    const tokens = this.tokens.map((token) => {
      if (token.type !== 'inline') return token;
      return withContent(token, token.content.slice(0, length).trimEnd());
    });
    return new MarkdownBlock(this.key, this.settled, this.end, this.#parser, this.#env, tokens);
  }

  /** The same block, to be rendered anew because link references came to be known. */
  withNewReferences(): MarkdownBlock {
    for (const token of this.tokens) if (token.type === 'inline') token.children = [];
    return new MarkdownBlock(this.key, this.settled, this.end, this.#parser, this.#env, this.tokens);
  }
}

function withContent(token: Token, content: string): Token {
  const copy = Object.create(Object.getPrototypeOf(token) as object) as Token;
  return Object.assign(copy, token, { content, children: [] });
}

/** In characters. */
const elementWeight = 20;

function weightOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { type, content }) => {
    // In code no sign becomes an element until it is coloured, and that has a limit of its own.
    const signs = type === 'inline' ? countSigns(content) : 0;
    const elements = type === 'fence' || type === 'code_block' ? codeElements : 1 + signs;
    return sum + content.length + elementWeight * (elements + countScriptChanges(content));
  }, 0);
}
