import {
  maximumDroppedFiles,
  type AttachmentHostMessage,
  type AttachmentViewMessage,
} from '../../protocol/attachments.js';
import type { AttachmentsModel, AttachTarget } from './attachmentsModel.js';
import { base64Pieces } from './base64Pieces.js';
import { scaledImage, TooManyPixelsError, type SendableImage } from './scaledImage.js';

/** What an attachment may have, in bytes. */
export const maximumFileBytes = 20 * 1024 * 1024;
/** How many are on their way at once, until the host has attached them: it holds all of each. */
const filesAtATime = 2;

type Taken = Extract<AttachmentHostMessage, { readonly type: 'piece-taken' }>;

interface Upload {
  readonly file: File;
  readonly name: string;
  readonly target: AttachTarget;
}

/**
 * Hands files that were pasted or dropped to the host: two at a time, in their order, each piece when the one before has been taken. A file counts
 * until the host has said what became of it.
 */
export class FileUploads {
  readonly #attachments: AttachmentsModel;
  readonly #post: (message: AttachmentViewMessage) => void;
  /** Those that have not begun. */
  readonly #queue: Upload[] = [];
  #running = 0;
  /** Resolve with the piece that is taken, or the answer to the whole. */
  readonly #waiting = new Map<string, () => void>();

  constructor(attachments: AttachmentsModel, post: (message: AttachmentViewMessage) => void) {
    this.#attachments = attachments;
    this.#post = post;
  }

  /** Of more than a message can have, the first are taken. @param fallback is shown for those without a name */
  addAll(files: readonly File[], fallback: string): void {
    for (const file of files.slice(0, maximumDroppedFiles)) {
      const name = file.name || fallback;
      this.#attachments.ask(
        name,
        (target) => {
          this.#queue.push({ file, name, target });
          this.#attachments.hold(target.request);
          // When all of them have been asked for: what goes wrong with one is not put away with the next.
          queueMicrotask(() => this.#next());
        },
        // Whoever waits for it to be taken looks whether it is wanted.
        ({ request }) => this.#waiting.get(request)?.(),
      );
    }
    if (files.length > maximumDroppedFiles)
      this.#attachments.notice.value = { type: 'too-many', count: files.length, taken: maximumDroppedFiles };
  }

  receive({ request }: Taken): void {
    this.#waiting.get(request)?.();
  }

  #next(): void {
    while (this.#running < filesAtATime) {
      const upload = this.#queue.shift();
      if (upload === undefined) return;
      // It may have been cancelled meanwhile.
      if (!this.#attachments.isAsked(upload.target.request)) continue;
      this.#running += 1;
      void this.#send(upload).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  /** Never rejects. */
  async #send({ file, name, target }: Upload): Promise<void> {
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
      const answered = this.#answered(target);
      this.#attachments.notePosted(target.request);
      this.#post({
        type: 'attach-piece',
        ...target,
        name: name.slice(0, 1_000),
        mediaType: blob.type.slice(0, 200),
        scaledFrom,
        ...piece,
      });
      await answered;
    }
    while (this.#attachments.isAsked(target.request)) await this.#answered(target);
  }

  #answered({ request }: AttachTarget): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(request, resolve));
  }
}
