import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';

/**
 * CommonMark with GitHub's tables and strikethrough. HTML stays text. Addresses become links only when
 * they carry a scheme: `utils.py` and `README.md` are file names far more often than hosts.
 */
export function createMarkdownParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  return parser;
}
