import * as vscode from 'vscode';
import { isListed, type ConversationList } from '../../../chat/list/conversationList.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { toScoutError } from '../../../core/errors.js';
import { LatestOnlyRunner } from '../../../core/latestOnlyRunner.js';
import type { Logger } from '../../../core/logger.js';
import type { ChatHistory, Conversation } from '../../../storage/api/chatHistory.js';
import { editTags } from './editTags.js';
import { searchHitView, conversationRowView } from './conversationRowView.js';
import { actionOf } from '../problems/problemView.js';
import type { ListHostMessage, ListScope, ListViewMessage, ProblemView } from '../../protocol/protocol.js';
import { workspaceName } from '../../../presentation/workspaceName.js';

/** A turn touches the list several times; the view needs it once in this time, in milliseconds. */
const collectMs = 100;
/** When more entries than this have changed, the view loads what it shows anew. */
const maximumNotified = 200;

export interface ConversationListDependencies {
  readonly list: ConversationList;
  readonly history: Pick<ChatHistory, 'search' | 'labels'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly displayNameOf: (provider: string) => string;
  readonly post: (message: ListHostMessage) => void;
  /** Tells the user of a change that was not possible; `null` once one was possible again. */
  readonly onProblem: (problem: ProblemView | null) => void;
  readonly logger: Logger;
}

type Handlers = {
  readonly [Type in ListViewMessage['type']]: (message: Extract<ListViewMessage, { type: Type }>) => Promise<void>;
};

/** The list of conversations and the search of one chat view. Says nothing before the view has asked for the list. */
export class ConversationListController implements Disposable {
  readonly #dependencies: ConversationListDependencies;
  readonly #store: DisposableStore;
  readonly #searches = new LatestOnlyRunner();
  #scope: ListScope | undefined;
  /** What is to be told soon; `undefined`: it could be any. */
  #changed: Set<string> | undefined = new Set();
  #timer: NodeJS.Timeout | undefined;
  #failing = false;
  #disposed = false;

