import type { Conversations } from '../chat/conversation/conversations.js';
import { DeletionPurge } from '../chat/list/deletionPurge.js';
import type { Drafts } from '../profile/drafts.js';
import type { StoredDraftAttachments } from '../profile/storedDraftAttachments.js';
import type { ChatContext } from './chatApplication.js';
import type { Privacy } from './createPrivacy.js';

interface PurgedParts {
  readonly conversations: Conversations;
  readonly drafts: Drafts;
  readonly attachments: StoredDraftAttachments;
  readonly privacy: Privacy;
}

/** What is purged takes its draft, what its placeholders stand for, and what could not be saved of it, with it. */
export function createPurge(
  { storage, logger }: ChatContext,
  { conversations, drafts, attachments, privacy }: PurgedParts,
): DeletionPurge {
  return new DeletionPurge(
    {
      history: storage.history,
      writer: conversations.writer,
      logger: logger.child('chat'),
      onPurged: (ids) => {
        for (const id of ids) void drafts.save(id, '');
        privacy.forget(ids).catch(() => logger.warn('Could not remove the placeholders of deleted chats'));
        attachments.forget(ids).catch((error: unknown) => logger.error('Could not delete attachments', error));
        storage.unsavable.forget(ids).catch((error: unknown) => logger.error('Could not delete a file', error));
      },
    },
    (listener) => conversations.list.onChanged(listener),
  );
}
