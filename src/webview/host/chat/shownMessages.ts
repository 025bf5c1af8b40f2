import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';
import { messageView } from './messageView.js';
import type { ChatState, MessageView } from '../../protocol/chat.js';

/** How many messages a view gets at a time. */
const pageSize = 40;

/** Which part of the branch on screen a view has: the newest messages, as far back as was asked for. */
export class ShownMessages {
  readonly #session: () => ConversationSession;
  readonly #displayNameOf: (provider: string) => string;
  #count = pageSize;
  #targetId: string | null = null;
  /** The oldest message that the view has; `undefined` while it has none. */
  #firstId: string | undefined;

  constructor(session: () => ConversationSession, displayNameOf: (provider: string) => string) {
    this.#session = session;
    this.#displayNameOf = displayNameOf;
  }

  /** Begins with the newest page again. @param targetId a message that the view is to show, once. */
  restart(targetId: string | null = null): void {
    this.#count = pageSize;
    this.#targetId = targetId;
  }

  /** What a snapshot holds: the view shows the target with the first one that it gets. */
  newest(): Pick<ChatState, 'messages' | 'hasOlder' | 'targetMessageId'> {
    const session = this.#session();
    const { branch } = session;
    const target = this.#targetId === null ? undefined : session.placeOf(this.#targetId);
    if (target !== undefined)
      this.#count = Math.max(this.#count, Math.ceil((branch.length - target) / pageSize) * pageSize);
    const start = Math.max(0, branch.length - this.#count);
    this.#targetId = null;
    this.#firstId = branch[start]?.id;
    return {
      messages: this.#views(branch.slice(start)),
      hasOlder: start > 0,
      targetMessageId: target === undefined ? null : branch[target]!.id,
    };
  }

  /** The page before this message; `undefined` when the message is not on the branch. */
  older(beforeId: string): { readonly messages: readonly MessageView[]; readonly hasOlder: boolean } | undefined {
    const { branch } = this.#session();
    const end = this.#session().placeOf(beforeId);
    if (end === undefined) return undefined;
    const start = Math.max(0, end - pageSize);
    this.#count = Math.max(this.#count, branch.length - start);
    this.#firstId = branch[start]?.id;
    return { messages: this.#views(branch.slice(start, end)), hasOlder: start > 0 };
  }

  /** Whether the message stands in the part that the view has, or comes next in it. */
  includes({ id }: StoredMessage): boolean {
    const session = this.#session();
    const first = this.#firstId === undefined ? undefined : session.placeOf(this.#firstId);
    return (session.placeOf(id) ?? -1) >= (first ?? -1);
  }

  view(message: StoredMessage): MessageView {
    const session = this.#session();
    return messageView(message, session.isSaved(message.id), session.siblingsOf(message), this.#displayNameOf);
  }

  #views(messages: readonly StoredMessage[]): MessageView[] {
    return messages.map((message) => this.view(message));
  }
}
