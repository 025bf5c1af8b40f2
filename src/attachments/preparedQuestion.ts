import type { AttachmentPart } from '../core/message.js';

/** A question that was put together outside of the chat. */
export interface PreparedQuestion {
  /** May be empty where it is not sent. */
  readonly text: string;
  readonly attachments: readonly AttachmentPart[];
  /** Whom the chat asks from now on; whom it asked before unless given. */
  readonly model?: { readonly endpoint: string; readonly model: string };
  /** Whether it is asked at once; otherwise it is what is being written. */
  readonly isSent: boolean;
}
