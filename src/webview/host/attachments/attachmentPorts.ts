import type { AttachmentChange } from '../../../attachments/changeOf.js';
import type { AttachmentSource } from '../../../attachments/attachmentSource.js';
import type { ChatAttachments } from '../../../attachments/draftAttachments.js';
import type { Disposable } from '../../../core/disposables.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { ImageScaling } from './imageScaling.js';
import type { AcceptedPrompt, PromptSource } from '../../../prompts/promptSource.js';

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

/** Of which attachments something else may be said by now, by their ids. */
export type MarksChange = 'all' | ReadonlySet<string>;

/** What the view needs to attach something, all of it made elsewhere. */
export interface AttachmentDependencies {
  /** Has pages make images smaller. */
  readonly scaling: Pick<ImageScaling, 'connect'>;
  readonly source: AttachmentSource;
  readonly drafts: ChatAttachments;
  readonly prompts: PromptSource;
  /** Has a chat ask this model from now on, as if the user had chosen it. */
  readonly selectModel: (conversationId: string, model: NonNullable<AcceptedPrompt['model']>) => Promise<void>;
  /** Looks at one attachment of a draft; reads its source when that may have changed. Rejections count as no marks. */
  readonly marks: (part: AttachmentPart, conversationId: string) => Promise<AttachmentMarks>;
  /** What became of the source of an attachment that was sent; from now on `onMarksChanged` tells of it. Never rejects. */
  readonly change: (part: AttachmentPart) => Promise<AttachmentChange>;
  /** Marks may differ: a file was changed, another model was chosen. */
  readonly onMarksChanged: (listener: (change: MarksChange) => void) => Disposable;
  /** Shows the copy beside its source as it is now. @throws ScoutError when that cannot be read */
  readonly compare: (part: AttachmentPart) => Promise<void>;
  /** Its source as it is now, as an attachment of its own; `undefined` when the user declined. @throws ScoutError, `AbortError` */
  readonly presentVersion: (part: AttachmentPart, signal: AbortSignal) => Promise<AttachmentPart | undefined>;
  /** Shows the copy, read-only, in an editor. */
  readonly open: (part: AttachmentPart, place: AttachmentPlace) => Promise<void>;
}
