/**
 * One text with all that is in two drafts of one chat: the longer one when the other has grown into it, otherwise the older one before
 * the newer, as a paragraph of its own. Blank ones leave nothing behind.
 */
export function keepBoth(older: string, newer: string): string {
  if (hasGrownOutOf(newer, older)) return newer;
  if (hasGrownOutOf(older, newer)) return older;
  return `${older}\n\n${newer}`;
}

/** The same with what is given back; it stands behind what was given back just before, where that still begins the other one. */
export function giveBack(text: string, stored: string, before = ''): string {
  const stands = before !== '' && (stored === before || stored.startsWith(`${before}\n\n`));
  // It may be given back twice.
  if (!stands || hasGrownOutOf(stored, text)) return keepBoth(text, stored);
  return [before, text, stored.slice(before.length).replace(/^\n\n/u, '')].filter((part) => part !== '').join('\n\n');
}

/** Whether the part is at the beginning of a paragraph of the whole; anywhere else it may stand by chance. */
function hasGrownOutOf(whole: string, part: string): boolean {
  return `\n\n${whole}`.includes(`\n\n${part.trim()}`);
}
