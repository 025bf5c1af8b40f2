import { commentText } from './comment.js';

/**
 * Marks of models for what they leave out: `// ... existing code ...`, `# ...`, `<!-- rest of the form -->`. A bare `...` is code in
 * some languages, and a mark only inside of diffs.
 */

const kept = String.raw`(?:unchanged|(?:stays?|remains?|is|are) (?:the same|unchanged|as (?:is|before))|remains?|as before|omitted|goes here|here)`;
const things = String.raw`(?:code|file|function|method|class|component|implementation|module|script|styles?|rules|imports?|methods|functions|fields|properties|props|routes|tests?|content|logic|lines|body|config(?:uration)?|markup|form|settings|definitions?|handlers?|stuff)`;
const filler = String.raw`(?: of)?(?: the| your| this)?(?: (?:existing|other|remaining|previous))?(?: \w+)?`;
const opening = String.raw`^(?:the |all |your |keep |\[|\()*`;
const phrases = [
  String.raw`(?:existing|rest|remaining|remainder)\b${filler} ${things}(?: ${kept}){0,2}`,
  String.raw`(?:existing|rest|remaining|remainder|other|previous|same|unchanged)\b${filler}(?: ${things})?(?: ${kept}){1,2}`,
].map((phrase) => new RegExp(String.raw`${opening}${phrase}[\])]?[.…]*$`, 'i'));

/** Whether a line stands for lines that are left out. Such a line may also be a comment of the file: see `applyCode`. */
export function isMark(line: string): boolean {
  // Most lines are none at first sight.
  if (!/^\s*(?:[/#<;%({]|--|REM)/i.test(line)) return false;
  const trimmed = line.trim();
  const content = trimmed.length > 200 ? undefined : commentText(trimmed.replace(/^\{\s+/, '{'));
  if (content === undefined) return false;
  if (/^[[(]?\s*(?:\.{3,}|…)/.test(content)) return true;
  return content.length <= 80 && phrases.some((phrase) => phrase.test(content));
}

/** In a diff or a SEARCH, `...` alone stands for left out lines as well, unless the file has it. */
export const isElision = (line: string): boolean => isMark(line) || /^\s*(?:\.{3,}|…)\s*$/.test(line);
