import * as vscode from 'vscode';
import type { ConversationList } from '../../../chat/list/conversationList.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { toScoutError } from '../../../core/errors.js';
import { LatestOnlyRunner } from '../../../core/latestOnlyRunner.js';
import type { Logger } from '../../../core/logger.js';
import type { ChatHistory } from '../../../storage/api/chatHistory.js';
import { editTags } from './editTags.js';
import { searchHitView, conversationRowView } from './conversationRowView.js';
import { ListChangeNotifier } from './listChangeNotifier.js';
import { requireTitle, requireUnchanged } from './lateChanges.js';
import { filterOf } from './listScope.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { actionOf } from '../problems/problemView.js';
import type { ListHostMessage, ListViewMessage } from '../../protocol/conversationList.js';
import type { ProblemView } from '../../protocol/problems.js';
import { workspaceName } from '../../../presentation/workspaceName.js';

export interface ConversationListDependencies {
  readonly list: ConversationList;
  readonly history: Pick<ChatHistory, 'search' | 'labels'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly displayNameOf: (provider: string) => string;
  /** Resolves once the chat is on the screen, for which the history's answer to the list does not come in between. */
  readonly firstSnapshot: Promise<void>;
  readonly post: (message: ListHostMessage) => void;
  /** Informs the user of a change that was not possible; `null` once one was possible again. */
  readonly onProblem: (problem: ProblemView | null) => void;
  readonly logger: Logger;
}

/** The list of conversations and the search of one chat view. Says nothing before the view has asked for the list. */
export class ConversationListController implements Disposable {
  readonly #dependencies: ConversationListDependencies;
  readonly #store: DisposableStore;
  readonly #changes: ListChangeNotifier;
  readonly #searches = new LatestOnlyRunner();
  #failing = false;

  constructor(dependencies: ConversationListDependencies) {
    this.#dependencies = dependencies;
    this.#store = new DisposableStore((error) => dependencies.logger.error('Could not release a chat list', error));
    this.#changes = this.#store.add(new ListChangeNotifier(dependencies));
    this.#store.add(dependencies.list.onChanged((ids) => this.#changes.notifySoon(ids)));
  }

  /** Something has changed that no list of ids expresses, such as that the history can be read again. */
  refresh(): void {
    this.#changes.notifySoon(undefined);
  }

  dispose(): Promise<void> {
    return this.#store.dispose();
  }

