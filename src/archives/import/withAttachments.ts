import type { MessagePart } from '../../core/message.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import type { ImportedMessage } from '../importedConversation.js';
import { revisionOf } from '../normalize/revision.js';

/** The message with the bytes of its attachments, read one after the other. Without one that cannot be read it has less to say, and a later export more. */
export async function withAttachments(message: ImportedMessage): Promise<StoredMessage> {
  const parts: MessagePart[] = [];
  let isWhole = true;
  for (const part of message.parts) {
    if (part.type !== 'deferred-file') {
      parts.push(part);
      continue;
    }
    const { mediaType, name, read } = part;
    const data = await read();
    if (data === undefined) isWhole = false;
    else parts.push({ type: 'file', mediaType, data, ...(name === undefined ? {} : { name }) });
  }
  return { ...message, parts, ...(isWhole ? {} : { revision: revisionOf(parts, message.status) }) };
}
