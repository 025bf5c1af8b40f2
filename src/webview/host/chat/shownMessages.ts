import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';
import {
  answerChains,
  chainVersions,
  continues,
  joinedAnswer,
  pictureAddresses,
  type AnswerChain,
} from './answerChain.js';
import { authorsOf, messageView } from './messageView.js';
import type { ShownSecrets } from './shownSecrets.js';
import type { ChatHostMessage, ChatState, MessageView } from '../../protocol/chat.js';

/** How many messages a view gets at a time. */
const pageSize = 40;
/** How many come at once on the way to a message far back. */
const stepSize = 100;
/** What messages that come at once may say in all, in UTF-16 code units, unless it is a single one: it is made JSON twice in one go. */
const maximumSize = 512 * 1024;
/** What is around a message, on the way and on the page, costs as much as so much text. */
const frameSize = 1_000;

/** A page of messages before those that the view has. */
export type OlderMessages = Omit<Extract<ChatHostMessage, { readonly type: 'older' }>, 'type'>;

/**
 * Which part of the branch on screen a view has: the newest messages, as far back as was asked for. A page never begins within
 * an answer and its continuations, which are one message to the view, with the id of the last of them.
 */
export class ShownMessages {
  readonly #session: () => ConversationSession;
  readonly #displayNameOf: (provider: string) => string;
  readonly #secrets: Pick<ShownSecrets, 'message'>;
  #count = pageSize;
  #targetId: string | null = null;
  #targetWords: readonly string[] = [];
  #anchorId: string | null = null;
  /** The oldest message that the view has; `undefined` while it has none. */
  #firstId: string | undefined;
  /** The oldest that it had before the last snapshot, which did not go back as far: the view keeps those between, and gets them anew. */
  #keptId: string | null = null;

  constructor(
    session: () => ConversationSession,
    displayNameOf: (provider: string) => string,
    secrets: Pick<ShownSecrets, 'message'>,
  ) {
    this.#session = session;
    this.#displayNameOf = displayNameOf;
    this.#secrets = secrets;
  }

  /** The page is a new one: it has nothing. */
  forget(): void {
    this.#firstId = undefined;
    this.#keptId = null;
  }

  /** Begins with the newest page again. @param targetId a message that the view is to show, once, with these words marked. */
  restart(targetId: string | null = null, words: readonly string[] = []): void {
    this.#count = pageSize;
    this.#targetId = targetId;
    this.#targetWords = words;
  }

  /** The next snapshot goes back at least as far as this message, if it is on the branch; when that is too far, the view is led there. */
  include(messageId: string): void {
    this.#anchorId = messageId;
    this.#reach(messageId);
  }

