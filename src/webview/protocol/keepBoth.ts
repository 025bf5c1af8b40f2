/**
 * One text with all that is in two drafts of one chat: the longer one when the other has grown into it, otherwise the older one before
 * the newer, as a paragraph of its own. Blank ones leave nothing behind.
 */
export function keepBoth(older: string, newer: string): string {
  if (hasGrownOutOf(newer, older)) return newer;
  if (hasGrownOutOf(older, newer)) return older;
  return `${older}\n\n${newer}`;
}

/** What a draft is with another draft, or with a message that was given back after `after`. */
export function withKept(draft: string, text: string, after: string | undefined): string {
  return after === undefined ? keepBoth(text, draft) : giveBack(text, draft, after);
}

/**
 * A draft with a message that was given back, whatever else begins like it. @param before what was given back just before: where the draft
 * still begins with it, the message stands behind it.
 */
function giveBack(message: string, draft: string, before: string): string {
  // It may be given back twice.
  if (hasParagraphs(draft, message)) return draft;
  const parts = beginsWith(draft, before) ? [before, message, restBehind(before, draft)] : [message, draft];
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

/** Whether the first paragraphs of the text are these, if they are any. */
export function beginsWith(text: string, beginning: string): boolean {
  return beginning !== '' && (text === beginning || text.startsWith(`${beginning}\n\n`));
}

/** What follows in a text that starts with this. */
export function restBehind(beginning: string, text: string): string {
  return text.slice(beginning.length).replace(/^\n\n/u, '');
}

/** Whether the part is at the beginning of a paragraph of the whole, with its indentation or without; anywhere else it may stand by chance. */
function hasGrownOutOf(whole: string, part: string): boolean {
  return [part.trim(), part.trimEnd()].some((text) => `\n\n${whole}`.includes(`\n\n${text}`));
}

function hasParagraphs(text: string, paragraphs: string): boolean {
  return `\n\n${text}\n\n`.includes(`\n\n${paragraphs}\n\n`);
}

/** The text with this part of it, some of its paragraphs, replaced; `undefined` when it has no such part. */
export function replacePart(whole: string, part: string, by: string): string | undefined {
  const at = part === '' ? -1 : `\n\n${whole}\n\n`.indexOf(`\n\n${part}\n\n`);
  if (at < 0) return undefined;
  const around = [whole.slice(0, Math.max(0, at - 2)), by, whole.slice(at + part.length + 2)];
  return around.filter((paragraphs) => paragraphs !== '').join('\n\n');
}

/** The words that follow this beginning; the whole text when it begins otherwise, or in the middle of a word. */
export function addedTo(beginning: string, text: string): string {
  if (beginning === '' || !text.startsWith(beginning)) return text;
  const added = text.slice(beginning.length);
  return added === '' || /^\s/u.test(added) ? added.trim() : text;
}
