/**
 * Images that are too large to be sent are made smaller in a page, which has a browser's decoders. The host offers each to all pages; the one that
 * reads it first does it, reads it piece by piece, and hands back what has come of it the same way.
 */

/** A piece of base64, of `attachmentPieceLength` characters at most. */
interface Piece {
  readonly job: string;
  /** In characters of the whole base64. */
  readonly offset: number;
  /** A multiple of four characters, so that each piece is decoded by itself. */
  readonly base64: string;
  readonly isLast: boolean;
}

export type ScalingHostMessage =
  /** Offered again whenever a page may be a new one. */
  | { readonly type: 'scale-image'; readonly job: string }
  /** Answers `scale-read`. */
  | (Piece & { readonly type: 'scale-piece' })
  /** Answers `scale-read` and `scaled-piece` for what nobody wants any more, or another page does. */
  | { readonly type: 'scale-gone'; readonly job: string }
  /** Answers `scaled-piece`: the next one may come. */
  | { readonly type: 'scaled-taken'; readonly job: string };

export type ScalingViewMessage =
  /** From the beginning: whatever has come of it before does not count. */
  | { readonly type: 'scale-read'; readonly job: string; readonly offset: number }
  | (Piece & { readonly type: 'scaled-piece' })
  | { readonly type: 'scale-failed'; readonly job: string; readonly failure: 'too-many-pixels' | 'unreadable' };
