import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';
import { answerChains, chainVersions, continues, joinedAnswer, type AnswerChain } from './answerChain.js';
import { authorsOf, messageView } from './messageView.js';
import type { ChatState, MessageView } from '../../protocol/chat.js';

/** How many messages a view gets at a time. */
const pageSize = 40;

/**
 * Which part of the branch on screen a view has: the newest messages, as far back as was asked for. A page never begins within
 * an answer and its continuations, which are one message to the view, with the id of the last of them.
 */
export class ShownMessages {
  readonly #session: () => ConversationSession;
  readonly #displayNameOf: (provider: string) => string;
  #count = pageSize;
  #targetId: string | null = null;
  #targetWords: readonly string[] = [];
  /** The oldest message that the view has; `undefined` while it has none. */
  #firstId: string | undefined;

  constructor(session: () => ConversationSession, displayNameOf: (provider: string) => string) {
    this.#session = session;
    this.#displayNameOf = displayNameOf;
  }

  /** Begins with the newest page again. @param targetId a message that the view is to show, once, with these words marked. */
  restart(targetId: string | null = null, words: readonly string[] = []): void {
    this.#count = pageSize;
    this.#targetId = targetId;
    this.#targetWords = words;
  }

  /** The next snapshot goes back at least as far as this message, if it is on the branch. */
  include(messageId: string): void {
    const { branch } = this.#session();
    const place = this.#session().placeOf(messageId);
    if (place !== undefined)
      this.#count = Math.max(this.#count, Math.ceil((branch.length - place) / pageSize) * pageSize);
  }

  /** What a snapshot holds: the view shows the target with the first one that it gets. */
  newest(): Pick<ChatState, 'messages' | 'hasOlder' | 'targetMessageId' | 'targetWords'> {
    const session = this.#session();
    const { branch } = session;
    const target = this.#targetId === null ? undefined : session.placeOf(this.#targetId);
    if (this.#targetId !== null) this.include(this.#targetId);
    const start = chainStart(branch, Math.max(0, branch.length - this.#count));
    this.#targetId = null;
    this.#firstId = branch[start]?.id;
    return {
      messages: this.#views(branch.slice(start)),
      hasOlder: start > 0,
      targetMessageId: target === undefined ? null : branch[chainEnd(branch, target)]!.id,
      targetWords: target === undefined ? [] : this.#targetWords,
    };
  }

  /** The page before this message; `undefined` when the message is not on the branch. */
  older(beforeId: string): { readonly messages: readonly MessageView[]; readonly hasOlder: boolean } | undefined {
    const { branch } = this.#session();
    const before = this.#session().placeOf(beforeId);
    if (before === undefined) return undefined;
    const end = chainStart(branch, before);
    const start = chainStart(branch, Math.max(0, end - pageSize));
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

  /** The message, or the whole answer that it belongs to. */
  view(message: StoredMessage): MessageView {
    const { branch } = this.#session();
    const index = this.#session().placeOf(message.id);
    if (index === undefined) return this.#viewOf([message]);
    const chain = branch.slice(chainStart(branch, index), chainEnd(branch, index) + 1);
    return this.#viewOf(chain as [StoredMessage, ...StoredMessage[]]);
  }

  #views(messages: readonly StoredMessage[]): MessageView[] {
    return answerChains(messages).map((chain) => this.#viewOf(chain));
  }

  #viewOf(chain: AnswerChain): MessageView {
    const session = this.#session();
    const versions = chainVersions(chain, (message) => session.siblingsOf(message));
    const isSaved = chain.every(({ id }) => session.isSaved(id));
    const view = messageView(joinedAnswer(chain), isSaved, versions, this.#displayNameOf);
    if (chain.length === 1) return view;
    return {
      ...view,
      author: authorsOf(chain, this.#displayNameOf),
      continues: chain.slice(0, -1).map(({ id }) => id),
    };
  }
}

/** Where the answer begins that the message at this place belongs to. */
function chainStart(branch: readonly StoredMessage[], index: number): number {
  let start = index;
  while (start > 0 && start < branch.length && continues(branch[start]!, branch[start - 1])) start -= 1;
  return start;
}

/** Where it ends. */
function chainEnd(branch: readonly StoredMessage[], index: number): number {
  let end = index;
  while (end + 1 < branch.length && continues(branch[end + 1]!, branch[end])) end += 1;
  return end;
}
