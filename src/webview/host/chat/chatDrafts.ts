import type { ConversationList } from '../../../chat/list/conversationList.js';
import type { Disposable } from '../../../core/disposables.js';
import { abortError } from '../../../core/errors.js';
import { KeyedSequence } from '../../../core/keyedSequence.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { ChatHostMessage, ChatViewMessage } from '../../protocol/chat.js';
import { addedTo, keepBoth, replacePart, withKept } from '../../protocol/keepBoth.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { UnreadDrafts } from './unreadDrafts.js';

export type DraftMessage = Extract<ChatViewMessage, { readonly type: 'draft' | 'keep-draft' }>;

export interface ChatDraftsDependencies {
  readonly drafts: Drafts;
  readonly list: Pick<ConversationList, 'entry'>;
  /** The id of the conversation on screen, as soon as what is shown at first is known. */
  readonly shownId: () => Promise<string>;
  readonly post: (message: ChatHostMessage) => void;
  /** The text of a draft has moved: so does what is attached to it. */
  readonly moveAttachments: (fromId: string, toId: string) => Promise<void>;
}

interface Stored {
  readonly isStored: boolean;
  /** What has moved from there, when the draft is empty now. */
  readonly removed: string;
}

/** Stores what is being written in one view, and tells the view what is being written in the same chat elsewhere in this window. */
export class ChatDrafts implements Disposable {
  readonly #dependencies: ChatDraftsDependencies;
  readonly #author = Symbol('view');
  readonly #listening: Disposable;
  /** Ends, never in an error, when the last text has moved: one that moves on from there waits for it. */
  #moving: Promise<void> = Promise.resolve();
  readonly #unread = new UnreadDrafts();
  /** Until each draft is stored where it goes on. */
  readonly #taking = new KeyedSequence();

  constructor(dependencies: ChatDraftsDependencies) {
    this.#dependencies = dependencies;
    this.#listening = dependencies.drafts.onChanged(({ conversationId, text, author }) => {
      if (author === this.#author) return this.#unread.written(conversationId, text);
      dependencies.post({ type: 'draft', conversationId, text });
      this.#unread.told(conversationId, text);
    });
  }

  /** Rejects, without a word, while a draft cannot be saved: the view keeps it. */
  readonly handlers: MessageHandlers<DraftMessage> = {
    draft: ({ conversationId, text }, madeAt) => {
      // At once: a message that is sent right behind it removes it.
      const stored = this.#store(conversationId, text, madeAt !== undefined);
      return this.#taking.run(conversationId, () => this.#take(conversationId, stored));
    },
    'keep-draft': async ({ conversationId, text, after }) => {
      // The view has it on screen itself, or has sent it by now.
      const isKept =
        (await this.#isFound(conversationId)) &&
        this.#dependencies.drafts.change(conversationId, (stored) => withKept(stored, text, after), this.#author);
      if (!(await isKept)) throw abortError();
    },
  };

  /** The page has read one of the drafts that it was told. */
  noteRead(conversationId: string): void {
    this.#unread.read(conversationId);
  }

  /** The page is given this draft with the chat that it shows from now on. */
  noteShown(conversationId: string, text: string): void {
    this.#unread.given(conversationId, text);
  }

  /** The page is a new one: what the one before was told and never read is not lost in what that one wrote. */
  keepUnread(): void {
    for (const id of this.#unread.ids) void this.#afterMoves(() => this.#keepUnread(id));
  }

  /** What was being written in a chat that is gone goes on in another one. */
  move(fromId: string, toId: string): Promise<void> {
    return this.#afterMoves(() => this.#move(fromId, toId));
  }

  /** The same of a new chat, if there is one, and of what others have left when nothing comes of it; not where something has been said since. */
  moveUnsaid(
    ownId: Promise<string | undefined>,
    takeOthers: () => Promise<readonly string[]>,
    toId: string,
  ): Promise<void> {
    const move = async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) if ((await this.#dependencies.list.entry(id)) === undefined) await this.#move(id, toId);
    };
    return this.#afterMoves(async () => {
      const own = await ownId;
      if (own !== undefined) await move([own]);
      if ((await this.#dependencies.drafts.text(toId)) === '') await move(await takeOthers());
    });
  }

  /** Resolves when nothing is about to move. */
  async settle(): Promise<void> {
    for (let last; last !== this.#moving;) await (last = this.#moving);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #take(conversationId: string, stored: Promise<Stored>): Promise<void> {
    const { isStored, removed } = await stored;
    if (!isStored) throw abortError();
    // What is not on screen, the page puts nothing together of.
    if (conversationId !== (await this.#dependencies.shownId())) await this.#keepUnread(conversationId);
    await this.#moveOn(conversationId, removed);
  }

  /** What the view sends of a chat only after the rest has moved follows it. */
  async #moveOn(fromId: string, removed: string): Promise<void> {
    const { drafts } = this.#dependencies;
    const toId = drafts.movedTo(fromId);
    if (toId === undefined) return;
    if (await this.#isFound(fromId)) return this.#afterMoves(() => drafts.stay(fromId, keepMoved, removed));
    await this.#afterMoves(() => this.#move(fromId, toId, removed));
    await this.#moveOn(toId, removed);
  }

  async #move(fromId: string, toId: string, removed = ''): Promise<void> {
    const { drafts, moveAttachments } = this.#dependencies;
    await drafts.move(fromId, toId, keepMoved, removed);
    await moveAttachments(fromId, toId);
  }

  #afterMoves(move: () => Promise<void>): Promise<void> {
    const moved = this.#moving.then(move);
    this.#moving = moved.catch(() => undefined);
    return moved;
  }

  /** @param isLate whether an earlier page wrote it, which knew nothing of what another view has written since. */
  async #store(conversationId: string, text: string, isLate: boolean): Promise<Stored> {
    const { drafts } = this.#dependencies;
    const isOlder = isLate && drafts.isChangedByOther(conversationId, this.#author);
    let removed = '';
    const written = (stored: string, isForeign: boolean): string => {
      // Now: what moves from here on is newer.
      if (text === '') removed = drafts.movedText(conversationId);
      return isOlder ? keepBoth(text, stored) : isForeign ? keepBoth(stored, text) : text;
    };
    const isStored = await drafts.change(conversationId, written, isOlder ? undefined : this.#author);
    return { isStored, removed };
  }

  async #keepUnread(conversationId: string): Promise<void> {
    const { drafts } = this.#dependencies;
    await drafts.change(conversationId, (stored) => this.#unread.take(conversationId, stored));
  }

  /** Whether anybody would find a draft of this chat: a new one that no view shows is gone. */
  async #isFound(conversationId: string): Promise<boolean> {
    const { list, shownId } = this.#dependencies;
    return conversationId === (await shownId()) || (await list.entry(conversationId))?.deletedAt === null;
  }
}

/** @param earlier has moved before; it may have been sent by now, or be part of something longer. */
function keepMoved(earlier: string, stored: string, text: string): string {
  if (text === '') return replacePart(stored, earlier, '') ?? stored;
  if (keepBoth(earlier, text) === earlier) return stored;
  const replaced = text.startsWith(earlier) ? replacePart(stored, earlier, text) : undefined;
  return replaced ?? keepBoth(replacePart(text, earlier, '') ?? addedTo(earlier, text), stored);
}
