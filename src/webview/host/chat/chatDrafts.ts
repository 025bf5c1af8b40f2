import type { ConversationList } from '../../../chat/list/conversationList.js';
import type { Disposable } from '../../../core/disposables.js';
import { abortError } from '../../../core/errors.js';
import type { Drafts } from '../../../profile/drafts.js';
import type { ChatHostMessage, ChatViewMessage } from '../../protocol/chat.js';
import { giveBack, keepBoth } from '../../protocol/keepBoth.js';
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
  /** What was being written in chats that are gone, or new ones that were left, and where it goes on. */
  readonly #moved = new Map<string, { readonly toId: string; readonly text: string }>();

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
      await this.#moveOn(conversationId);
    },
    'keep-draft': async ({ conversationId, text, after }) => {
      // The view has it on screen itself, or has sent it by now.
      const isKept =
        (await this.#isFound(conversationId)) &&
        this.#dependencies.drafts.change(conversationId, (stored) => giveBack(text, stored, after), this.#author);
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
  async #moveOn(fromId: string): Promise<void> {
    const toId = this.#moved.get(fromId)?.toId;
    if (toId === undefined || (await this.#isFound(fromId))) return;
    await this.move(fromId, toId);
    await this.#moveOn(toId);
  }

  async #move(fromId: string, toId: string): Promise<void> {
    const { drafts } = this.#dependencies;
    // In its turn: the newest may be on its way to the disk.
    const text = await drafts.open(fromId);
    const earlier = this.#moved.get(fromId);
    const there = earlier?.toId === toId ? earlier.text : '';
    const whole = keepBoth(there, text);
    this.#moved.set(fromId, { toId, text: whole });
    // What was there before may have been sent by now.
    if (text !== '' && (whole === there || (await this.#keep(toId, text)))) await drafts.save(fromId, '');
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
