import type { Disposable } from '../core/disposables.js';
import type { AttachmentPart } from '../core/message.js';

/** What is attached to what is being written in each chat of this window, until it is sent. On disk once `add` has resolved. */
export interface DraftAttachments {
  /** In the order in which they were added, with what an earlier window has left there. Empty for an unknown chat. */
  list(conversationId: string): Promise<readonly AttachmentPart[]>;
  /** The same content from the same place is not added twice. @throws ScoutError when it cannot be stored, or there are too many */
  add(conversationId: string, parts: readonly AttachmentPart[]): Promise<void>;
  /** Those that are not there are gone already. */
  remove(conversationId: string, ids: readonly string[]): Promise<void>;
  /** Puts another in the place of the one with its id. */
  replace(conversationId: string, part: AttachmentPart): Promise<void>;
  /** Calls with the id of the chat. */
  onChanged(listener: (conversationId: string) => void): Disposable;
}

/** The same with what comes by itself, such as instructions of the workspace, before it. */
export interface ChatAttachments extends DraftAttachments {
  /** Resolves when what comes by itself into this chat is there, after a few seconds at the latest. */
  settled(conversationId: string): Promise<void>;
}
