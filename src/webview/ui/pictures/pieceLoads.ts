/** A piece of a file, as the host sends it. */
export interface Piece {
  /** In characters of the whole base64. */
  readonly offset: number;
  readonly base64: string;
  readonly isLast: boolean;
}

export interface PieceReceiver {
  /** @param pieces all that has come so far. @returns whether the next piece is wanted; not asked after the last one. */
  readonly onPiece: (pieces: readonly Uint8Array<ArrayBuffer>[], isLast: boolean) => boolean;
  /** There is no such file, or its data is no base64. */
  readonly onBroken: () => void;
}

interface Load<Address> {
  readonly address: Address;
  readonly receiver: PieceReceiver;
  readonly pieces: Uint8Array<ArrayBuffer>[];
  /** What has come, in characters of base64. */
  offset: number;
}

/** Fetches the bytes of files from the host, piece by piece. A file has one load at a time. */
export class PieceLoads<Address> {
  readonly #ask: (address: Address, offset: number) => void;
  readonly #keyOf: (address: Address) => string;
  readonly #loads = new Map<string, Load<Address>>();

  /** @param ask asks the host for the piece that begins there */
  constructor(ask: (address: Address, offset: number) => void, keyOf: (address: Address) => string) {
    this.#ask = ask;
    this.#keyOf = keyOf;
  }

  /** @returns ends it: nothing is received any more. */
  start(address: Address, receiver: PieceReceiver): () => void {
    const load: Load<Address> = { address, receiver, pieces: [], offset: 0 };
    const key = this.#keyOf(address);
    this.#loads.set(key, load);
    this.#ask(address, 0);
    return () => {
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    };
  }

  /** The host may have missed what was asked, or its answer was lost: a piece that comes twice is read once. */
  askAgain(): void {
    for (const { address, offset } of this.#loads.values()) this.#ask(address, offset);
  }

  /** @param piece `undefined`: there is none */
  receive(address: Address, piece: Piece | undefined): void {
    const key = this.#keyOf(address);
    const load = this.#loads.get(key);
    if (load === undefined) return;
    if (piece !== undefined) {
      if (piece.offset !== load.offset) return;
      const bytes = decoded(piece.base64);
      if (bytes !== undefined) return this.#add(load, bytes, piece);
    }
    this.#loads.delete(key);
    load.receiver.onBroken();
  }

  #add(load: Load<Address>, bytes: Uint8Array<ArrayBuffer>, { base64, isLast }: Piece): void {
    load.pieces.push(bytes);
    load.offset += base64.length;
    const key = this.#keyOf(load.address);
    if (isLast) this.#loads.delete(key);
    const isWanted = load.receiver.onPiece(load.pieces, isLast);
    if (isLast) return;
    if (isWanted) this.#ask(load.address, load.offset);
    else this.#loads.delete(key);
  }
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
