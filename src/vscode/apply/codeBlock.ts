import type { AttachmentPart } from '../../core/message.js';

/** A block of code as a message has it. */
export interface CodeBlock {
  /** What stands behind the fence; empty for none. */
  readonly info: string;
  /** Without the line end before the closing fence. */
  readonly code: string;
}

/** Where a block stands. */
export interface BlockOrigin {
  readonly conversationId: string;
  /** What the questions before it were asked about: those of the last one first. */
  readonly attachments: readonly AttachmentPart[];
}
