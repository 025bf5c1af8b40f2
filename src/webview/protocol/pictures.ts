/** Pictures in messages. Their bytes come apart from the messages, in pieces, when the view is about to show them. */

export interface PictureAddress {
  /** The message that it is stored with, which may be an earlier answer that the one on screen continues. */
  readonly messageId: string;
  /** Its place among the pictures of that message, from 0. */
  readonly index: number;
}

export interface PictureView extends PictureAddress {
  /** How much of the message's text stands before it, in UTF-16 code units. */
  readonly at: number;
  /** In bytes. */
  readonly size: number;
  /** What it is called, for those who do not see it; localised by the host. */
  readonly label: string;
  /** Type and size in words; localised by the host. */
  readonly details: string;
}

export type PictureHostMessage =
  /** Answers `picture-read`. `offset` counts characters of the whole picture's base64, and so does `base64`, a multiple of four but for the last piece. */
  | (PictureAddress & {
      readonly type: 'picture-piece';
      readonly offset: number;
      readonly base64: string;
      readonly isLast: boolean;
    })
  /** Answers `picture-read` for a picture that is not there. */
  | (PictureAddress & { readonly type: 'picture-gone' });

export type PictureViewMessage =
  /** Asks for one piece, which begins there: the next one is asked for when it has come. */
  | (PictureAddress & { readonly type: 'picture-read'; readonly offset: number })
  /** Opens it in the editor. */
  | (PictureAddress & { readonly type: 'picture-open' })
  /** Writes it to a file that the user chooses. */
  | (PictureAddress & { readonly type: 'picture-save' });
