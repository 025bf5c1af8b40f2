import { picturesOf } from '../../core/picture.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { UnsavedChat } from '../archives/withUnsaved.js';
import type { FindPicture } from './pictureFiles.js';

export interface FindPictureDependencies {
  readonly history: Pick<ChatHistory, 'messages'>;
  /** The chats of which something may not be on disk yet. */
  readonly unsavedChats: () => Promise<readonly UnsavedChat[]>;
}

/** Finds pictures in the history, and in chats that are not on disk yet. */
export function findPicture({ history, unsavedChats }: FindPictureDependencies): FindPicture {
  return async ({ conversationId, messageId, index }) => {
    const unsaved = (await unsavedChats()).find(({ id }) => id === conversationId);
    const messages = unsaved?.messages ?? (await history.messages(conversationId, [messageId]));
    return picturesOf(messages.find(({ id }) => id === messageId)?.parts ?? [])[index];
  };
}
