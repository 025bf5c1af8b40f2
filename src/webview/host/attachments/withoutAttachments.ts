import type { AttachmentViewMessage } from '../../protocol/attachments.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';

const ignore = (): void => undefined;

/** For a view that nothing can be attached in: it is told of nothing, so that it shows no way to, and is asked for nothing. */
export const withoutAttachments: MessageHandlers<AttachmentViewMessage> = {
  attach: ignore,
  'attach-pick': ignore,
  'attach-uris': ignore,
  'attach-pasted': ignore,
  'attach-piece': ignore,
  'attach-cancel': ignore,
  'attachment-remove': ignore,
  'attachment-open': ignore,
  'attachment-read': ignore,
  complete: ignore,
  'prompt-accept': ignore,
};
