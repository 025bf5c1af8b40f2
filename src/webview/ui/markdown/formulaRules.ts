/** Formulas as they are written: Markdown's escapes and emphasis do not reach into them. */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

const dollar = 0x24;
const backslash = 0x5c;
/** Farther away than this, in characters, nothing ends a formula in a line of text: what begins none costs no more. */
const maximumInline = 1_000;
/** Before which rules a formula may end what stands above it. */
const interrupted = ['paragraph', 'reference', 'blockquote', 'list'];

export function addFormulas(parser: MarkdownIt): void {
  parser.block.ruler.before('fence', 'formula_block', formulaBlock, { alt: interrupted });
  parser.inline.ruler.before('escape', 'formula', formula);
}

/**
 * A line that begins with `$$` or `\[` and what follows, to the line that ends with `$$` or `\]`, else to a blank line: so
 * that no later text decides what a line is. A formula with text behind it on its line is part of a paragraph.
 */
function formulaBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const close = first.startsWith('$$') && first[2] !== '$' ? '$$' : first.startsWith('\\[') ? '\\]' : undefined;
  if (close === undefined) return false;
  const firstClose = first.indexOf(close, 2);
  if (firstClose >= 0 && firstClose + close.length < first.length) return false;
  if (silent) return first !== '$$' || !isOpenAbove(state, startLine);
  let line = startLine + 1;
  if (firstClose < 0) {
    for (; line < endLine; line++) {
      if (state.isEmpty(line) || state.sCount[line]! < state.blkIndent) break;
      if (lineOf(state, line).endsWith(close)) {
        line += 1;
        break;
      }
    }
  }
  state.line = line;
  const token = state.push('formula_block', 'code', 0);
  token.content = state.getLines(startLine, line, state.sCount[startLine]!, false);
  token.map = [startLine, line];
  return true;
}

/** Whether a line of the paragraph above ends with `$$` behind other text, and none after it has them: this line ends its formula. */
function isOpenAbove(state: StateBlock, startLine: number): boolean {
  let left = maximumInline;
  for (let line = startLine - 1; line >= state.line && left > 0; line--) {
    const above = lineOf(state, line);
    if (above.includes('$$')) return above.endsWith('$$') && above !== '$$' && above.split('$$').length % 2 === 0;
    left -= above.length + 1;
  }
  return false;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trimEnd();
}

function formula(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const end = endOfFormula(src, pos, Math.min(posMax, pos + maximumInline));
  if (end < 0) return false;
  if (!silent) state.push('formula', 'code', 0).content = src.slice(pos, end);
  state.pos = end;
  return true;
}

/** @returns where the formula ends that begins here; -1 if none does. */
function endOfFormula(src: string, start: number, limit: number): number {
  const next = src.charCodeAt(start + 1);
  switch (src.charCodeAt(start)) {
    case backslash: {
      const close = next === 0x28 ? '\\)' : next === 0x5b ? '\\]' : undefined;
      return close === undefined ? -1 : after(src.slice(start, limit), close, start);
    }
    case dollar:
      return next === dollar ? after(src.slice(start, limit), '$$', start) : endOfDollars(src, start, limit);
    default:
      return -1;
  }
}

function after(text: string, close: string, start: number): number {
  const index = text.indexOf(close, 2);
  return index <= 2 ? -1 : start + index + close.length;
}

/** As in Pandoc, so that prices stay text: no space inside the dollars, no digit behind them, one line. */
function endOfDollars(src: string, start: number, limit: number): number {
  if (start > 0 && /[\w$]/u.test(src[start - 1]!)) return -1;
  if (/[\s$]/u.test(src[start + 1] ?? ' ')) return -1;
  for (let index = start + 1; index < limit; index++) {
    const character = src[index];
    if (character === '\n' || character === '`') return -1;
    if (character === '\\') index += 1;
    else if (character === '$')
      return /\s/u.test(src[index - 1]!) || /[\d$]/u.test(src[index + 1] ?? '') ? -1 : index + 1;
  }
  return -1;
}
