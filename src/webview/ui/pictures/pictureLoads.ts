import type { PictureAddress, PictureHostMessage, PictureViewMessage } from '../../protocol/pictures.js';
import { PieceLoads, type PieceReceiver } from './pieceLoads.js';

export type { PieceReceiver as PictureReceiver } from './pieceLoads.js';

/** Fetches the bytes of pictures from the host, piece by piece. A picture has one load at a time. */
export class PictureLoads {
  readonly #loads: PieceLoads<PictureAddress>;

  constructor(post: (message: PictureViewMessage) => void) {
    this.#loads = new PieceLoads(
      (address, offset) => post({ type: 'picture-read', ...address, offset }),
      ({ messageId, index }) => `${index} ${messageId}`,
    );
  }

  /** @returns ends it: nothing is received any more. */
  start({ messageId, index }: PictureAddress, receiver: PieceReceiver): () => void {
    return this.#loads.start({ messageId, index }, receiver);
  }

  /** The host may have missed what was asked, or its answer was lost: a piece that comes twice is read once. */
  askAgain(): void {
    this.#loads.askAgain();
  }

  receive(message: PictureHostMessage): void {
    this.#loads.receive(message, message.type === 'picture-piece' ? message : undefined);
  }
}
