type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/** The key code of a key that an input method has taken; some report it after `isComposing` has ended. */
const takenByInputMethod = 229;

/**
 * Whether a key pressed in the composer sends the message. Ctrl+Enter and Cmd+Enter always do; Enter and
 * Shift+Enter share the rest as the setting says. An Enter that accepts what an input method composed never does.
 */
export function sendsMessage(key: Key, sendOnEnter: boolean): boolean {
  if (key.key !== 'Enter' || key.altKey || key.isComposing || key.keyCode === takenByInputMethod) return false;
  if (key.ctrlKey || key.metaKey) return true;
  return key.shiftKey !== sendOnEnter;
}
