/**
 * What is attached to messages, and to what is being written. The host has the content: the view is told what it is called, and asks for the
 * bytes of images when it is about to show them.
 */

/** What an attachment is a copy of; the same as in `core/message.ts`. */
export type AttachmentViewKind =
  | 'file'
  | 'selection'
  | 'folder'
  | 'problems'
  | 'terminal'
  | 'diff'
  | 'symbol'
  | 'page'
  | 'image'
  | 'pdf'
  | 'chat'
  | 'text'
  | 'instructions';

/** One attachment, without its content. All texts are localised by the host. */
export interface AttachmentView {
  readonly id: string;
  readonly kind: AttachmentViewKind;
  /** What it is called: one line. */
  readonly label: string;
  /** Which lines of it, such as "12–40"; empty for the whole. */
  readonly range: string;
  /** About how many tokens it takes, such as "~1.2K"; empty when nothing is known. */
  readonly tokens: string;
  /** Where it came from, its kind and size, what differs from the original: one fact a line. */
  readonly details: string;
  /** In bytes, of an image that can be shown; 0 for everything else. */
  readonly imageSize: number;
  /** Said when its source differs by now; empty while it does not, or nobody knows. */
  readonly changed: string;
  /** What speaks against sending it: secrets, its size, a model that cannot read it. One sentence each. */
  readonly warnings: readonly string[];
}

/** Where an attachment is: in that message, or, with `null`, in what is being written in the chat on screen. */
export interface AttachmentAddress {
  readonly messageId: string | null;
  readonly attachmentId: string;
}
