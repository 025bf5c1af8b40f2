import type * as vscode from 'vscode';
import type { FilePart } from '../../core/message.js';
import { picturesOf } from '../../core/picture.js';
import type { ChatHistory } from '../../storage/api/chatHistory.js';
import type { UnsavedChat } from '../archives/withUnsaved.js';
import { referenceIn } from './pictureUri.js';

export interface FindPictureDependencies {
  readonly history: Pick<ChatHistory, 'messages'>;
  /** The chats of which something may not be on disk yet. */
  readonly unsavedChats: () => Promise<readonly UnsavedChat[]>;
}

/** Finds a picture in the history, or in a chat that is not on disk yet; `undefined` when there is none with this address. */
export async function findPicture(
  uri: vscode.Uri,
  { history, unsavedChats }: FindPictureDependencies,
): Promise<FilePart | undefined> {
  const reference = referenceIn(uri);
  if (reference === undefined) return undefined;
  const { conversationId, messageId, index } = reference;
  const unsaved = (await unsavedChats()).find(({ id }) => id === conversationId);
  const messages = unsaved?.messages ?? (await history.messages(conversationId, [messageId]));
  return picturesOf(messages.find(({ id }) => id === messageId)?.parts ?? [])[index];
}
