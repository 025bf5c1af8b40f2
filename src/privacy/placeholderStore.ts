import type { Disposable } from '../core/disposables.js';
import type { PlaceholderGroup } from './conversationPlaceholders.js';

/** Where it is kept what placeholders stand for, beyond the life of a window; several windows share it. */
export interface PlaceholderStore {
  /** `undefined` when nothing is stored of this conversation. Rejects when the store cannot be read. */
  load(conversationId: string): Promise<readonly PlaceholderGroup[] | undefined>;
  /** Adds these to what is stored; what other windows have stored stays. */
  save(conversationId: string, groups: readonly PlaceholderGroup[]): Promise<void>;
  remove(conversationIds: readonly string[]): Promise<void>;
  /** Somebody has written or removed what is stored of a conversation. */
  onChanged(listener: (conversationId: string) => void): Disposable;
}

/** Keeps nothing. */
export const nothingStored: PlaceholderStore = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  onChanged: () => ({ dispose: () => undefined }),
};
