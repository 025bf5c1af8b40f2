/** Why a page could not be read. */
export type PageFailureReason =
  | 'bad-address'
  | 'other-scheme'
  | 'credentials'
  | 'not-found'
  | 'unreachable'
  | 'certificate'
  | 'status'
  | 'redirects'
  | 'timeout'
  | 'too-large'
  | 'other-content'
  | 'empty';

/** `detail` is a host, a status or a type: never what a page says. */
export class PageFailure extends Error {
  override readonly name = 'PageFailure';
  readonly reason: PageFailureReason;
  readonly detail: string;

  constructor(reason: PageFailureReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}
