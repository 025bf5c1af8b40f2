export const isMac = /^Mac/u.test(navigator.platform);

/** Keys as people know them from the editor's menus; `newChat` is what package.json binds. */
export const keys = {
  newChat: isMac ? '⌘K N' : 'Ctrl+K N',
  enter: isMac ? '↩' : 'Enter',
  controlEnter: isMac ? '⌘↩' : 'Ctrl+Enter',
  escape: isMac ? '⎋' : 'Escape',
  attachOffered: isMac ? '⌥⌘A' : 'Alt+A',
  /** As `aria-keyshortcuts` names it. */
  attachOfferedSpoken: isMac ? 'Alt+Meta+A' : 'Alt+A',
} as const;
