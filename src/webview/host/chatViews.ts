import * as vscode from 'vscode';
import type { ConversationSession } from '../../chat/conversation/conversationSession.js';
import { chatHtml, viewFolder } from './chatHtml.js';
import type { ViewPart } from '../protocol/chat.js';
import { ChatView, type ChatViewDependencies } from './chatView.js';
import { chatViewId, chatPanelType } from './viewTypes.js';
import { parseViewState } from './connection/viewMessageSchema.js';

export interface ChatViewsDependencies extends ChatViewDependencies {
  /** Called with the chats on screen, the one in use first, whenever they, or whom they ask, may have changed. */
  readonly onShown: (sessions: readonly ConversationSession[]) => void;
}

/** The places where the chat can be seen: at most one editor panel, and the side bar. */
export class ChatViews {
  readonly #extensionUri: vscode.Uri;
  readonly #dependencies: ChatViewsDependencies;
  readonly #views = new Set<ChatView>();
  /** What a view showed last in this window, for those whose place is shared with other windows. */
  readonly #lastShown = new Map<string, string>();
  /** The view that was used last. */
  #used: ChatView | undefined;
  readonly #firstSnapshot = Promise.withResolvers<void>();
  #sideBar: { readonly container: vscode.WebviewView; readonly view: ChatView } | undefined;
  #isAnswering: boolean | undefined;
  #panel: { readonly panel: vscode.WebviewPanel; readonly view: ChatView } | undefined;

  constructor(extensionUri: vscode.Uri, dependencies: ChatViewsDependencies) {
    this.#extensionUri = extensionUri;
    this.#dependencies = dependencies;
  }

  /** Shows the chat in use without covering the text editor: where it is, or else in a panel beside that. */
  showBeside(): ChatView {
    const sideBar = this.#sideBar;
    if (sideBar !== undefined && this.#byUse[0] === sideBar.view) {
      sideBar.container.show();
      return sideBar.view;
    }
    return this.showPanel(vscode.ViewColumn.Beside);
  }

  /** Shows the editor panel, made anew if need be. @param column where it opens when it is new */
  showPanel(column = vscode.ViewColumn.Active): ChatView {
    if (this.#panel !== undefined) {
      this.#panel.panel.reveal();
      return this.#panel.view;
    }
    const panel = vscode.window.createWebviewPanel(chatPanelType, 'SCOUT', column);
    return this.#attachPanel(panel, null);
  }

  /** Takes over a panel that the editor restored after a reload; `state` is what its view saved, unchecked. */
  restorePanel(panel: vscode.WebviewPanel, state: unknown): void {
    this.#attachPanel(panel, state);
  }

