import { commentText } from './comment.js';

/**
 * Marks of models for what they leave out: `// ... existing code ...`, `# ...`, `<!-- rest of the form -->`. A bare `...` is code in
 * some languages, and a mark only inside of diffs.
 */

const kept = String.raw`(?:unchanged|(?:stays?|remains?|is|are) (?:the same|unchanged|as (?:is|before))|remains?|as before|omitted|goes here|here)`;
const things = String.raw`(?:code|file|function|method|class|component|implementation|module|script|styles?|rules|imports?|methods|functions|fields|properties|props|routes|tests?|content|logic|lines|body|config(?:uration)?|markup|form|settings|definitions?|handlers?|stuff)`;
const filler = String.raw`(?: of)?(?: the| your| this)?(?: (?:existing|other|remaining|previous))?(?: \w+)?`;
const opening = String.raw`^(?:the |all |your |keep |\[|\()*`;
const german = String.raw`(?:(?:der|die|das) )?(?:rest(?:liche[rsn]?)?|bestehende[rs]?|vorhandene[rs]?|übrige[rs]?|bisherige[rs]?)`;
const germanThings = String.raw`(?:codes?|datei|funktion|methoden?|klasse|inhalts?|felder|zeilen|importe?|implementierung)`;
const germanKept = String.raw`(?:(?:(?:bleibt|bleiben|ist|sind) )?(?:unverändert|gleich|wie (?:bisher|zuvor|gehabt)))`;
const phrases = [
  String.raw`(?:existing|rest|remaining|remainder)\b${filler} ${things}(?: ${kept}){0,2}`,
  String.raw`(?:existing|rest|remaining|remainder|other|previous|same|unchanged)\b${filler}(?: ${things})?(?: ${kept}){1,2}`,
  String.raw`(?:snip(?:ped)?|(?:code|body|lines?) (?:is |are )?(?:omitted|snipped|unchanged)(?: .{1,30})?)`,
  String.raw`${german}(?: (?:des|der|von))?(?: ${germanThings}(?: ${germanKept})?| ${germanKept})`,
].map((phrase) => new RegExp(String.raw`${opening}${phrase}[\])]?[.…]*$`, 'i'));
/** Words that say that something is not shown; in a comment of code they may mean anything else. */
const elsewhere =
  /\b(?:unchanged|no changes?|same|before|above|implement(?:ation|ed)?|omitted|skipped|etc|snip|existing|remain(?:s|ing)?|rest|goes here|unverändert|wie bisher|sin cambios|todo)\b|\.{3}|…/i;

/** Whether a line stands for lines that are left out. Such a line may also be a comment of the file: see `applyCode`. */
export function isMark(line: string): boolean {
  // Most lines are none at first sight.
  if (!/^\s*(?:[/#<;%({]|--|REM)/i.test(line)) return false;
  const trimmed = line.trim();
  const content = trimmed.length > 200 ? undefined : commentText(trimmed.replace(/^\{\s+/, '{'));
  return content !== undefined && isPhrase(content);
}

function isPhrase(content: string): boolean {
  if (/^[[(<]?\s*(?:\.{3,}|…)/.test(content)) return true;
  if (content.length > 80) return false;
  // `--- existing code ---`, `<existing code>`
  const bare = content.replace(/^[-=*~<\s]+/, '').replace(/[-=*~>\s]+$/, '');
  return phrases.some((phrase) => phrase.test(bare));
}

/** Whether a line that is no comment says the same: `(The rest of the file is unchanged.)`, `... rest of the code ...`. */
export function saysElision(line: string): boolean {
  const text = line.trim();
  if (text.length > 100 || !/\s/.test(text)) return false;
  const bare = text.replace(/^[-.…*_(<[\s]+/, '').replace(/[-.…*_)>\]\s]+$/, '');
  return phrases.some((phrase) => phrase.test(bare));
}

/** Whether a comment that stands in place of code may mean that it is not shown. */
export const saysLittle = (line: string): boolean => elsewhere.test(line);

/** Whether a comment says that, and nothing else. */
export const saysUnchanged = (line: string): boolean =>
  /^\W*(?:unchanged|(?:the )?same(?: as (?:before|above))?|as before|no changes?(?: here)?|unverändert|wie (?:bisher|zuvor))\W*$/i.test(
    line,
  );

/** In a diff or a SEARCH, `...` alone stands for left out lines as well, unless the file has it. */
export const isElision = (line: string): boolean => isMark(line) || /^\s*(?:\.{3,}|…)\s*$/.test(line);
