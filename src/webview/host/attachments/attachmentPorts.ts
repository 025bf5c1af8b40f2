import type { AttachmentSource } from '../../../attachments/attachmentSource.js';
import type { DraftAttachments } from '../../../attachments/draftAttachments.js';
import type { Disposable } from '../../../core/disposables.js';
import type { AttachmentPart } from '../../../core/message.js';

/** A prompt that a list offers behind `/`. */
export interface PromptCandidate {
  /** What `accept` takes. */
  readonly id: string;
  /** As it is typed, without the slash. */
  readonly name: string;
  readonly description: string;
  /** Places in `name` that fit what was typed, in UTF-16 code units. */
  readonly matches: readonly number[];
}

/** What a prompt puts into the composer. */
export interface AcceptedPrompt {
  readonly text: string;
  readonly attachments: readonly AttachmentPart[];
}

/** The prompts of the workspace and of the user. */
export interface PromptSource {
  /** Those that fit, the best first. Rejects with `AbortError` when a newer query has come. */
  find(query: string, signal: AbortSignal): Promise<readonly PromptCandidate[]>;
  /**
   * Asks for what the prompt leaves open; `undefined` when the user declined.
   * @throws ScoutError with a sentence for the user, `AbortError` when it was cancelled
   */
  accept(id: string, signal: AbortSignal): Promise<AcceptedPrompt | undefined>;
}

/** What is said of an attachment beside its name. */
export interface AttachmentMarks {
  /** That its source differs from the copy by now, in one sentence; empty while it does not, or nobody knows. */
  readonly changed: string;
  /** What speaks against sending it, in one sentence each. */
  readonly warnings: readonly string[];
}

/** Where an attachment is: in that message, or, with `null`, in the draft. */
export interface AttachmentPlace {
  readonly conversationId: string;
  readonly messageId: string | null;
  readonly attachmentId: string;
}

/** What the view needs to attach something, all of it made elsewhere. */
export interface AttachmentDependencies {
  readonly source: AttachmentSource;
  readonly drafts: DraftAttachments;
  readonly prompts: PromptSource;
  /** Looks at one attachment of a draft; may read its source. Rejections count as no marks. */
  readonly marks: (part: AttachmentPart, conversationId: string) => Promise<AttachmentMarks>;
  /** Marks may differ: a file was changed, another model was chosen. */
  readonly onMarksChanged: (listener: () => void) => Disposable;
  /** Shows the copy, read-only, in an editor. */
  readonly open: (part: AttachmentPart, place: AttachmentPlace) => Promise<void>;
}
