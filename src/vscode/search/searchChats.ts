import * as vscode from 'vscode';
import type { ConversationList } from '../../chat/list/conversationList.js';
import { toScoutError } from '../../core/errors.js';
import { LatestOnlyRunner } from '../../core/latestOnlyRunner.js';
import type { Logger } from '../../core/logger.js';
import type { ChatHistory, SearchResult } from '../../storage/api/chatHistory.js';
import { failedItems, filterItems, foundItems, recentItems, type ChatItem } from './chatItems.js';

const maximumHits = 50;
/** How many of the latest conversations stand there before anything is typed. */
const recentConversations = 30;

export interface SearchChatsDependencies {
  readonly list: ConversationList;
  readonly history: Pick<ChatHistory, 'search'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly displayNameOf: (provider: string) => string;
  /** Shows the conversation, at the message if there is one, with these words marked. */
  readonly open: (conversationId: string, messageId: string | null, words: readonly string[]) => Promise<void>;
  readonly showLog: () => void;
  readonly logger: Logger;
}

/** Finds conversations and messages as one types, in the editor's own list; what is picked is opened. */
export async function searchChats(dependencies: SearchChatsDependencies): Promise<void> {
  const target = await new Promise<ChatItem['target']>((resolve) => new ChatPicker(dependencies, resolve).show());
  if (target === 'log') dependencies.showLog();
  else if (target !== undefined && 'conversationId' in target)
    await dependencies.open(target.conversationId, target.messageId, target.words);
}

class ChatPicker {
  readonly #dependencies: SearchChatsDependencies;
  readonly #pick = vscode.window.createQuickPick<ChatItem>();
  readonly #exactOff: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('quote'),
    tooltip: vscode.l10n.t('Find Exact Text'),
  };
  readonly #exactOn: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('check'),
    tooltip: vscode.l10n.t('Find Words in Any Order'),
  };
  readonly #help: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('question'),
    tooltip: vscode.l10n.t('Search filters'),
  };
  readonly #searches = new LatestOnlyRunner();
  readonly #done: (target: ChatItem['target']) => void;
  #exact = false;
  #isHidden = false;
  /** Enter was pressed before the answer came: it means the first hit. */
  #takesFirst = false;
  /** The answer to what was typed before would take the place of the filters. */
  #showsFilters = false;

  constructor(dependencies: SearchChatsDependencies, done: (target: ChatItem['target']) => void) {
    this.#dependencies = dependencies;
    this.#done = done;
    const pick = this.#pick;
    // The hits come sorted and filtered; the editor would sort titles that hold the text to the top. No part of its declared interface.
    Object.assign(pick, { sortByLabel: false });
    pick.matchOnDescription = false;
    pick.matchOnDetail = false;
    pick.placeholder = vscode.l10n.t('Search all chats: words, "phrases", from:me, tag:…');
    this.#showMode();
    pick.onDidChangeValue(() => {
      this.#takesFirst = false;
      void this.#search();
    });
    pick.onDidTriggerButton((button) => (button === this.#help ? this.#showFilters() : this.#switchMode()));
    pick.onDidAccept(() => {
      if (pick.busy) this.#takesFirst = true;
      else this.#take(pick.selectedItems[0]);
    });
    pick.onDidHide(() => {
      this.#isHidden = true;
      done(undefined);
      pick.dispose();
    });
  }

  show(): void {
    this.#pick.show();
    void this.#search();
  }

  #search(): Promise<void> {
    this.#pick.busy = true;
    this.#showsFilters = false;
    return this.#searches.run(async (signal) => {
      const items = await this.#find(this.#pick.value.trim(), signal);
      if (this.#isHidden || this.#showsFilters || this.#searches.isOutdated) return;
      this.#pick.items = items;
      this.#pick.busy = false;
      if (this.#takesFirst) this.#take(items.find(({ target }) => target !== undefined));
      this.#takesFirst = false;
    });
  }

  #take(item: ChatItem | undefined): void {
    const target = item?.target;
    if (target === undefined) return;
    if (target !== 'log' && 'filter' in target) return this.#type(target.filter);
    this.#done(target);
    this.#pick.hide();
  }

  async #find(text: string, signal: AbortSignal): Promise<readonly ChatItem[]> {
    const { list, history, workspace, displayNameOf, logger } = this.#dependencies;
    try {
      if (text === '') return recentItems((await list.page({}, recentConversations)).conversations);
      const request = { text, exact: this.#exact, limit: maximumHits, workspace };
      const result: SearchResult = await history.search(request, signal);
      return foundItems(result, this.#exact, displayNameOf);
    } catch (error) {
      if (signal.aborted) return [];
      const failure = toScoutError(error);
      logger.warn(`A search failed: ${failure.message}`);
      return failedItems(failure.message);
    }
  }

  #switchMode(): void {
    this.#exact = !this.#exact;
    this.#showMode();
    void this.#search();
  }

  #showMode(): void {
    this.#pick.title = this.#exact ? vscode.l10n.t('Search Chats: exact text') : vscode.l10n.t('Search Chats');
    this.#pick.buttons = [this.#exact ? this.#exactOn : this.#exactOff, this.#help];
  }

  #showFilters(): void {
    this.#showsFilters = true;
    this.#takesFirst = false;
    this.#pick.busy = false;
    this.#pick.items = filterItems();
  }

  #type(filter: string): void {
    this.#pick.value = [this.#pick.value.trim(), filter].filter((part) => part !== '').join(' ');
    void this.#search();
  }
}
