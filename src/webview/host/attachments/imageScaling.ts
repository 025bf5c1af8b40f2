import { ScaleError, type ScaledImage, type ScaleFailure, type ScaleImage } from '../../../attachments/imageScaler.js';
import { maximumAttachmentData } from '../../../attachments/limits.js';
import { abortError } from '../../../core/errors.js';
import { uuidv7 } from '../../../core/uuid.js';
import { attachmentPieceLength } from '../../protocol/attachments.js';
import type { ScalingHostMessage, ScalingViewMessage } from '../../protocol/imageScaling.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';

/** How long is waited for a page to begin before one is shown, in milliseconds. */
const openAfterMs = 1_500;
/** How long is waited for the next sign of a page that has begun, or is to be shown: it decodes in between. */
const silenceMs = 60_000;
const maximumResult = Math.ceil((maximumAttachmentData * 4) / 3) + 4;

type Post = (message: ScalingHostMessage) => void;

/** One view that can do it. */
export interface ScalingConnection {
  readonly handlers: MessageHandlers<ScalingViewMessage>;
  /** The page may be a new one. */
  announce(): void;
  dispose(): void;
}

interface Job {
  readonly bytes: Uint8Array;
  readonly end: (outcome: ScaledImage | Error) => void;
  readonly heard: () => void;
  /** Whose page does it. */
  owner: Post | undefined;
  /** What has come back. */
  pieces: string[];
  length: number;
}

/** Has images made smaller by the pages of this window's views: the host itself cannot decode them. */
export class ImageScaling {
  readonly #showView: () => void;
  readonly #views = new Set<Post>();
  readonly #jobs = new Map<string, Job>();

  /** @param showView shows a view where no page has begun */
  constructor(showView: () => void) {
    this.#showView = showView;
  }

  readonly scale: ScaleImage = (bytes, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(abortError());
      const id = uuidv7();
      const fail = (failure: ScaleFailure): void => job.end(new ScaleError(failure));
      const onAbort = (): void => job.end(abortError());
      let silence = setTimeout(() => fail('no-view'), silenceMs);
      const opening = setTimeout(() => job.owner ?? this.#showView(), this.#views.size === 0 ? 0 : openAfterMs);
      const job: Job = {
        bytes,
        owner: undefined,
        pieces: [],
        length: 0,
        heard: () => {
          clearTimeout(silence);
          silence = setTimeout(() => fail('no-view'), silenceMs);
        },
        end: (outcome) => {
          clearTimeout(silence);
          clearTimeout(opening);
          signal.removeEventListener('abort', onAbort);
          this.#jobs.delete(id);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      signal.addEventListener('abort', onAbort);
      this.#jobs.set(id, job);
      for (const post of this.#views) post({ type: 'scale-image', job: id });
    });

  /** @param post drops what is posted while there is no page */
  connect(post: Post): ScalingConnection {
    this.#views.add(post);
    return {
      handlers: {
        'scale-read': ({ job, offset }) => this.#handOut(job, offset, post),
        'scaled-piece': (piece) => this.#take(piece, post),
        'scale-failed': ({ job, failure }) => this.#ownedBy(post, job)?.end(new ScaleError(failure)),
      },
      announce: () => this.#offer(post),
      dispose: () => {
        this.#views.delete(post);
        for (const job of this.#jobs.values()) if (job.owner === post) job.owner = undefined;
        for (const other of this.#views) this.#offer(other);
      },
    };
  }

  #offer(post: Post): void {
    for (const [id, { owner }] of this.#jobs)
      if (owner === undefined || owner === post) post({ type: 'scale-image', job: id });
  }

  #handOut(id: string, offset: number, post: Post): void {
    const job = this.#jobs.get(id);
    const start = (offset / 4) * 3;
    if (job === undefined || (job.owner ?? post) !== post || offset % 4 !== 0 || start >= job.bytes.length)
      return post({ type: 'scale-gone', job: id });
    job.owner = post;
    job.heard();
    if (offset === 0) [job.pieces, job.length] = [[], 0];
    const end = start + (attachmentPieceLength / 4) * 3;
    const base64 = Buffer.from(job.bytes.subarray(start, end)).toString('base64');
    post({ type: 'scale-piece', job: id, offset, base64, isLast: end >= job.bytes.length });
  }

  #take(
    { job: id, offset, base64, isLast }: Extract<ScalingViewMessage, { readonly type: 'scaled-piece' }>,
    post: Post,
  ): void {
    const job = this.#ownedBy(post, id);
    if (job === undefined) return post({ type: 'scale-gone', job: id });
    const isPadded = job.pieces.at(-1)?.endsWith('=') === true;
    const length = offset + base64.length;
    if (offset !== job.length || isPadded || base64.length % 4 !== 0 || length > maximumResult)
      return job.end(new ScaleError('unreadable'));
    job.heard();
    job.pieces.push(base64);
    job.length = length;
    if (isLast) job.end({ data: job.pieces.join('') });
    else post({ type: 'scaled-taken', job: id });
  }

  #ownedBy(post: Post, id: string): Job | undefined {
    const job = this.#jobs.get(id);
    return job?.owner === post ? job : undefined;
  }
}
