/**
 * One text with all that is in two drafts of one chat: the longer one when it contains the other, otherwise the older one before
 * the newer. Blank ones leave nothing behind.
 */
export function keepBoth(older: string, newer: string): string {
  if (newer.includes(older.trim())) return newer;
  if (older.includes(newer.trim())) return older;
  return `${older}\n\n${newer}`;
}