  /** Fills the side bar's view, whenever the editor shows it anew. */
  fillSideBar(view: vscode.WebviewView, state: unknown): void {
    const filled = this.#connect(view, 'sideBar', state, (title) => {
      view.title = title;
    });
    const attached = { container: view, view: filled };
    this.#sideBar = attached;
    view.onDidDispose(() => {
      if (this.#sideBar === attached) this.#sideBar = undefined;
      this.#notifyShown();
    });
    this.#notifyShown();
  }

  /** Shows a new chat in the side bar, where it has been opened before, and puts the cursor there. */
  async newChatInSideBar(): Promise<void> {
    await this.#sideBar?.view.newChat();
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
  }

  /** Puts the cursor into the composer of this chat: where it is shown, or else in the panel. */
  async focusChat(chatId: string): Promise<void> {
    const panel = this.#panel;
    if (this.#sideBar?.view.chatId === chatId && panel?.view.chatId !== chatId) {
      await vscode.commands.executeCommand(`${chatViewId}.focus`);
      return this.#sideBar.view.focus();
    }
    const view = this.showPanel();
    if (view.chatId === chatId) view.focus();
    else await view.openMessage(chatId, null);
  }

  /** Shows or hides a part of the side bar's view, which has no head of its own. */
  toggleInSideBar(part: ViewPart): void {
    this.#sideBar?.view.toggle(part);
  }

  /** Stops the answer where the chat is in use. */
  async stopAnswer(): Promise<void> {
    await this.#byUse.find((view) => view.isAnswering)?.stop();
  }

  /** The chat with this id, if a view shows it, or else the one in use; `undefined` where no view is open. */
  sessionOf(chatId: unknown): ConversationSession | undefined {
    const views = this.#byUse;
    return (views.find((view) => view.chatId === chatId) ?? views[0])?.session;
  }

  /**
   * The views, the one in use first: of those that are seen the one that was used last, or else the panel if it is the active editor. That it
   * stays while the side bar is used.
   */
  get #byUse(): readonly ChatView[] {
    const [panel, sideBar] = [this.#panel, this.#sideBar];
    const areBothSeen = panel?.panel.visible === true && sideBar?.container.visible === true;
    const isPanelFirst =
      areBothSeen && this.#used !== undefined
        ? this.#used === panel.view
        : panel?.panel.active === true || sideBar?.container.visible !== true;
    return [isPanelFirst ? panel : sideBar, isPanelFirst ? sideBar : panel].flatMap((place) => place?.view ?? []);
  }

  /** Resolves once any view has been sent everything for the first time. */
  get firstSnapshot(): Promise<void> {
    return this.#firstSnapshot.promise;
  }

  /** How many views are open, for the memory report. */
  get count(): number {
    return this.#views.size;
  }

  /**
   * Sends the views nothing any more. The panel itself stays: after a reload of the window the editor
   * restores it, and it shows the same conversation again.
   */
  async disconnect(): Promise<void> {
    await Promise.all([...this.#views].map((view) => view.dispose()));
    this.#views.clear();
  }

  #attachPanel(panel: vscode.WebviewPanel, state: unknown): ChatView {
    const media = vscode.Uri.joinPath(this.#extensionUri, 'media');
    panel.iconPath = {
      light: vscode.Uri.joinPath(media, 'scout-light.svg'),
      dark: vscode.Uri.joinPath(media, 'scout-dark.svg'),
    };
    const view = this.#connect(panel, 'panel', state);
    const attached = { panel, view };
    this.#panel = attached;
    panel.onDidDispose(() => {
      if (this.#panel === attached) this.#panel = undefined;
      this.#notifyShown();
    });
    this.#notifyShown();
    return view;
  }

  /** @param onTitle is given the title of what is shown, whenever it may have changed. */
  #connect(
    container: vscode.WebviewPanel | vscode.WebviewView,
    kind: 'panel' | 'sideBar',
    state: unknown,
    onTitle: (title: string) => void = () => undefined,
  ): ChatView {
    container.webview.options = {
      enableScripts: true,
      localResourceRoots: [viewFolder(this.#extensionUri)],
      // The editor follows a link to this command without us, so it works after this host has ended.
      enableCommandUris: ['workbench.action.reloadWindow'],
    };
    const { workspace } = this.#dependencies;
    const place = { name: `${kind}:${workspace ?? ''}`, isShared: workspace === null };
    const remembered = parseViewState(state).conversationId ?? this.#lastShown.get(kind) ?? null;
    const onStatus = (): void => {
      this.#followTurns();
      this.#notifyShown();
    };
    const view: ChatView = new ChatView(
      container.webview,
      this.#dependencies,
      place,
      remembered,
      onTitle,
      onStatus,
      () => {
        this.#used = view;
        this.#notifyShown();
      },
    );
    this.#views.add(view);
    void view.firstSnapshot.then(() => this.#firstSnapshot.resolve());
    onStateChanged(container, () => {
      if (!container.visible) view.suspend();
      this.#notifyShown();
    });
    container.onDidDispose(() => {
      this.#lastShown.set(kind, view.chatId);
      this.#views.delete(view);
      if (this.#used === view) this.#used = undefined;
      this.#followTurns();
      void view.dispose();
    });
    container.webview.html = chatHtml(container.webview, this.#extensionUri, kind === 'panel' ? 'panel' : 'side-bar');
    return view;
  }

  #notifyShown(): void {
    this.#dependencies.onShown(this.#byUse.map(({ session }) => session));
  }

  /** Tells the editor whether there is an answer to stop. */
  #followTurns(): void {
    const isAnswering = [...this.#views].some((view) => view.isAnswering);
    if (isAnswering === this.#isAnswering) return;
    this.#isAnswering = isAnswering;
    void vscode.commands.executeCommand('setContext', 'scout.isAnswering', isAnswering);
  }
}

/** A view was hidden, which removes its page until it is shown again, or shown, or the focus has moved. */
function onStateChanged(container: vscode.WebviewPanel | vscode.WebviewView, listener: () => void): void {
  if ('onDidChangeViewState' in container) container.onDidChangeViewState(listener);
  else container.onDidChangeVisibility(listener);
}
