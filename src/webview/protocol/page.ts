/** What the page needs of the editor, whatever it shows. */

export type PageViewMessage =
  | { readonly type: 'open-link'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  /** The cursor is in the page now. */
  | { readonly type: 'focused' }
  /** An error in the view's own script, for the log; never holds message text. */
  | { readonly type: 'view-error'; readonly message: string; readonly stack: string };

/** What the view keeps across a reload of the window, through `setState`, as far as the host reads it. */
export interface ViewPersistentState {
  /** What was on screen, a new chat included. */
  readonly conversationId: string | null;
}
