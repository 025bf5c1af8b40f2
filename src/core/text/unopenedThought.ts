import { firstMark, thoughtEnds, thoughtMarks } from './thoughtMarks.js';

const opens = thoughtMarks.flatMap((marks) => marks.opens);
const ends = thoughtEnds.map((mark) => mark.replaceAll(/[[\]|]/gu, String.raw`\$&`)).join('|');
/** All that decides where code is, and the ends of thoughts. */
const tokens = new RegExp('(?<fence>^ {0,3}(?:`{3,}|~{3,}))|(?<ticks>`+)|(?<line>\\n)|' + `(?<end>${ends})`, 'gimu');

/** An element of XML, whose end is no mark. */
const openedElement = new RegExp(
  `${opens.flatMap((mark) => /^<[a-z:]+(?=>$)/u.exec(mark) ?? []).join('\\s|')}\\s`,
  'iu',
);
/** JSON, in whose texts anything may stand. */
const json = /^[{[]\s*["{[\]}]/u;

/** How much of a text is looked at, in UTF-16 code units, so that it takes some milliseconds only; no thought is as long. */
const longestThought = 1_000_000;

/**
 * Takes an answer apart that begins with a thought of which only the end is marked: the prompt's template has opened it, so the model does not
 * (open-webui/open-webui#11259, vllm-project/vllm#12999). An end in code or in a sentence, or with a beginning in front of it, is no such end.
 * @returns `undefined` for any other answer
 */
export function splitUnopenedThought(text: string): { thought: string; answer: string } | undefined {
  // Nearly all answers have none, and that is told faster.
  const beginning = text.slice(0, longestThought);
  const end = firstMark(beginning, thoughtEnds) && endIn(beginning);
  if (end === undefined) return undefined;
  const thought = text.slice(0, end.at).trim();
  if (thought === '' || firstMark(thought, opens) !== undefined) return undefined;
  if (openedElement.test(thought) || json.test(thought)) return undefined;
  return { thought, answer: text.slice(end.at + end.length).trimStart() };
}

function endIn(text: string): { at: number; length: number } | undefined {
  let fence: string | undefined;
  let isInCode = false;
  for (const { 0: token, index: at, groups } of text.matchAll(tokens)) {
    if (groups?.['line'] !== undefined) isInCode = false;
    else if (groups?.['fence'] !== undefined) {
      const mark = token.trimStart();
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
    } else if (fence !== undefined) continue;
    else if (groups?.['ticks'] !== undefined) isInCode = !isInCode;
    else if (!isInCode && !isInSentence(text, at, at + token.length)) return { at, length: token.length };
  }
  return undefined;
}

/** Whether a mark stands between the words of a line, with a space or a quotation mark in front: it is spoken of. */
function isInSentence(text: string, at: number, end: number): boolean {
  return (
    /(?:\S[ \t]|["'“„«(])$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[^\n]*\S/u.test(text.slice(end, end + 200))
  );
}
