import type { Env, MarkdownIt, StateBlock } from 'markdown-it';

/** What the parser finds, and how often it looks for something, takes some microseconds each: as much as 3,000 rows of a table, or 5,000 items of lists. */
const maximumWork = 40_000;
/** Of those the parser looks at before it finds anything. */
const maximumLines = 50_000;
const steps = Symbol('steps');

/** The parser stopped: the text would keep the page busy for too long. */
export class TooMuchMarkup extends Error {}

/** What makes the parser stop there. */
export function limitedEnv(env: Env): Env {
  return Object.assign(env, { [steps]: 0 });
}

/** Never matches; it is asked at the beginning of each block and, of those that have many lines, each line. */
export function addParsingLimit(parser: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  parser.block.ruler.before('table', 'parsing_limit', stopAtLimit, { alt });
}

function stopAtLimit({ env, tokens, bMarks }: StateBlock): boolean {
  const before = env[steps];
  if (typeof before !== 'number') return false;
  env[steps] = before + 1;
  if (tokens.length + before > maximumWork || bMarks.length > maximumLines) throw new TooMuchMarkup();
  return false;
}
