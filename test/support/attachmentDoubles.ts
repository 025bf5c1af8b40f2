import type { AttachmentSource } from '../../src/attachments/attachmentSource.js';
import type { PromptSource } from '../../src/prompts/promptSource.js';
import type { AttachmentDependencies } from '../../src/webview/host/attachments/attachmentPorts.js';
import { ImageScaling } from '../../src/webview/host/attachments/imageScaling.js';
import { MemoryDraftAttachments } from './memoryDraftAttachments.js';

const nothing = (): { dispose: () => void } => ({ dispose: () => undefined });

/** A window in which there is nothing to attach. */
export const emptySource: AttachmentSource = {
  find: () => Promise.resolve([]),
  capture: () => Promise.resolve([]),
  captureUris: () => Promise.resolve([]),
  capturePasted: () => Promise.resolve([]),
  captureData: () => Promise.resolve([]),
  pick: () => Promise.resolve([]),
  offered: () => undefined,
  attachesOffered: () => false,
  onOfferedChanged: nothing,
};

/** A window without prompts. */
export const noPrompts: PromptSource = {
  find: () => Promise.resolve([]),
  accept: () => Promise.resolve(undefined),
  commandOf: () => Promise.resolve(undefined),
  onChanged: nothing,
};

/** What a view needs for attachments, with drafts in memory. */
export function attachmentsInMemory(drafts = new MemoryDraftAttachments()): AttachmentDependencies & {
  readonly drafts: MemoryDraftAttachments;
} {
  return {
    source: emptySource,
    drafts,
    scaling: new ImageScaling(() => undefined),
    prompts: noPrompts,
    selectModel: () => Promise.resolve(),
    marks: () => Promise.resolve({ changed: '', warnings: [] }),
    change: () => Promise.resolve('unchanged'),
    compare: () => Promise.resolve(),
    presentVersion: () => Promise.resolve(undefined),
    onMarksChanged: nothing,
    open: () => Promise.resolve(),
  };
}