  /** What a snapshot holds: the view shows the target with the first one that it gets, or with a page that follows when it is far back. */
  newest(): Pick<ChatState, 'messages' | 'hasOlder' | 'targetMessageId' | 'targetWords'> {
    const { branch } = this.#session();
    if (this.#targetId !== null) this.#reach(this.#targetId);
    const start = pageStart(branch, branch.length, this.#count);
    if (this.#targetId === null && this.#isBefore(this.#anchorId, start)) this.restart(this.#anchorId);
    this.#anchorId = null;
    const had = this.#oldestId;
    this.#keptId = this.#isBefore(had, start) ? had : null;
    this.#firstId = branch[start]?.id;
    const target = this.#takeTarget(start);
    return {
      messages: this.#views(branch.slice(start)),
      hasOlder: start > 0,
      targetMessageId: target?.messageId ?? null,
      targetWords: target?.words ?? [],
    };
  }

  /**
   * What comes before the messages that the view has, and a page before this one, which may be further back: a view keeps what it had when a
   * snapshot came, but may have asked before. So there is never a gap. `undefined` when the message is not on the branch.
   */
  older(beforeId: string): OlderMessages | undefined {
    const session = this.#session();
    const before = session.placeOf(beforeId);
    const first = this.#firstId === undefined ? undefined : session.placeOf(this.#firstId);
    if (before === undefined || first === undefined) return undefined;
    return this.#before(first, Math.max(0, first - before) + pageSize);
  }

  /** The next page on the way to a target that no snapshot could hold, and to what the view had before; `undefined` when the view has it. */
  following(): OlderMessages | undefined {
    const first = this.#firstId === undefined ? undefined : this.#session().placeOf(this.#firstId);
    if (first === undefined || (this.#targetId === null && !this.#isBefore(this.#keptId, first))) return undefined;
    return this.#before(first, stepSize);
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

  #before(place: number, count: number): OlderMessages {
    const { branch } = this.#session();
    const end = chainStart(branch, place);
    const start = pageStart(branch, end, count);
    this.#count = Math.max(this.#count, branch.length - start);
    this.#firstId = branch[start]?.id;
    const target = this.#takeTarget(start);
    return {
      messages: this.#views(branch.slice(start, end)),
      hasOlder: start > 0,
      ...(target === undefined ? {} : { target }),
    };
  }

  #reach(messageId: string): void {
    const place = this.#session().placeOf(messageId);
    if (place === undefined) return;
    const distance = this.#session().branch.length - place;
    this.#count = Math.max(this.#count, Math.ceil(distance / pageSize) * pageSize);
  }

  /** The oldest message that the view has, as far as that is known. */
  get #oldestId(): string | null {
    const first = this.#firstId === undefined ? undefined : this.#session().placeOf(this.#firstId);
    return first === undefined || this.#isBefore(this.#keptId, first) ? this.#keptId : this.#firstId!;
  }

  /** Whether the message is on the branch, before this place. */
  #isBefore(messageId: string | null, start: number): boolean {
    const place = messageId === null ? undefined : this.#session().placeOf(messageId);
    return place !== undefined && place < start;
  }

  /** The target, once, when it is not before the place where the view's messages begin. */
  #takeTarget(start: number): OlderMessages['target'] {
    if (this.#targetId === null || this.#isBefore(this.#targetId, start)) return undefined;
    const { branch } = this.#session();
    const place = this.#session().placeOf(this.#targetId);
    this.#targetId = null;
    if (place === undefined) return undefined;
    return { messageId: branch[chainEnd(branch, place)]!.id, words: this.#targetWords };
  }

  #views(messages: readonly StoredMessage[]): MessageView[] {
    return answerChains(messages).map((chain) => this.#viewOf(chain));
  }

  #viewOf(chain: AnswerChain): MessageView {
    const session = this.#session();
    const versions = chainVersions(chain, (message) => session.siblingsOf(message));
    const isSaved = chain.every(({ id }) => session.isSaved(id));
    const shown = this.#secrets.message(joinedAnswer(chain));
    const view = messageView(shown, isSaved, pictureAddresses(chain), versions, this.#displayNameOf);
    if (chain.length === 1) return view;
    return {
      ...view,
      author: authorsOf(chain, this.#displayNameOf),
      continues: chain.slice(0, -1).map(({ id }) => id),
    };
  }
}

/** Where a page begins that ends before this place, with so many messages if they are not too large. */
function pageStart(branch: readonly StoredMessage[], end: number, count: number): number {
  let [start, room] = [end, maximumSize];
  while (start > 0 && start > end - count) {
    room -= sizeOf(branch[start - 1]!);
    if (room < 0 && start < end) break;
    start -= 1;
  }
  return chainStart(branch, start);
}

/** About what it says, in UTF-16 code units, and what is around it. */
function sizeOf({ parts }: StoredMessage): number {
  let size = frameSize;
  for (const part of parts) {
    if ('text' in part) size += part.text.length;
    else if (part.type === 'tool-result') size += part.output.length;
    else if (part.type === 'tool-call') size += JSON.stringify(part.input)?.length ?? 0;
  }
  return size;
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
