/** An image that was made smaller. */
export interface ScaledImage {
  /** base64; what it is, its own first bytes say. */
  readonly data: string;
}

/** `no-view`: nobody who could do it was there, or came to an end. */
export type ScaleFailure = 'too-many-pixels' | 'unreadable' | 'no-view';

/** Why an image could not be made smaller. */
export class ScaleError extends Error {
  readonly failure: ScaleFailure;

  constructor(failure: ScaleFailure) {
    super(`An image could not be made smaller: ${failure}`);
    this.failure = failure;
  }
}

/** Makes an image so small that it can be attached. @throws ScaleError, `AbortError` */
export type ScaleImage = (bytes: Uint8Array, signal: AbortSignal) => Promise<ScaledImage>;
