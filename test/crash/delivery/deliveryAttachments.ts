import type { AttachmentPart } from '../../../src/core/message.js';
import type { WorkspaceInstructions } from '../../../src/prompts/workspaceInstructions.js';

/** What the host says of attachments that it cannot store. */
export const attachmentTexts = {
  tooMany: () => 'too many',
  tooLarge: () => 'too large',
  tooMuch: () => 'too much',
  notStored: () => 'not stored',
  diskFull: () => 'disk full',
  notRead: () => 'not read',
};

/** A workspace that brings none along. */
export const noInstructions: WorkspaceInstructions = {
  state: () => Promise.resolve('none'),
  parts: () => Promise.resolve([]),
  partsFor: () => Promise.resolve([]),
  isUsed: () => false,
  offer: () => Promise.resolve(),
  onChanged: () => ({ dispose: () => undefined }),
};

/** What is attached for a candidate of this name: tells which question it belongs to. */
export function attachmentOf(name: string): AttachmentPart {
  return {
    type: 'attachment',
    id: `attachment-${name.replaceAll(' ', '-')}`,
    kind: 'text',
    label: name,
    mediaType: 'text/plain',
    text: `attached to ${name}`,
    bytes: name.length,
    capturedAt: 1,
  };
}
