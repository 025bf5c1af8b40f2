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

/** That the source of an attachment of a message is another by now. */
export interface SourceChangeView {
  readonly attachmentId: string;
  /** One sentence. */
  readonly text: string;
  /** Whether both can be shown beside each other. */
  readonly isComparable: boolean;
  /** Whether there is still a source, which can be attached as it is now. */
  readonly isThere: boolean;
}

/** What is on its way into the draft. */
export interface PendingAttachmentView {
  /** The id that the view gave its request. */
  readonly request: string;
  readonly label: string;
}

/** What is in use in the editor, which can be attached with one click. */
export interface OfferedAttachmentView {
  /** What `attach` takes. */
  readonly candidateId: string;
  readonly kind: AttachmentViewKind;
  readonly label: string;
  readonly description: string;
  /** Whether it is attached as soon as something is written, without a click. */
  readonly isAutomatic: boolean;
}

/** One row of a list of completions. */
export interface CompletionView {
  /** What `attach` takes, or, of a prompt, `prompt-accept`. */
  readonly id: string;
  readonly kind: AttachmentViewKind | 'prompt';
  readonly label: string;
  /** What tells it from others of the same name; may be empty. */
  readonly description: string;
  /** What the author of a prompt expects behind its name; empty for everything else. */
  readonly hint: string;
  /** Places in `label` that fit what was typed, in UTF-16 code units. */
  readonly matches: readonly number[];
}

/** `@` is followed by what is to be attached, `/` by a prompt. */
export type CompletionTrigger = '@' | '/';

/** How an attempt to attach ended; `nothing`: the user declined, or there was nothing. */
export type AttachOutcome = 'added' | 'nothing' | 'failed';

/** Characters of base64 in a piece of a file, a multiple of four so that each is decoded by itself. */
export const attachmentPieceLength = 512 * 1024;
/** Of the base64 of a whole file: 20 MB and a little. */
export const maximumAttachmentBase64 = 28 * 1024 * 1024;
/** Messages that a view can have looked at for changes at a time. */
export const maximumWatchedMessages = 200;
/** Of the base64 of an image that is made smaller: 100 MB and a little. */
export const maximumScaledBase64 = 140 * 1024 * 1024;
/** How many files one drop or paste takes: what a message can have. */
export const maximumDroppedFiles = 250;
/** What can be taken from one drop of addresses. */
export const maximumDroppedUris = 1_000;

interface Attach {
  /** Chosen by the view, for the answer. */
  readonly request: string;
  readonly conversationId: string;
}

export type AttachmentHostMessage =
  /** All that is attached to what is being written in this chat, in their order. Sent with every change. */
  | {
      readonly type: 'attachments';
      readonly conversationId: string;
      readonly attachments: readonly AttachmentView[];
      readonly pending: readonly PendingAttachmentView[];
      readonly offered: OfferedAttachmentView | null;
    }
  /** Which sources of a message's attachments have changed since; all others have not. Sent with every change, for messages of `attachments-watch`. */
  | {
      readonly type: 'source-changes';
      readonly conversationId: string;
      readonly messageId: string;
      readonly changes: readonly SourceChangeView[];
    }
  /** Answers each request for an attachment, behind the `attachments` that hold what has come of it. */
  | {
      readonly type: 'attach-ended';
      readonly request: string;
      readonly outcome: AttachOutcome;
      readonly attachmentIds: readonly string[];
      /** Of the first of them; empty when there is none. */
      readonly label: string;
      /** Why it failed, in a sentence for the user; else empty. */
      readonly problem: string;
    }
  /**
   * These requests are still under way. Sent behind each snapshot and all answers that the page may have missed: whatever else it waits for is
   * not answered any more.
   */
  | { readonly type: 'attach-settled'; readonly underWay: readonly string[] }
  /** Answers `attach-piece` that is not the last: the next may come. */
  | { readonly type: 'piece-taken'; readonly request: string; readonly offset: number }
  /** Answers `complete`, unless a newer one has come meanwhile. */
  | { readonly type: 'completions'; readonly serial: number; readonly items: readonly CompletionView[] }
  /** Answers `prompt-accept` and `prompt-call`, behind the `attachments` with what the prompt attaches. */
  | {
      readonly type: 'prompt-text';
      readonly request: string;
      /** `false`: the text calls no prompt. */
      readonly isPrompt: boolean;
      /** What the composer is to hold; `null` when the user declined, or it failed. */
      readonly text: string | null;
      /** Where one goes on typing, in UTF-16 code units of the text. */
      readonly cursor: number;
      /** What the user should know of it, in a sentence; else empty. */
      readonly notice: string;
    }
  /** Answers `attachment-read`. `offset` counts characters of the whole base64, and so does `base64`, a multiple of four but for the last piece. */
  | (AttachmentAddress & {
      readonly type: 'attachment-piece';
      readonly offset: number;
      readonly base64: string;
      readonly isLast: boolean;
    })
  /** Answers `attachment-read` for what is not there, or no image. */
  | (AttachmentAddress & { readonly type: 'attachment-gone' });

export type AttachmentViewMessage =
  /** A candidate of a list, or what is offered. */
  | (Attach & { readonly type: 'attach'; readonly candidateId: string })
  /** The editor's own list asks what. */
  | (Attach & { readonly type: 'attach-pick' })
  /** What was dropped, as URIs. */
  | (Attach & { readonly type: 'attach-uris'; readonly uris: readonly string[] })
  /** A text that was pasted. Unless `isLong`, it becomes an attachment only when it is what was copied from an editor last. */
  | (Attach & { readonly type: 'attach-pasted'; readonly text: string; readonly isLong: boolean })
  /** A piece of a file that was pasted or dropped: the next one follows when this one is taken. */
  | (Attach & {
      readonly type: 'attach-piece';
      readonly name: string;
      readonly mediaType: string;
      /** What the image measured before it was scaled, in pixels. */
      readonly scaledFrom: { readonly width: number; readonly height: number } | null;
      /** In characters of the whole base64. */
      readonly offset: number;
      readonly base64: string;
      readonly isLast: boolean;
    })
  /** Ends it, if it is still on its way. */
  | { readonly type: 'attach-cancel'; readonly request: string }
  | {
      readonly type: 'attachment-remove';
      readonly conversationId: string;
      readonly attachmentIds: readonly string[];
    }
  /** Shows the copy in an editor. */
  | (AttachmentAddress & { readonly type: 'attachment-open' })
  /** Which messages with attachments are on screen, or about to be; takes the place of what was said before. */
  | { readonly type: 'attachments-watch'; readonly messageIds: readonly string[] }
  /** Shows what was attached beside its source as it is now. */
  | (AttachmentAddress & { readonly type: 'attachment-compare' })
  /** Attaches the source as it is now to what is being written. */
  | (Attach & AttachmentAddress & { readonly type: 'attach-present' })
  /** Asks for one piece of an image, which begins there. */
  | (AttachmentAddress & { readonly type: 'attachment-read'; readonly offset: number })
  /** Of two, the one with the greater `serial` counts. */
  | {
      readonly type: 'complete';
      readonly serial: number;
      readonly trigger: CompletionTrigger;
      readonly query: string;
    }
  | (Attach & { readonly type: 'prompt-accept'; readonly promptId: string })
  /** What was typed begins with a slash and a name: a prompt of that name is to be filled in. */
  | (Attach & { readonly type: 'prompt-call'; readonly text: string });
