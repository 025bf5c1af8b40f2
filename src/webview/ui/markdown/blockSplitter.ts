import type { MarkdownIt, Token } from 'markdown-it';
import { lastFootnote } from './gitHubRules.js';
import { MarkdownBlock } from './markdownBlock.js';
import { limitedEnv, TooMuchMarkup } from './parsingLimit.js';

type References = NonNullable<Parameters<MarkdownIt['parse']>[1]['references']>;

/** The tokens of one top-level block and the lines of the tail it covers, the last one excluded. */
interface Segment {
  readonly tokens: Token[];
  readonly startLine: number;
  readonly endLine: number;
}

/** A tail of so many characters is parsed whenever it grows. */
const alwaysParsed = 8 * 1024;
/** A longer one when it has grown by this share of it, so that all parsing together is linear in the text. */
const waitingShare = 64;

/**
 * Cuts Markdown that arrives in pieces into top-level blocks, parsing only what may still change. After
 * `finish` the blocks hold exactly the tokens that parsing the whole text at once would give. Before that
 * the same is true of the text so far, except that link references of the unsettled tail do not reach
 * back into settled blocks: a half-arrived definition must not stick.
 */
export class BlockSplitter {
  readonly #parser: MarkdownIt;
  readonly #isLimited: boolean;
  #isTooMuch = false;
  readonly #references = Object.create(null) as References;
  #settled: MarkdownBlock[] = [];
  #unsettled: MarkdownBlock[] = [];
  #tail = '';
  /** Where the tail begins in the text. */
  #tailStart = 0;
  #endsInCarriageReturn = false;
  /** How many characters at the end of the tail were not parsed yet. */
  #waiting = 0;
  /** Definitions known when blocks were renewed last, and those that came since. */
  #definitions = 0;
  #newDefinitions = 0;

  /** @param isLimited whether text that would keep the page busy for too long is not parsed. */
  constructor(parser: MarkdownIt, isLimited = false) {
    this.#parser = parser;
    this.#isLimited = isLimited;
  }

  /** Whether the text would keep the page busy for too long: the blocks are not all of it, and no more will come. */
  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  /** The blocks of the text so far, in order. */
  get blocks(): readonly MarkdownBlock[] {
    return [...this.#settled, ...this.#unsettled];
  }

  append(text: string): void {
    if (text === '') return;
    // A line break of two characters may arrive in two pieces.
    const rest = this.#endsInCarriageReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.#endsInCarriageReturn = text.endsWith('\r');
    this.#tail += rest.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
    this.#waiting += rest.length;
    if (this.#waiting >= this.#tail.length / waitingShare || this.#tail.length <= alwaysParsed) this.#parseTail(false);
  }

  /** Whether text waits until there is more of it. */
  get isBehind(): boolean {
    return this.#waiting > 0;
  }

  /** Parses what waits. */
  catchUp(): void {
    if (this.isBehind) this.#parseTail(false);
  }

  /** Nothing more will come. */
  finish(): void {
    this.#parseTail(true);
  }

  #parseTail(finished: boolean): void {
    this.#waiting = 0;
    const references = Object.create(this.#references) as References;
    const tokens = this.#blockTokens(references);
    if (tokens === null) return;
    const segments = segmentsOf(tokens);
    const lineStarts = lineStartsOf(this.#tail);
    const cut = finished ? segments.length : settledCount(segments, lineStarts.length - 1);

    const settling = segments.slice(0, cut);
    this.#define(settling, references, finished);
    const first = this.#settled.length;
    const blocks = segments.map(({ tokens, endLine }, index) => {
      const settled = index < cut;
      const end = this.#tailStart + (lineStarts[endLine] ?? this.#tail.length);
      const env = { references: settled ? this.#references : references };
      return new MarkdownBlock(first + index, settled, end, this.#parser, env, tokens);
    });
    this.#settled.push(...blocks.slice(0, cut));
    this.#unsettled = blocks.slice(cut);
    const consumed = finished ? this.#tail.length : (lineStarts[segments[cut]?.startLine ?? 0] ?? 0);
    this.#tail = this.#tail.slice(consumed);
    this.#tailStart += consumed;
  }

  /** Of the tail; `null` when there is too much in it. */
  #blockTokens(references: References): Token[] | null {
    if (this.#isTooMuch) return null;
    const tokens: Token[] = [];
    const env = this.#isLimited ? limitedEnv({ references }) : { references };
    try {
      this.#parser.block.parse(this.#tail, this.#parser, env, tokens);
      return tokens;
    } catch (error) {
      if (!(error instanceof TooMuchMarkup)) throw error;
      this.#isTooMuch = true;
      return null;
    }
  }

  /**
   * Keeps the definitions of blocks that settle, and renews the blocks before them that may refer to one: when there are
   * twice as many as the last time, and at the end. With every one of many, all blocks would be renewed again and again.
   */
  #define(settling: readonly Segment[], references: References, finished: boolean): void {
    for (const token of settling.flatMap((segment) => segment.tokens)) {
      if (token.type !== 'reference_definition' && token.type !== 'footnote_open') continue;
      const label = String(token.meta?.['label']);
      const reference = references[label];
      if (reference === undefined || label in this.#references) continue;
      this.#references[label] = reference;
      // They settle in the order of their numbers.
      if (token.type === 'footnote_open') this.#references[lastFootnote] = reference;
      this.#newDefinitions += 1;
    }
    if (this.#newDefinitions === 0 || (!finished && this.#newDefinitions < this.#definitions)) return;
    this.#definitions += this.#newDefinitions;
    this.#newDefinitions = 0;
    this.#settled = this.#settled.map((block) => (block.mayHoldReference ? block.withNewReferences() : block));
  }
}

/**
 * How many segments no further text can change: those before the last one that begins on a complete line.
 * A table needs its second line to be one. A link definition may yet swallow lines that follow it directly,
 * as its title.
 */
function settledCount(segments: readonly Segment[], completeLines: number): number {
  let cut = segments.findLastIndex(({ tokens, startLine }) => {
    const decisiveLines = tokens[0]?.type === 'table_open' ? 2 : 1;
    return startLine + decisiveLines <= completeLines;
  });
  while (cut > 0) {
    const before = segments[cut - 1]!;
    if (before.tokens[0]?.type !== 'reference_definition' || before.endLine < segments[cut]!.startLine) break;
    cut -= 1;
  }
  return Math.max(cut, 0);
}

function segmentsOf(tokens: readonly Token[]): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    if (token.level > 0 || token.nesting > 0) return;
    const own = tokens.slice(start, index + 1);
    const [startLine, endLine] = own[0]!.map!;
    segments.push({ tokens: own, startLine, endLine });
    start = index + 1;
  });
  return segments;
}

/** Where each line begins; as many entries as there are line breaks, and one. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
