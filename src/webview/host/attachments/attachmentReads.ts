import * as vscode from 'vscode';
import type { AttachmentPart, MessagePart } from '../../../core/message.js';
import {
  attachmentPieceLength,
  type AttachmentAddress,
  type AttachmentHostMessage,
  type AttachmentViewMessage,
} from '../../protocol/attachments.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import type { AttachmentDependencies } from './attachmentPorts.js';
import { isShownImage } from './attachmentViews.js';

type ReadMessage = Extract<
  AttachmentViewMessage,
  { readonly type: 'attachment-open' | 'attachment-compare' | 'attachment-read' }
>;

/** What is asked of a conversation on screen. */
export interface ShownChat {
  readonly id: string;
  readonly branch: readonly { readonly id: string; readonly parts: readonly MessagePart[] }[];
}

/** What is attached to a message of the chat; empty for one that is not there. */
export function attachmentsOf({ branch }: ShownChat, messageId: string): readonly AttachmentPart[] {
  const parts = branch.find(({ id }) => id === messageId)?.parts ?? [];
  return parts.filter((part) => part.type === 'attachment');
}

/** Shows attachments of the chat on screen, and hands out their images in pieces. Nothing is kept between two pieces. */
export function attachmentReadHandlers(
  { drafts, open, compare }: Pick<AttachmentDependencies, 'drafts' | 'open' | 'compare'>,
  chat: () => ShownChat,
  post: (message: AttachmentHostMessage) => void,
): MessageHandlers<ReadMessage> {
  const find = async ({ messageId, attachmentId }: AttachmentAddress): Promise<AttachmentPart | undefined> => {
    const parts = messageId === null ? await drafts.list(chat().id) : attachmentsOf(chat(), messageId);
    return parts.find(({ id }) => id === attachmentId);
  };
  // Another window, or the host itself, has removed it meanwhile.
  const tellGone = (): void =>
    void vscode.window.showWarningMessage(vscode.l10n.t('This attachment is no longer in the chat.'));
  return {
    'attachment-open': async ({ messageId, attachmentId }) => {
      const conversationId = chat().id;
      const part = await find({ messageId, attachmentId });
      if (part !== undefined) return open(part, { conversationId, messageId, attachmentId });
      tellGone();
    },
    'attachment-compare': async (address) => {
      const part = await find(address);
      return part === undefined ? tellGone() : compare(part);
    },
    'attachment-read': async ({ messageId, attachmentId, offset }) => {
      const part = await find({ messageId, attachmentId });
      if (part?.data === undefined || !isShownImage(part) || offset % 4 !== 0)
        return post({ type: 'attachment-gone', messageId, attachmentId });
      const end = offset + attachmentPieceLength;
      const base64 = part.data.slice(offset, end);
      post({ type: 'attachment-piece', messageId, attachmentId, offset, base64, isLast: end >= part.data.length });
    },
  };
}
