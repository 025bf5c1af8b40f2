import { PieceReader } from '../../src/storage/worker/snapshot/imagePieces.js';

/** A file's bytes, and behind them what is compressed in it: what whoever reads the file can find in it. */
export function readableBytes(bytes: Buffer): Buffer {
  const reader = new PieceReader();
  return Buffer.concat([bytes, ...[...reader.push(bytes), ...reader.end()].map((piece) => piece.bytes)]);
}
