import { attachmentPieceLength } from '../../protocol/attachments.js';

/** What is read at a time: base64 of it is one piece. */
const pieceBytes = (attachmentPieceLength / 4) * 3;

export interface Base64Piece {
  /** In characters of the whole base64. */
  readonly offset: number;
  readonly base64: string;
  readonly isLast: boolean;
}

/** A file in pieces, each read when it is asked for; an empty file is one empty piece. Rejects when it cannot be read. */
export async function* base64Pieces(blob: Blob): AsyncGenerator<Base64Piece, void, void> {
  let offset = 0;
  for (let start = 0; start === 0 || start < blob.size; start += pieceBytes) {
    const base64 = await base64Of(blob.slice(start, start + pieceBytes));
    yield { offset, base64, isLast: start + pieceBytes >= blob.size };
    offset += base64.length;
  }
}

/** Encoded by the browser, beside the page's own thread. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = reader.result as string;
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(blob);
  });
}
