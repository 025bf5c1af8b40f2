/**
 * One text with all that is in two drafts of one chat: the longer one when the other has grown into it, otherwise the older one before
 * the newer, as a paragraph of its own. Blank ones leave nothing behind.
 */
export function keepBoth(older: string, newer: string): string {
  if (hasGrownOutOf(newer, older)) return newer;
  if (hasGrownOutOf(older, newer)) return older;
  return `${older}\n\n${newer}`;
}

/** Whether the part is at the beginning of a paragraph of the whole; anywhere else it may stand by chance. */
function hasGrownOutOf(whole: string, part: string): boolean {
  return `\n\n${whole}`.includes(`\n\n${part.trim()}`);
}
