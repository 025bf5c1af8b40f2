import type { MessageStatus } from '../../storage/api/chatHistory.js';
import { rank } from '../../storage/api/messageRank.js';
import type { ImportedPart } from '../importedConversation.js';

/** Raised when the readers make more of the same file than before: what they read then replaces what they read earlier. */
const READER_GENERATION = 1;
const GENERATION_SHARE = 2 ** 40;
const MAX_SIZE = 2 ** 37;

/**
 * How much of a message an export holds, as the revision under which the history keeps it: a later generation of readers counts before
 * more content, and that before how the message ended. The same message always has the same, so that the order of imports does not matter.
 */
export function revisionOf(parts: readonly ImportedPart[], status: MessageStatus): number {
  const size = contentSize(parts);
  return READER_GENERATION * GENERATION_SHARE + Math.min(size, MAX_SIZE) * 4 + rank[status];
}

/**
 * Whether a message in an archive may have this revision, and with it take the place of one that stands: it is of another program, since its id
 * is one that `deriveId` makes, and it holds as much as the revision says. Anybody can write an archive; the user's own words stay.
 */
export function isSoundRevision(
  revision: number,
  id: string,
  parts: readonly ImportedPart[],
  status: MessageStatus,
): boolean {
  const isDerived = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/u.test(id);
  return isDerived && revision % GENERATION_SHARE === revisionOf(parts, status) % GENERATION_SHARE;
}

/** About what the parts hold, in characters; of files as base64. */
export function contentSize(parts: readonly ImportedPart[]): number {
  return parts.reduce((sum, part) => sum + sizeOf(part), 0);
}

function sizeOf(part: ImportedPart): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return part.text.length;
    case 'file':
      return part.data.length;
    case 'attachment':
      return (part.text?.length ?? 0) + (part.data?.length ?? 0);
    case 'deferred-file':
      return Math.ceil(part.size / 3) * 4;
    case 'tool-result':
      return part.output.length + 1;
    default:
      return JSON.stringify(part).length;
  }
}
