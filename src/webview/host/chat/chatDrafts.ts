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
  async move(fromId: string, toId: string): Promise<void> {
    // In its turn: the newest may be on its way to the disk.
    const text = await this.#dependencies.drafts.open(fromId);
    if (text !== '' && (await this.#keep(toId, text))) await this.#dependencies.drafts.save(fromId, '');
  }

  /** The same of a new chat, unless something has been said in it since it was left. */
  async moveUnsaid(fromId: string, toId: string): Promise<void> {
    if ((await this.#dependencies.list.entry(fromId)) === undefined) await this.move(fromId, toId);
  }

  dispose(): void {
    this.#listening.dispose();
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
