import { maximumAttachmentData } from '../../../attachments/limits.js';
import type { AttachmentViewMessage } from '../../protocol/attachments.js';

export type AttachmentPiece = Extract<AttachmentViewMessage, { readonly type: 'attach-piece' }>;

/** What one view may have under way at once, in characters of base64: a page gone wild fills no more of the memory. */
const maximumHeld = 4 * Math.ceil((maximumAttachmentData * 4) / 3);
const maximumOfOne = Math.ceil((maximumAttachmentData * 4) / 3) + 4;

interface Upload {
  readonly pieces: string[];
  length: number;
}

/** Puts the pieces of files together that a view sends. */
export class AttachmentUploads {
  readonly #uploads = new Map<string, Upload>();
  #held = 0;

  /**
   * @returns the whole base64 with the last piece; `undefined` when more is to come.
   * @throws RangeError for a piece that does not follow the one before it, or more than an attachment may have: the upload is forgotten then
   */
  add({ request, offset, base64, isLast }: AttachmentPiece): string | undefined {
    const upload = this.#uploads.get(request) ?? { pieces: [], length: 0 };
    const isPadded = upload.pieces.at(-1)?.endsWith('=') === true;
    const fits = upload.length + base64.length <= maximumOfOne && this.#held + base64.length <= maximumHeld;
    // All but the last are whole groups of four, or what is joined would be no base64.
    if (offset !== upload.length || isPadded || base64.length % 4 !== 0 || !fits) {
      this.end(request);
      throw new RangeError('A piece of a file does not fit.');
    }
    upload.pieces.push(base64);
    upload.length += base64.length;
    this.#held += base64.length;
    this.#uploads.set(request, upload);
    if (!isLast) return undefined;
    this.end(request);
    return upload.pieces.join('');
  }

  has(request: string): boolean {
    return this.#uploads.has(request);
  }

  /** Forgets what has come of it. */
  end(request: string): void {
    this.#held -= this.#uploads.get(request)?.length ?? 0;
    this.#uploads.delete(request);
  }

  clear(): void {
    this.#uploads.clear();
    this.#held = 0;
  }
}
