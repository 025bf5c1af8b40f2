import type { AttachmentPart } from '../core/message.js';
import { singleLine } from '../core/text/singleLine.js';
import { maximumLabelLength } from './limits.js';

/** Whether both say the same of the same place, whenever they were captured. */
export function isSameAttachment(one: AttachmentPart, other: AttachmentPart): boolean {
  return (
    one.kind === other.kind &&
    one.uri === other.uri &&
    isSameLabel(one.label, other.label) &&
    one.range?.start === other.range?.start &&
    one.range?.end === other.range?.end &&
    one.text === other.text &&
    one.data === other.data
  );
}

/** One of them may be stored already, which makes it shorter. */
function isSameLabel(one: string, other: string): boolean {
  return one === other || singleLine(one, maximumLabelLength) === singleLine(other, maximumLabelLength);
}
