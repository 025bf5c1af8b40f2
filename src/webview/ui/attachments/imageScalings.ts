import type { ScalingHostMessage, ScalingViewMessage } from '../../protocol/imageScaling.js';
import { PieceLoads } from '../pictures/pieceLoads.js';
import { base64Pieces } from './base64Pieces.js';
import { maximumFileBytes } from './fileUploads.js';
import { scaledImage, TooManyPixelsError } from './scaledImage.js';

/** Makes images smaller for the host, which cannot decode them: one at a time, since each takes much memory. */
export class ImageScalings {
  readonly #post: (message: ScalingViewMessage) => void;
  readonly #loads: PieceLoads<string>;
  /** Those that are under way or wait here. */
  readonly #known = new Set<string>();
  /** Resolve when the piece that was posted is taken; with `false` when nobody wants any more. */
  readonly #waiting = new Map<string, (isWanted: boolean) => void>();
  #last: Promise<void> = Promise.resolve();

  constructor(post: (message: ScalingViewMessage) => void) {
    this.#post = post;
    this.#loads = new PieceLoads(
      (job, offset) => post({ type: 'scale-read', job, offset }),
      (job) => job,
    );
  }

  /** The host may have missed what was asked. */
  askAgain(): void {
    this.#loads.askAgain();
  }

  receive(message: ScalingHostMessage): void {
    const { job } = message;
    switch (message.type) {
      case 'scale-image':
        if (this.#known.has(job)) return;
        this.#known.add(job);
        this.#last = this.#last.then(() => this.#scale(job));
        return;
      case 'scale-piece':
        return this.#loads.receive(job, message);
      case 'scale-gone':
        this.#loads.receive(job, undefined);
        this.#waiting.get(job)?.(false);
        return;
      case 'scaled-taken':
        this.#waiting.get(job)?.(true);
    }
  }

  /** Never rejects. */
  async #scale(job: string): Promise<void> {
    try {
      const file = await this.#read(job);
      if (file === undefined) return;
      const { blob, scaledFrom } = await scaledImage(file, maximumFileBytes);
      if (scaledFrom === null || blob.size > maximumFileBytes) throw new Error('The image did not become smaller.');
      for await (const piece of base64Pieces(blob)) {
        const taken = new Promise<boolean>((resolve) => this.#waiting.set(job, resolve));
        this.#post({ type: 'scaled-piece', job, ...piece });
        if (!piece.isLast && !(await taken)) return;
      }
    } catch (error) {
      const failure = error instanceof TooManyPixelsError ? 'too-many-pixels' : 'unreadable';
      this.#post({ type: 'scale-failed', job, failure });
    } finally {
      this.#waiting.delete(job);
      this.#known.delete(job);
    }
  }

  /** `undefined` when another page does it, or nobody wants it any more. */
  #read(job: string): Promise<Blob | undefined> {
    return new Promise((resolve) => {
      this.#loads.start(job, {
        onPiece: (pieces, isLast) => {
          if (isLast) resolve(new Blob([...pieces]));
          return true;
        },
        onBroken: () => resolve(undefined),
      });
    });
  }
}
