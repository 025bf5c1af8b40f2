import type { StoredMessage } from '../../storage/api/chatHistory.js';
import type { ImportedConversation, ImportedMessage } from '../importedConversation.js';

/**
 * The same conversation, whose messages have ids made of what they say, with the ids that the history has for them: a message that says what one
 * there says, or the beginning of it, or goes on from it, is that one; a message of the user's own, which has no revision, only when it says the
 * same. Whatever else was said in its place stays a branch, also what only begins the same: what follows the shorter of two tells them apart.
 */
export function alignedWith(read: ImportedConversation, there: readonly StoredMessage[]): ImportedConversation {
  const known = new Set(there.map(({ id }) => id));
  const children = Map.groupBy(there, ({ parentId }) => parentId);
  const successors = Map.groupBy(read.messages, ({ parentId }) => parentId);
  /** What it says, in the history, only where it is asked about. */
  const texts = new Map<string, string>();
  const textAt = (message: StoredMessage): string => {
    const text = texts.get(message.id) ?? comparableText(message);
    texts.set(message.id, text);
    return text;
  };
  /** Nothing that was imported follows the shorter one, which may have grown, or the same follows both. */
  const hasGrown = (other: StoredMessage, message: ImportedMessage, isLonger: boolean): boolean => {
    const imported = (children.get(other.id) ?? []).filter(({ revision }) => revision !== undefined);
    const next = successors.get(message.id) ?? [];
    if ((isLonger ? imported : next).length === 0) return true;
    return next.some((one) =>
      imported.some((two) => one.role === two.role && begins(comparableText(one), textAt(two))),
    );
  };
  const isSame = (other: StoredMessage, message: ImportedMessage, text: string): boolean => {
    const said = textAt(other);
    if (said === text) return true;
    return other.revision !== undefined && begins(said, text) && hasGrown(other, message, text.length > said.length);
  };
  const counterpartOf = (message: ImportedMessage, parentId: string | null): StoredMessage | undefined => {
    const text = comparableText(message);
    return children.get(parentId)?.find((other) => other.role === message.role && isSame(other, message, text));
  };
  const idOf = new Map<string, string>();
  const messages = read.messages.map((message) => {
    const parentId = message.parentId === null ? null : (idOf.get(message.parentId) ?? message.parentId);
    const id = known.has(message.id) ? message.id : (counterpartOf(message, parentId)?.id ?? message.id);
    idOf.set(message.id, id);
    return { ...message, id, parentId };
  });
  const { headId } = read.conversation;
  const head = headId === null ? null : (idOf.get(headId) ?? headId);
  return { ...read, conversation: { ...read.conversation, headId: head }, messages };
}

/** Whether a message says all that the one in its place says, and perhaps more. */
export function goesOnFrom(there: StoredMessage | undefined, message: ImportedMessage): boolean {
  return there === undefined || comparableText(message).startsWith(comparableText(there));
}

/** Whether one of them says the beginning of the other. */
function begins(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one));
}

function comparableText({ parts }: Pick<ImportedMessage, 'parts'>): string {
  return parts
    .map((part) => {
      if (part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal') return part.text;
      if (part.type === 'attachment') return `\0${part.id}`;
      if (part.type === 'file') return `\0${part.data}`;
      return part.type === 'tool-call' ? `\0${part.id}` : part.type === 'tool-result' ? `\0${part.callId}` : '';
    })
    .join('')
    .trimEnd();
}
