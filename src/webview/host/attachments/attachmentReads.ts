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

type ReadMessage = Extract<AttachmentViewMessage, { readonly type: 'attachment-open' | 'attachment-read' }>;

/** What is asked of a conversation on screen. */
export interface ShownChat {
  readonly id: string;
  readonly branch: readonly { readonly id: string; readonly parts: readonly MessagePart[] }[];
}

/** Shows attachments of the chat on screen, and hands out their images in pieces. Nothing is kept between two pieces. */
export function attachmentReadHandlers(
  { drafts, open }: Pick<AttachmentDependencies, 'drafts' | 'open'>,
  chat: () => ShownChat,
  post: (message: AttachmentHostMessage) => void,
): MessageHandlers<ReadMessage> {
  const find = async ({ messageId, attachmentId }: AttachmentAddress): Promise<AttachmentPart | undefined> => {
    const { id, branch } = chat();
    const parts =
      messageId === null ? await drafts.list(id) : branch.find((message) => message.id === messageId)?.parts;
    return parts
      ?.filter((part): part is AttachmentPart => part.type === 'attachment')
      .find((part) => part.id === attachmentId);
  };
  return {
    'attachment-open': async ({ messageId, attachmentId }) => {
      const conversationId = chat().id;
      const part = await find({ messageId, attachmentId });
      if (part !== undefined) return open(part, { conversationId, messageId, attachmentId });
      // Another window, or the host itself, has removed it meanwhile.
      void vscode.window.showWarningMessage(vscode.l10n.t('This attachment is no longer in the chat.'));
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
