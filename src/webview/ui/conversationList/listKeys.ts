/** What a key means in the list of conversations. */
export type ListCommand =
  | {
      readonly type: 'move';
      /** Rows, down or up; infinite for the ends. */ readonly by: number;
      readonly extends: boolean;
    }
  | { readonly type: 'rename' | 'delete' | 'menu' | 'select-all' | 'undo' }
  | { readonly type: 'find'; readonly character: string };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const rowsOfPage = 10;
const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: rowsOfPage,
  PageUp: -rowsOfPage,
  Home: -Infinity,
  End: Infinity,
};

/** @returns `undefined` for a key that means nothing here. */
export function listCommand({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): ListCommand | undefined {
  const command = ctrlKey || metaKey;
  if (altKey) return undefined;
  if (command) {
    if (key.toLowerCase() === 'a') return { type: 'select-all' };
    return key.toLowerCase() === 'z' && !shiftKey ? { type: 'undo' } : undefined;
  }
  const by = moves[key];
  if (by !== undefined) return { type: 'move', by, extends: shiftKey };
  if (key === 'F2') return { type: 'rename' };
  if (key === 'Delete') return { type: 'delete' };
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return { type: 'menu' };
  // Space presses a button, and chooses a row.
  return [...key].length === 1 && key !== ' ' ? { type: 'find', character: key } : undefined;
}
