import type { DraftAttachments } from '../../../attachments/draftAttachments.js';

/** What was being written in a chat goes on in another one, and takes along what is attached to it. */
export async function moveAttachments(drafts: DraftAttachments, fromId: string, toId: string): Promise<void> {
  // Instructions came by themselves: the other chat has its own, or none.
  const parts = (await drafts.list(fromId)).filter(({ kind }) => kind !== 'instructions');
  if (parts.length === 0) return;
  await drafts.add(toId, parts);
  const ids = parts.map(({ id }) => id);
  await drafts.remove(fromId, ids);
}
