import {
  maximumAttachmentData,
  maximumAttachments,
  maximumAttachmentText,
  maximumDraftData,
  maximumDraftText,
  maximumLabelLength,
} from '../attachments/limits.js';
import { ScoutError } from '../core/errors.js';
import type { AttachmentPart } from '../core/message.js';
import { singleLine } from '../core/text/singleLine.js';

/** What the user is told, each a sentence or two. */
export interface DraftAttachmentTexts {
  readonly tooMany: (maximum: number) => string;
  readonly tooLarge: (label: string) => string;
  readonly tooMuch: () => string;
  readonly notStored: () => string;
  readonly diskFull: () => string;
  readonly notRead: () => string;
}

/** @param others that are attached already. @throws ScoutError when these cannot be added to them */
export function refuseBeyondLimits(
  added: readonly AttachmentPart[],
  others: readonly AttachmentPart[],
  texts: DraftAttachmentTexts,
): void {
  if (added.length === 0) return;
  const all = [...others, ...added];
  const large = added.find((part) => textOf(part) > maximumAttachmentText || dataOf(part) > maximumAttachmentData);
  const problem =
    large !== undefined
      ? texts.tooLarge(singleLine(large.label, maximumLabelLength))
      : all.length > maximumAttachments
        ? texts.tooMany(maximumAttachments)
        : sum(all, textOf) > maximumDraftText || sum(all, dataOf) > maximumDraftData
          ? texts.tooMuch()
          : undefined;
  if (problem !== undefined) throw new ScoutError('message-too-long', problem);
}

/** In UTF-16 code units. */
function textOf({ text }: AttachmentPart): number {
  return text?.length ?? 0;
}

/** In bytes. */
function dataOf({ data }: AttachmentPart): number {
  return Math.floor((data?.length ?? 0) * 0.75);
}

function sum(parts: readonly AttachmentPart[], sizeOf: (part: AttachmentPart) => number): number {
  return parts.reduce((total, part) => total + sizeOf(part), 0);
}
