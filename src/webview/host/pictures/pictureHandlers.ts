import * as vscode from 'vscode';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { FilePart } from '../../../core/message.js';
import { picturesOf, type PictureReference } from '../../../core/picture.js';
import type { PictureAddress, PictureHostMessage, PictureViewMessage } from '../../protocol/pictures.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { pictureLabel } from './pictureViews.js';

/** Characters of base64, a multiple of four so that each piece is decoded by itself. To hand one over takes the host some milliseconds. */
export const pieceLength = 512 * 1024;

/** What the editor does with a picture. */
export interface PictureActions {
  /** Shows it in an editor. @param label what it is called */
  open(reference: PictureReference, picture: FilePart, label: string): Promise<void>;
  /** Asks for a file and writes it there; says itself how that ended. */
  save(picture: FilePart, label: string): Promise<void>;
}

/** Hands out the pictures of the conversation on screen. Nothing is kept between two pieces: who wants no more does not ask. */
export function pictureHandlers(
  session: () => Pick<ConversationSession, 'id' | 'branch'>,
  actions: PictureActions,
  post: (message: PictureHostMessage) => void,
): MessageHandlers<PictureViewMessage> {
  const find = ({ messageId, index }: PictureAddress): FilePart | undefined =>
    picturesOf(session().branch.find(({ id }) => id === messageId)?.parts ?? [])[index];
  /** For whoever has clicked: another window may have changed the chat meanwhile. */
  const use = async (
    address: PictureAddress,
    act: (picture: FilePart, label: string) => Promise<void>,
  ): Promise<void> => {
    const picture = find(address);
    if (picture !== undefined) return act(picture, pictureLabel(picture, address.index));
    void vscode.window.showWarningMessage(vscode.l10n.t('This image is no longer in the chat.'));
  };
  return {
    'picture-read': ({ messageId, index, offset }) => {
      const data = find({ messageId, index })?.data;
      if (data === undefined || offset % 4 !== 0) return post({ type: 'picture-gone', messageId, index });
      const end = offset + pieceLength;
      const base64 = data.slice(offset, end);
      post({ type: 'picture-piece', messageId, index, offset, base64, isLast: end >= data.length });
    },
    'picture-open': ({ messageId, index }) =>
      use({ messageId, index }, (picture, label) =>
        actions.open({ conversationId: session().id, messageId, index }, picture, label),
      ),
    'picture-save': ({ messageId, index }) =>
      use({ messageId, index }, (picture, label) => actions.save(picture, label)),
  };
}
