/** What the user should know of something that was pasted, dropped or attached. */
export type AttachmentNotice =
  /** A sentence of the host. */
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'told'; readonly text: string }
  /** The text is attached, under this name, and can be written into the message instead. */
  | {
      readonly type: 'pasted';
      readonly label: string;
      readonly attachmentIds: readonly string[];
      readonly text: string;
    }
  | { readonly type: 'too-large' | 'too-many-pixels' | 'unreadable'; readonly name: string }
  /** Of so many files the first were taken. */
  | { readonly type: 'too-many'; readonly count: number; readonly taken: number }
  /** The answer of the host is lost. */
  | { readonly type: 'unknown' }
  /** The message is sent as soon as all that was asked for is attached. */
  | { readonly type: 'send-waits' };
