const blocks = 'p, li, td, th, pre, summary, blockquote, h1, h2, h3, h4, h5, h6, .footnote';
/** Text of the view's own. */
const ownText = '.code-head, .show-more, .show-all, .remote-image-note, .alert-title';
/** More marks than this cost more than they help. */
const mostRanges = 1_000;

interface Piece {
  readonly node: Text;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** Where a message's text matches, in the order of the page, even across emphasis, links and colors. */
export function wordRanges(root: Element, pattern: RegExp): readonly Range[] {
  const { pieces, text } = textOf(root);
  const ranges: Range[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    const end = match.index + match[0].length;
    while (at + 1 < pieces.length && pieces[at + 1]!.start <= match.index) at += 1;
    let last = at;
    while (last + 1 < pieces.length && pieces[last + 1]!.start < end) last += 1;
    const range = new Range();
    setPlace(pieces[at], match.index, (node, offset) => range.setStart(node, offset));
    setPlace(pieces[last], end, (node, offset) => range.setEnd(node, offset));
    ranges.push(range);
    if (ranges.length === mostRanges) break;
  }
  return ranges;
}

function setPlace(piece: Piece | undefined, place: number, set: (node: Text, offset: number) => void): void {
  if (piece !== undefined) set(piece.node, Math.min(place - piece.start, piece.node.data.length));
}

/** The text of all blocks, with a line break between two of them. */
function textOf(root: Element): { readonly pieces: readonly Piece[]; readonly text: string } {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest(ownText) !== null) continue;
    const own = node.parentElement.closest(blocks);
    if (own !== block) {
      texts.push('\n');
      length += 1;
      block = own;
    }
    pieces.push({ node, start: length });
    texts.push(node.data);
    length += node.data.length;
  }
  return { pieces, text: texts.join('') };
}
