/** What the page needs of the editor, whatever it shows. */

export type PageViewMessage =
  | { readonly type: 'open-link'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  /** A message is to become a prompt of the user's; the editor asks for its name. */
  | { readonly type: 'prompt-save'; readonly text: string }
  /** A key or the mouse is used in the page, after it was used elsewhere. */
  | { readonly type: 'used' }
  /** An error in the view's own script, for the log; never holds message text. */
  | { readonly type: 'view-error'; readonly message: string; readonly stack: string };

/** What the view keeps across a reload of the window, through `setState`, as far as the host reads it. */
export interface ViewPersistentState {
  /** What was on screen, a new chat included. */
  readonly conversationId: string | null;
}
