import type { ConversationList } from '../../../chat/list/conversationList.js';
import type { Disposable } from '../../../core/disposables.js';
import { abortError } from '../../../core/errors.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { ChatHostMessage, ChatViewMessage } from '../../protocol/chat.js';
import { addedTo, keepBoth, replacePart, withKept } from '../../protocol/keepBoth.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';

export type DraftMessage = Extract<ChatViewMessage, { readonly type: 'draft' | 'keep-draft' }>;

export interface ChatDraftsDependencies {
  readonly drafts: Drafts;
  readonly list: Pick<ConversationList, 'entry'>;
  /** The id of the conversation on screen, as soon as what is shown at first is known. */
  readonly shownId: () => Promise<string>;
  readonly post: (message: ChatHostMessage) => void;
}

/** Stores what is being written in one view, and tells the view what is being written in the same chat elsewhere in this window. */
export class ChatDrafts implements Disposable {
  readonly #dependencies: ChatDraftsDependencies;
  readonly #author = Symbol('view');
  readonly #listening: Disposable;
  /** Ends, never in an error, when the last text has moved: one that moves on from there waits for it. */
  #moving: Promise<void> = Promise.resolve();

  constructor(dependencies: ChatDraftsDependencies) {
    this.#dependencies = dependencies;
    this.#listening = dependencies.drafts.onChanged(({ conversationId, text, author }) => {
      if (author !== this.#author) dependencies.post({ type: 'draft', conversationId, text });
    });
  }

  /** Rejects, without a word, while a draft cannot be saved: the view keeps it. */
  readonly handlers: MessageHandlers<DraftMessage> = {
    draft: async ({ conversationId, text }, madeAt) => {
      const { drafts } = this.#dependencies;
      // The page that wrote it knew nothing of what another view has written since.
      const isOutdated = madeAt !== undefined && drafts.isChangedByOther(conversationId, this.#author);
      const isSaved = isOutdated
        ? this.#keep(conversationId, text)
        : drafts.change(
            conversationId,
            (stored, isForeign) => (isForeign ? keepBoth(stored, text) : text),
            this.#author,
          );
      if (!(await isSaved)) throw abortError();
      await this.#moveOn(conversationId, text === '');
    },
    'keep-draft': async ({ conversationId, text, after }) => {
      // The view has it on screen itself, or has sent it by now.
      const isKept =
        (await this.#isFound(conversationId)) &&
        this.#dependencies.drafts.change(conversationId, (stored) => withKept(stored, text, after), this.#author);
      if (!(await isKept)) throw abortError();
    },
  };

  /** What was being written in a chat that is gone goes on in another one. */
  move(fromId: string, toId: string): Promise<void> {
    return this.#afterMoves(() => this.#move(fromId, toId));
  }

  /** The same of a new chat, if there is one, unless something has been said in it since it was left. */
  moveUnsaid(unsaidId: Promise<string | undefined>, toId: string): Promise<void> {
    return this.#afterMoves(async () => {
      const fromId = await unsaidId;
      if (fromId !== undefined && (await this.#dependencies.list.entry(fromId)) === undefined)
        await this.#move(fromId, toId);
    });
  }

  /** Resolves when nothing is about to move. */
  async settle(): Promise<void> {
    for (let last; last !== this.#moving;) await (last = this.#moving);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** What the view sends of a chat only after the rest has moved follows it. */
  async #moveOn(fromId: string, isEmptied: boolean): Promise<void> {
    const { drafts } = this.#dependencies;
    const toId = drafts.movedTo(fromId);
    if (toId === undefined) return;
    if (await this.#isFound(fromId)) return drafts.stay(fromId);
    await this.#afterMoves(() => this.#move(fromId, toId, isEmptied));
    await this.#moveOn(toId, isEmptied);
  }

  #move(fromId: string, toId: string, isEmptied = false): Promise<void> {
    return this.#dependencies.drafts.move(fromId, toId, keepMoved, isEmptied);
  }

  #afterMoves(move: () => Promise<void>): Promise<void> {
    const moved = this.#moving.then(move);
    this.#moving = moved.catch(() => undefined);
    return moved;
  }

  #keep(conversationId: string, text: string): Promise<boolean> {
    return this.#dependencies.drafts.change(conversationId, (stored) => keepBoth(text, stored));
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
