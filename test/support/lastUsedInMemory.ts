import { LastUsedSelection } from '../../src/models/lastUsedSelection.js';
import type { StoredSelection } from '../../src/storage/api/chatHistory.js';

/** What a window has used last, which it forgets with the test. @param stored what it had used before a reload. */
export function lastUsedInMemory(
  stored: unknown = undefined,
  settings: () => StoredSelection | null = () => null,
  isEndpoint: (id: string) => boolean = () => true,
): LastUsedSelection {
  let value = stored;
  const store = { read: () => value, write: (selection: StoredSelection) => void (value = selection) };
  return new LastUsedSelection({
    store,
    settings,
    isEndpoint,
    onError: (error) => {
      throw error;
    },
  });
}
