import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import { addFormulas } from './formulaRules.js';
import { addGitHubSyntax } from './gitHubRules.js';
import { limitLinks } from './linkLimit.js';
import { addNestingLimit } from './nestingRule.js';
import { addParsingLimit } from './parsingLimit.js';

/**
 * CommonMark with GitHub's tables, strikethrough, footnotes and folded sections, and with formulas as they are written. Other
 * HTML stays text. Addresses become links only when
 * they carry a scheme: `utils.py` and `README.md` are file names far more often than hosts.
 */
export function createMarkdownParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  limitLinks(parser.linkify);
  addFormulas(parser);
  addGitHubSyntax(parser);
  // Before all other rules.
  addNestingLimit(parser);
  addParsingLimit(parser);
  return parser;
}
