import * as vscode from 'vscode';
import { maximumAttachmentData } from '../../../attachments/limits.js';
import { ScoutError } from '../../../core/errors.js';
import type { AttachmentViewMessage } from '../../protocol/attachments.js';
import { tooMuchAtOnce } from './attachmentRequests.js';
import { lineOf } from './attachmentViews.js';

export type AttachmentPiece = Extract<AttachmentViewMessage, { readonly type: 'attach-piece' }>;

/** What one view may have under way at once, in characters of base64: a page gone wild fills no more of the memory. */
const maximumHeld = 4 * Math.ceil((maximumAttachmentData * 4) / 3);
const maximumOfOne = Math.ceil((maximumAttachmentData * 4) / 3) + 4;

interface Upload {
  readonly name: string;
  readonly pieces: string[];
  length: number;
}

/** Puts the pieces of files together that a view sends. */
export class AttachmentUploads {
  readonly #uploads = new Map<string, Upload>();
  #held = 0;

  /**
   * @returns the whole base64 with the last piece; `undefined` when more is to come.
   * @throws ScoutError with a sentence for the user, for a piece that does not follow the one before it, or too much: the upload is forgotten then
   */
  add({ request, name, offset, base64, isLast }: AttachmentPiece): string | undefined {
    const upload = this.#uploads.get(request) ?? { name: lineOf(name), pieces: [], length: 0 };
    const isPadded = upload.pieces.at(-1)?.endsWith('=') === true;
    // All but the last are whole groups of four, or what is joined would be no base64.
    const follows = offset === upload.length && !isPadded && base64.length % 4 === 0;
    const isTooLarge = upload.length + base64.length > maximumOfOne;
    if (!follows || isTooLarge || this.#held + base64.length > maximumHeld) {
      this.end(request);
      throw refusal(lineOf(name), follows, isTooLarge);
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

  /** Those of which a part is here. */
  get requests(): readonly string[] {
    return [...this.#uploads.keys()];
  }

  /** @returns what is forgotten, by request, with the names of the files */
  clear(): ReadonlyMap<string, string> {
    const names = new Map([...this.#uploads].map(([request, { name }]) => [request, name]));
    this.#uploads.clear();
    this.#held = 0;
    return names;
  }
}

function refusal(name: string, follows: boolean, isTooLarge: boolean): ScoutError {
  const { t } = vscode.l10n;
  if (!follows)
    return new ScoutError(
      'invalid-request',
      t('“{0}” did not arrive as a whole and was not attached. Attach it again.', name),
    );
  return new ScoutError(
    'message-too-long',
    isTooLarge
      ? t('“{0}” is larger than {1} MB and was not attached.', name, maximumAttachmentData / 1024 / 1024)
      : tooMuchAtOnce(name),
  );
}
