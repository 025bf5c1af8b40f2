import { encodeFrame, FRAME_TRANSACTION, FRAME_VERSION } from '../../../../src/storage/worker/log/frame.js';

/** A frame as a newer version of SCOUT may write it, for the beginning of a segment. */
export function newerFrame(payload: Buffer = Buffer.from('[]')): Buffer {
  return encodeFrame({ type: FRAME_TRANSACTION, version: FRAME_VERSION + 1, sequence: 1, clock: 1n, payload });
}
