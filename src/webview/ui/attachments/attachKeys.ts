type Key = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** Whether a key pressed in the composer attaches what is offered. By its place: with these modifiers it writes another letter on a Mac. */
export function attachesOffered(key: Key, isMac: boolean): boolean {
  const { code, shiftKey, ctrlKey, metaKey, altKey, isComposing } = key;
  return code === 'KeyA' && altKey && metaKey === isMac && !ctrlKey && !shiftKey && !isComposing;
}