  constructor(ports: ConversationListDependencies) {
    this.#dependencies = ports;
    this.#store = new DisposableStore((error) =>
      ports.logger.error('A list of conversations could not be released', error),
    );
    this.#store.add(ports.list.onChanged((ids) => this.#notifySoon(ids)));
  }

  /** Does what the view asks. Rejects only with what nobody expects. */
  handle(message: ListViewMessage): Promise<void> {
    const handler = this.#handlers[message.type] as (message: ListViewMessage) => Promise<void>;
    return handler(message);
  }

  /** Something has changed that no list of ids tells, such as that the history can be read again. */
  refresh(): void {
    this.#notifySoon(undefined);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    await this.#store.dispose();
  }

  readonly #handlers: Handlers = {
    'list-load': (message) => this.#load(message),
    // The view shows the answer to its last request only.
    'list-search': (message) => this.#searches.run(() => this.#search(message)),
    'list-labels': () => this.#postLabels(),
    'list-rename': ({ id, title }) => this.#change([id], () => this.#dependencies.list.rename(id, title)),
    'list-pin': ({ ids, pinned }) => this.#change(ids, () => this.#dependencies.list.setPinned(ids, pinned)),
    'list-archive': ({ ids, archived }) => this.#change(ids, () => this.#dependencies.list.setArchived(ids, archived)),
    'list-edit-tags': ({ ids }) => this.#change(ids, () => this.#editTags(ids)),
    'list-delete': ({ ids }) => this.#change(ids, () => this.#dependencies.list.delete(ids)),
    'list-undo-delete': ({ ids }) => this.#undoDelete(ids),
    'list-export': async ({ ids }) => {
      await vscode.commands.executeCommand('scout.exportChats', ids);
    },
  };

  async #load({ request, scope, after, limit }: Extract<ListViewMessage, { type: 'list-load' }>): Promise<void> {
    this.#scope = scope;
    const answer = { type: 'list-page', request, hasWorkspace: this.#dependencies.workspace !== null } as const;
    try {
      const { conversations, next = null } =
        scope === 'deleted'
          ? { conversations: await this.#dependencies.list.deleted() }
          : await this.#dependencies.list.page(this.#filterOf(scope), limit, after ?? undefined);
      this.#post({ ...answer, rows: conversations.map(conversationRowView), next, problem: '' });
    } catch (error) {
      this.#post({
        ...answer,
        rows: [],
        next: null,
        problem: this.#failureOf('The list of conversations could not be read', error),
      });
    }
  }

  async #search({ request, text, exact, limit }: Extract<ListViewMessage, { type: 'list-search' }>): Promise<void> {
    const { history, workspace, displayNameOf } = this.#dependencies;
    try {
      const { hits, more, ignored } = await history.search({ text, exact, limit, workspace });
      this.#post({
        type: 'list-hits',
        request,
        hits: hits.map((hit) => searchHitView(hit, displayNameOf)),
        more,
        ignored,
        problem: '',
      });
    } catch (error) {
      this.#post({
        type: 'list-hits',
        request,
        hits: [],
        more: false,
        ignored: [],
        problem: this.#failureOf('A search failed', error),
      });
    }
  }

  /** Without them there are no suggestions, and nothing else is missing. */
  async #postLabels(): Promise<void> {
    try {
      const { tags, workspaces } = await this.#dependencies.history.labels();
      const names = new Set(workspaces.map(workspaceName).filter((name) => name !== ''));
      this.#post({ type: 'list-labels', tags, workspaces: [...names] });
    } catch (error) {
      this.#failureOf('Tags and workspaces could not be read', error);
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
      title: vscode.l10n.t('What was deleted could not be brought back.'),
      detail: vscode.l10n.t('It was erased for good in the meantime.'),
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
        title: vscode.l10n.t('The change could not be saved and was taken back.'),
        detail: this.#failureOf('A change of the list failed', error),
        actions: [actionOf('open-log')],
      });
    }
  }

  #revert(ids: readonly string[], problem: ProblemView): void {
    this.#failing = true;
    this.#notifySoon(new Set(ids));
    this.#dependencies.onProblem(problem);
  }

  #notifySoon(ids: ReadonlySet<string> | undefined): void {
    if (this.#scope === undefined || this.#disposed) return;
    this.#changed = ids === undefined || this.#changed === undefined ? undefined : new Set([...this.#changed, ...ids]);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const changed = this.#changed;
      this.#changed = new Set();
      void this.#notify(changed).catch((error: unknown) =>
        this.#dependencies.logger.warn(`A change of the list could not be read: ${toScoutError(error).message}`),
      );
    }, collectMs);
  }

  async #notify(changed: ReadonlySet<string> | undefined): Promise<void> {
    if (changed === undefined || changed.size > maximumNotified) {
      this.#post({ type: 'list-stale' });
      return;
    }
    const entries = await Promise.all([...changed].map((id) => this.#dependencies.list.entry(id)));
    const shown = entries.filter((entry) => entry !== undefined && this.#belongs(entry)) as Conversation[];
    const rows = shown.map(conversationRowView);
    const listed = new Set(rows.map(({ id }) => id));
    this.#post({ type: 'list-rows', rows, removed: [...changed].filter((id) => !listed.has(id)) });
  }

  #belongs(entry: Conversation): boolean {
    const scope = this.#scope ?? 'all';
    return scope === 'deleted' ? entry.deletedAt !== null : isListed(entry, this.#filterOf(scope));
  }

  #filterOf(scope: Exclude<ListScope, 'deleted'>): { readonly workspace?: string; readonly archived?: boolean } {
    if (scope === 'archived') return { archived: true };
    return scope === 'workspace' && this.#dependencies.workspace !== null
      ? { workspace: this.#dependencies.workspace }
      : {};
  }

  #post(message: ListHostMessage): void {
    if (!this.#disposed) this.#dependencies.post(message);
  }
}
