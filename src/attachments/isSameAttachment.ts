import type { AttachmentPart } from '../core/message.js';

/** Whether both say the same of the same place, whenever they were captured. */
export function isSameAttachment(one: AttachmentPart, other: AttachmentPart): boolean {
  return (
    one.kind === other.kind &&
    one.uri === other.uri &&
    one.label === other.label &&
    one.range?.start === other.range?.start &&
    one.range?.end === other.range?.end &&
    one.text === other.text &&
    one.data === other.data
  );
}
