import type { DraftAttachments } from '../../../attachments/draftAttachments.js';

/** What was being written in a chat goes on in another one, and takes along what is attached to it. */
export async function moveAttachments(drafts: DraftAttachments, fromId: string, toId: string): Promise<void> {
  const parts = await drafts.list(fromId);
  if (parts.length === 0) return;
  await drafts.add(toId, parts);
  const ids = parts.map(({ id }) => id);
  await drafts.remove(fromId, ids);
}
