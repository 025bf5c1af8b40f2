import type { MarkdownIt, StateBlock } from 'markdown-it';

/** A quotation is one level, a list two. At a hundred, the parser would drop all that follows, to the end of the text. */
const maximumLevel = 32;

/** Each quotation around a line without marks looks at it anew. */
const maximumLazyLevel = 4;

/** What is nested deeper than people nest is text, with its marks. */
export function addNestingLimit(parser: MarkdownIt): void {
  parser.block.ruler.before('table', 'nesting_limit', deepText);
  parser.block.ruler.before('table', 'lazy_limit', endsDeepQuotation, { alt: ['blockquote'] });
}

/** A line without its mark goes on in a quotation, but not in one deep in others: there it begins a paragraph behind them all. */
function endsDeepQuotation(state: StateBlock, _startLine: number, _endLine: number, silent: boolean): boolean {
  return silent && state.level >= maximumLazyLevel;
}

/** All that is left of the block that holds it. */
function deepText(state: StateBlock, startLine: number, endLine: number): boolean {
  if (state.level < maximumLevel) return false;
  let end = startLine + 1;
  for (let line = end; line < endLine && belongs(state, line); line++) if (!state.isEmpty(line)) end = line + 1;
  state.line = end;
  const map: [number, number] = [startLine, end];
  state.push('paragraph_open', 'p', 1).map = map;
  const text = state.push('inline', '', 0);
  text.content = state.getLines(startLine, end, state.blkIndent, false).trim();
  text.map = map;
  text.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}

/** A line of a quotation without its mark is indented by less than nothing. */
function belongs(state: StateBlock, line: number): boolean {
  const indent = state.sCount[line]!;
  return state.isEmpty(line) || indent < 0 || indent >= state.blkIndent;
}
