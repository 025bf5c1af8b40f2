/** What GitHub shows beside CommonMark and its tables: footnotes, folded sections, and some tags of HTML. */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** Longer ones, in characters, are text: the rules look at each place of the text no farther than that. */
const maximumLabel = 100;
const maximumTagLine = 500;
const maximumTagContent = 1_000;
/** They stand for themselves: no attributes, and nothing that is not text. */
const simpleTags = ['b', 'code', 'del', 'em', 'i', 'ins', 'kbd', 's', 'samp', 'strong', 'sub', 'sup', 'var'];
const simpleTagOpening = new RegExp(`^<(${simpleTags.join('|')})>`, 'iu');
/** Beside the labels of footnotes, which all follow this with at least one character: the number of the last one, as its title. */
export const lastFootnote = '[^';
const interrupted = ['paragraph', 'reference', 'blockquote', 'list'];

export function addGitHubSyntax(parser: MarkdownIt): void {
  parser.block.ruler.before('reference', 'footnote', footnote, { alt: ['paragraph', 'reference'] });
  parser.block.ruler.before('table', 'details', details, { alt: interrupted });
  parser.inline.ruler.before('link', 'footnote_reference', footnoteReference);
  parser.inline.ruler.before('autolink', 'simple_tag', simpleTag);
}

/** A key beside those of link references: none of these can hold such a bracket. */
function keyOf(parser: MarkdownIt, label: string): string {
  return `[^${parser.utils.normalizeReference(label)}`;
}

/** `[^label]: text`, with more blocks behind it that are indented by four. */
function footnote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  const head = state.src.slice(start, Math.min(state.eMarks[startLine]!, start + maximumLabel));
  const match = /^\[\^([^\s[\]]+)\]:/u.exec(head);
  if (match === null) return false;
  if (silent) return true;
  const label = keyOf(state.md, match[1]!);
  const number = numberOf(state, label);
  const token = state.push('footnote_open', 'div', 1);
  token.meta = { label, number };
  token.content = match[1]!;
  const map: [number, number] = [startLine, startLine];
  token.map = map;
  parseFootnoteText(state, startLine, endLine, start + match[0].length);
  map[1] = state.line;
  state.push('footnote_close', 'div', -1);
  return true;
}

/** Footnotes stay where they were written, so they are numbered in that order. */
function numberOf(state: StateBlock, label: string): string {
  const references = (state.env.references ??= {});
  const known = references[label];
  if (known !== undefined) return known.title;
  const number = String(Number(references[lastFootnote]?.title ?? 0) + 1);
  references[label] = { title: number, href: '' };
  references[lastFootnote] = { title: number, href: '' };
  return number;
}

/** Reads the line from `start` on, and all below that is indented, as the content of a block. */
function parseFootnoteText(state: StateBlock, line: number, endLine: number, start: number): void {
  const { parentType } = state;
  const [begin, shift, column] = [state.bMarks[line]!, state.tShift[line]!, state.sCount[line]!];
  const initial = column + start - (begin + shift);
  let offset = initial;
  let position = start;
  for (; position < state.eMarks[line]!; position++) {
    const character = state.src[position];
    if (character === '\t') offset += 4 - (offset % 4);
    else if (character === ' ') offset += 1;
    else break;
  }
  state.bMarks[line] = start;
  state.tShift[line] = position - start;
  state.blkIndent += 4;
  state.sCount[line] = offset - initial + state.blkIndent;
  state.parentType = 'footnote';
  state.md.block.tokenize(state, line, endLine);
  state.parentType = parentType;
  state.blkIndent -= 4;
  state.bMarks[line] = begin;
  state.tShift[line] = shift;
  state.sCount[line] = column;
}

function footnoteReference(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '[' || src[pos + 1] !== '^') return false;
  const match = /^\[\^([^\s[\]]+)\]/u.exec(src.slice(pos, Math.min(posMax, pos + maximumLabel)));
  const reference = match === null ? undefined : state.env.references?.[keyOf(state.md, match[1]!)];
  if (match === null || reference === undefined) return false;
  if (!silent) {
    const token = state.push('footnote_reference', 'sup', 0);
    token.content = match[1]!;
    token.meta = { number: reference.title };
  }
  state.pos += match[0].length;
  return true;
}

/**
 * A line with nothing but `<details>`, `<summary>…</summary>`, both, or `</details>`. Each is a block of its own, and
 * belongs together only when it is rendered: what comes later never changes what a line is.
 */
function details(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  const end = state.eMarks[startLine]!;
  if (state.src[start] !== '<' || end - start > maximumTagLine) return false;
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const line = state.src.slice(start, end).trim();
  const opening = /^<details(?: open(?:="")?)?>/iu.exec(line);
  const rest = opening === null ? line : line.slice(opening[0].length).trim();
  const summary = /^<summary>(.*)<\/summary>$/iu.exec(rest);
  const isClosing = /^<\/details>$/iu.test(line);
  if (!isClosing && summary === null && (opening === null || rest !== '')) return false;
  if (silent) return true;
  const map: [number, number] = [startLine, startLine + 1];
  state.line = startLine + 1;
  if (isClosing) {
    const token = state.push('details_end', 'details', 0);
    token.content = line;
    token.map = map;
  } else pushHead(state, opening === null ? 'summary' : 'details_head', summary?.[1], map);
  return true;
}

/** One block for the line: that the section begins, what stands on it, or both. */
function pushHead(state: StateBlock, type: string, text: string | undefined, map: [number, number]): void {
  state.push(`${type}_open`, 'summary', 1).map = map;
  if (text !== undefined) {
    const inline = state.push('inline', '', 0);
    inline.content = text.replace(/<\/?h[1-6]>/giu, '').trim();
    inline.map = map;
    inline.children = [];
  }
  state.push(`${type}_close`, 'summary', -1);
}

/** `<br>`, and text in one of the simple tags. */
function simpleTag(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '<') return false;
  const lineBreak = /^<br ?\/?>/iu.exec(src.slice(pos, pos + 6));
  if (lineBreak !== null) {
    if (!silent) state.push('hardbreak', 'br', 0);
    state.pos += lineBreak[0].length;
    return true;
  }
  const tag = simpleTagOpening.exec(src.slice(pos, pos + '<strong>'.length))?.[1]?.toLowerCase();
  if (tag === undefined) return false;
  const start = pos + tag.length + 2;
  const close = `</${tag}>`;
  const length = src
    .slice(start, Math.min(posMax, start + maximumTagContent))
    .toLowerCase()
    .indexOf(close);
  if (length < 0) return false;
  if (!silent) {
    state.push('simple_tag_open', tag, 1);
    state.pos = start;
    state.posMax = start + length;
    state.md.inline.tokenize(state);
    state.push('simple_tag_close', tag, -1);
    state.posMax = posMax;
  }
  state.pos = start + length + close.length;
  return true;
}
