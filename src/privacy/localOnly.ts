import type { AttachmentPart } from '../core/message.js';
import type { SendTarget } from './sendGate.js';

/** A rule of `scout.privacy.localOnly` and what it keeps here. */
export interface LocalOnlyRefusal {
  /** As the settings have it. */
  readonly rule: string;
  readonly attachment: AttachmentPart;
}

/** Which attachments only local endpoints may have. */
export interface LocalOnlyRules {
  /** Those that `target` may not have, in their order; none for a local target. */
  refused(attachments: readonly AttachmentPart[], target: SendTarget): readonly LocalOnlyRefusal[];
}
