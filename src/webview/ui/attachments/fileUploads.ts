import type { AttachmentHostMessage, AttachmentViewMessage } from '../../protocol/attachments.js';
import type { AttachmentsModel, AttachTarget } from './attachmentsModel.js';
import { base64Pieces } from './base64Pieces.js';
import { scaledImage, TooManyPixelsError, type SendableImage } from './scaledImage.js';

/** What an attachment may have, in bytes. */
export const maximumFileBytes = 20 * 1024 * 1024;

type Taken = Extract<AttachmentHostMessage, { readonly type: 'piece-taken' }>;

/** Hands files that were pasted or dropped to the host, piece by piece: the next one when the one before has been taken. */
export class FileUploads {
  readonly #attachments: AttachmentsModel;
  readonly #post: (message: AttachmentViewMessage) => void;
  /** Resolve with the piece that is taken. */
  readonly #waiting = new Map<string, () => void>();

  constructor(attachments: AttachmentsModel, post: (message: AttachmentViewMessage) => void) {
    this.#attachments = attachments;
    this.#post = post;
  }

  /** @param name that is shown for one without */
  add(file: File, name: string): void {
    const label = file.name || name;
    this.#attachments.ask(
      label,
      (target) => void this.#send(file, label, target),
      // Whoever waits for it to be taken looks whether it is wanted.
      ({ request }) => this.#waiting.get(request)?.(),
    );
  }

  receive({ request }: Taken): void {
    this.#waiting.get(request)?.();
  }

  /** Never rejects. */
  async #send(file: File, name: string, target: AttachTarget): Promise<void> {
    try {
      const isImage = file.type.startsWith('image/');
      if (!isImage && file.size > maximumFileBytes) {
        this.#attachments.fail(target.request, { type: 'too-large', name });
        return;
      }
      const image = isImage ? await scaledImage(file, maximumFileBytes) : { blob: file, scaledFrom: null };
      if (image.blob.size > maximumFileBytes) this.#attachments.fail(target.request, { type: 'too-large', name });
      else await this.#sendPieces(image, name, target);
    } catch (error) {
      const type = error instanceof TooManyPixelsError ? 'too-many-pixels' : 'unreadable';
      // The host may have some of it.
      this.#attachments.cancel(target.request);
      this.#attachments.fail(target.request, { type, name });
    } finally {
      this.#waiting.delete(target.request);
    }
  }

  async #sendPieces({ blob, scaledFrom }: SendableImage, name: string, target: AttachTarget): Promise<void> {
    for await (const piece of base64Pieces(blob)) {
      if (!this.#attachments.isAsked(target.request)) return;
      const taken = new Promise<void>((resolve) => this.#waiting.set(target.request, resolve));
      this.#post({
        type: 'attach-piece',
        ...target,
        name: name.slice(0, 1_000),
        mediaType: blob.type.slice(0, 200),
        scaledFrom,
        ...piece,
      });
      if (!piece.isLast) await taken;
    }
  }
}