  readonly handlers: MessageHandlers<ListViewMessage> = {
    'list-load': (message) => this.#load(message),
    // The view shows the answer to its last request only.
    'list-search': (message) => this.#searches.run((signal) => this.#search(message, signal)),
    'list-labels': () => this.#postLabels(),
    'list-rename': ({ id, title, replaces }, madeAt) =>
      this.#change([id], async () => {
        if (madeAt !== undefined) await requireTitle(this.#dependencies.list, id, title, replaces);
        await this.#dependencies.list.rename(id, title);
      }),
    'list-pin': ({ ids, pinned }) => this.#change(ids, () => this.#dependencies.list.setPinned(ids, pinned)),
    'list-archive': ({ ids, archived }, madeAt) =>
      this.#change(ids, async () => {
        if (madeAt !== undefined) await requireUnchanged(this.#dependencies.list, ids, madeAt);
        await this.#dependencies.list.setArchived(ids, archived);
      }),
    'list-edit-tags': ({ ids }) => this.#change(ids, () => this.#editTags(ids)),
    'list-delete': ({ ids }, madeAt) =>
      this.#change(ids, async () => {
        if (madeAt !== undefined) await requireUnchanged(this.#dependencies.list, ids, madeAt);
        await this.#dependencies.list.delete(ids);
      }),
    'list-undo-delete': ({ ids }) => this.#undoDelete(ids),
    'list-export': async ({ ids }) => {
      await vscode.commands.executeCommand('scout.exportChats', ids);
    },
  };

  async #load({ request, scope, after, limit }: Extract<ListViewMessage, { type: 'list-load' }>): Promise<void> {
    this.#changes.scope = scope;
    const { workspace } = this.#dependencies;
    const answer = { type: 'list-page', request, hasWorkspace: workspace !== null } as const;
    try {
      const { conversations, next = null } =
        scope === 'deleted'
          ? { conversations: await this.#dependencies.list.deleted() }
          : await this.#dependencies.list.page(
              filterOf(scope, workspace),
              limit,
              after ?? undefined,
              this.#dependencies.firstSnapshot,
            );
      const rows = conversations.map((conversation) => conversationRowView(conversation, workspace));
      this.#dependencies.post({ ...answer, rows, next, problem: '' });
    } catch (error) {
      this.#dependencies.post({
        ...answer,
        rows: [],
        next: null,
        problem: this.#failureOf('Could not read the chat list', error),
      });
    }
  }

  async #search(
    { request, text, exact, limit }: Extract<ListViewMessage, { type: 'list-search' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { history, workspace, displayNameOf } = this.#dependencies;
    try {
      const { hits, more, ignored, pending } = await history.search({ text, exact, limit, workspace }, signal);
      this.#dependencies.post({
        type: 'list-hits',
        request,
        hits: hits.map((hit) => searchHitView(hit, workspace, displayNameOf)),
        more,
        ignored,
        pending,
        problem: '',
      });
    } catch (error) {
      if (signal.aborted) return;
      this.#dependencies.post({
        type: 'list-hits',
        request,
        hits: [],
        more: false,
        ignored: [],
        pending: 0,
        problem: this.#failureOf('A search failed', error),
      });
    }
  }

  /** Without them there are no suggestions, and nothing else is missing. */
  async #postLabels(): Promise<void> {
    try {
      const { tags, workspaces } = await this.#dependencies.history.labels();
      const names = new Set(workspaces.map(workspaceName).filter((name) => name !== ''));
      this.#dependencies.post({ type: 'list-labels', tags, workspaces: [...names] });
    } catch (error) {
      this.#failureOf('Could not read tags and workspaces', error);
    }
  }

  /** @returns why, for the user. */
  #failureOf(what: string, error: unknown): string {
    const failure = toScoutError(error);
    this.#dependencies.logger.warn(`${what}: ${failure.message}`);
    return failure.message;
  }

  async #editTags(ids: readonly string[]): Promise<void> {
    const entries = await Promise.all(ids.map((id) => this.#dependencies.list.entry(id)));
    const { tags } = await this.#dependencies.history.labels();
    const change = await editTags(
      entries.filter((entry) => entry !== undefined),
      tags,
    );
    if (change !== undefined) await this.#dependencies.list.changeTags(ids, change);
  }

  async #undoDelete(ids: readonly string[]): Promise<void> {
    let gone: readonly string[] = [];
    await this.#change(ids, async () => {
      gone = await this.#dependencies.list.undoDelete(ids);
    });
    if (gone.length === 0) return;
    this.#revert(gone, {
      title: vscode.l10n.t('The deletion could not be undone.'),
      detail: vscode.l10n.t('It is already permanent.'),
      actions: [],
    });
  }

  /** The view may show the change already: when it fails, the truth follows. */
  async #change(ids: readonly string[], change: () => Promise<void>): Promise<void> {
    try {
      await change();
      if (this.#failing) this.#dependencies.onProblem(null);
      this.#failing = false;
    } catch (error) {
      this.#revert(ids, {
        title: vscode.l10n.t('The change could not be saved and was undone.'),
        detail: this.#failureOf('A change to the chat list failed', error),
        actions: [actionOf('open-log')],
      });
    }
  }

  #revert(ids: readonly string[], problem: ProblemView): void {
    this.#failing = true;
    this.#changes.notifySoon(ids);
    this.#dependencies.onProblem(problem);
  }
}
