import type { PictureAddress, PictureHostMessage, PictureViewMessage } from '../../protocol/pictures.js';

type Piece = Extract<PictureHostMessage, { readonly type: 'picture-piece' }>;

export interface PictureReceiver {
  /** @param pieces all that has come so far. @returns whether the next piece is wanted; not asked after the last one. */
  readonly onPiece: (pieces: readonly Uint8Array<ArrayBuffer>[], isLast: boolean) => boolean;
  /** There is no such picture, or its data is no base64. */
  readonly onBroken: () => void;
}

interface Load {
  readonly address: PictureAddress;
  readonly receiver: PictureReceiver;
  readonly pieces: Uint8Array<ArrayBuffer>[];
  /** What has come, in characters of base64. */
  offset: number;
}

/** Fetches the bytes of pictures from the host, piece by piece. A picture has one load at a time. */
export class PictureLoads {
  readonly #post: (message: PictureViewMessage) => void;
  readonly #loads = new Map<string, Load>();

  constructor(post: (message: PictureViewMessage) => void) {
    this.#post = post;
  }

  /** @returns ends it: nothing is received any more. */
  start({ messageId, index }: PictureAddress, receiver: PictureReceiver): () => void {
    const load: Load = { address: { messageId, index }, receiver, pieces: [], offset: 0 };
    const key = keyOf(load.address);
    this.#loads.set(key, load);
    this.#ask(load);
    return () => {
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    };
  }

  /** The host may have missed what was asked, or its answer was lost: a piece that comes twice is read once. */
  askAgain(): void {
    for (const load of this.#loads.values()) this.#ask(load);
  }

  receive(message: PictureHostMessage): void {
    const key = keyOf(message);
    const load = this.#loads.get(key);
    if (load === undefined) return;
    if (message.type === 'picture-piece') {
      if (message.offset !== load.offset) return;
      const bytes = decoded(message.base64);
      if (bytes !== undefined) return this.#add(load, bytes, message);
    }
    this.#loads.delete(key);
    load.receiver.onBroken();
  }

  #add(load: Load, bytes: Uint8Array<ArrayBuffer>, { base64, isLast }: Piece): void {
    load.pieces.push(bytes);
    load.offset += base64.length;
    if (isLast) this.#loads.delete(keyOf(load.address));
    const isWanted = load.receiver.onPiece(load.pieces, isLast);
    if (isLast) return;
    if (isWanted) this.#ask(load);
    else this.#loads.delete(keyOf(load.address));
  }

  #ask({ address, offset }: Load): void {
    this.#post({ type: 'picture-read', ...address, offset });
  }
}

function keyOf({ messageId, index }: PictureAddress): string {
  return `${index} ${messageId}`;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
