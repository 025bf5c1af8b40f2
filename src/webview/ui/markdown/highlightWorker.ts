/** Colors code in a thread of its own: the expressions of some grammars need minutes for a few kilobytes. */
import { coloringOf } from './coloring.js';
import { highlight } from './highlighter.js';
import type { HighlightAnswer, HighlightRequest } from './highlighterClient.js';

const answer = (message: HighlightAnswer): void => postMessage(message);

onmessage = ({ data: { id, code, language, limit } }: MessageEvent<HighlightRequest>) => {
  const tree = highlight(code, language);
  answer({ id, coloring: tree === null ? null : coloringOf(tree, limit) });
};
answer({ id: null, coloring: null });
