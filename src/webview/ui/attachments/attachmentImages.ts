import type { AttachmentAddress, AttachmentHostMessage, AttachmentViewMessage } from '../../protocol/attachments.js';
import { PieceLoads, type PieceReceiver } from '../pictures/pieceLoads.js';

/** Fetches the bytes of attached images from the host, piece by piece. An image has one load at a time. */
export class AttachmentImages {
  readonly #loads: PieceLoads<AttachmentAddress>;

  constructor(post: (message: AttachmentViewMessage) => void) {
    this.#loads = new PieceLoads(
      (address, offset) => post({ type: 'attachment-read', ...address, offset }),
      ({ messageId, attachmentId }) => `${attachmentId} ${messageId ?? ''}`,
    );
  }

  /** @returns ends it: nothing is received any more. */
  start({ messageId, attachmentId }: AttachmentAddress, receiver: PieceReceiver): () => void {
    return this.#loads.start({ messageId, attachmentId }, receiver);
  }

  askAgain(): void {
    this.#loads.askAgain();
  }

  receive(message: Extract<AttachmentHostMessage, { readonly type: 'attachment-piece' | 'attachment-gone' }>): void {
    this.#loads.receive(message, message.type === 'attachment-piece' ? message : undefined);
  }
}
