import MarkdownIt from 'markdown-it';

/** HTML that goes on over blank lines until its end is written: how it begins, its end as it is found, and as it is written. */
const openEnded: readonly (readonly [begin: RegExp, end: RegExp, written: string])[] = [
  [/^<(script|pre|style|textarea)(?=[\s>]|$)/iu, /<\/(?:script|pre|style|textarea)>/iu, '</$1>'],
  [/^<!--/u, /-->/u, '-->'],
  [/^<\?/u, /\?>/u, '?>'],
  [/^<![A-Z]/iu, />/u, '>'],
  [/^<!\[CDATA\[/u, /\]\]>/u, ']]>'],
];

const parser = new MarkdownIt({ html: true });
// What lies within the blocks does not matter.
parser.core.ruler.enableOnly(['normalize', 'block']);

/**
 * The text with an end to the block of code or HTML that it leaves open, as an answer does that was cut off: all that follows it in a
 * document would be part of that block.
 */
export function closedMarkdown(text: string): string {
  const last = parser.parse(text, {}).at(-1);
  if (last?.level !== 0 || last.map === null) return text;
  if (last.type === 'fence') {
    const lines = text.split(/\r\n?|\n/u).slice(last.map[0], last.map[1]);
    return isClosed(lines, last.markup) ? text : `${text}\n${last.markup}`;
  }
  const html = last.type === 'html_block' ? last.content.trimStart() : '';
  const [begin, end, written] = openEnded.find(([pattern]) => pattern.test(html)) ?? [];
  if (begin === undefined || end!.test(html)) return text;
  return `${text}\n${begin.exec(html)![0].replace(begin, written!)}`;
}

/** @param lines of a block of code, the fence that opens it included. It ends with the first line that closes it. */
function isClosed(lines: readonly string[], fence: string): boolean {
  const [, ...rest] = lines;
  const last = (rest.at(-1) ?? '').replace(/^ {1,3}/u, '').trimEnd();
  return last.length >= fence.length && last === fence[0]!.repeat(last.length);
}
