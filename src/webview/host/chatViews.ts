import * as vscode from 'vscode';
import { ChatController, type ChatViewDependencies } from './chat/chatController.js';
import { chatHtml, viewFolder } from './chatHtml.js';
import { parseViewState } from './connection/viewMessageSchema.js';
import { chatPanelType } from './viewTypes.js';

/** The places where the chat can be seen: at most one editor panel, and the side bar. */
export class ChatViews {
  readonly #extensionUri: vscode.Uri;
  readonly #ports: ChatViewDependencies;
  readonly #controllers = new Set<ChatController>();
  #panel: { readonly panel: vscode.WebviewPanel; readonly controller: ChatController } | undefined;

  constructor(extensionUri: vscode.Uri, ports: ChatViewDependencies) {
    this.#extensionUri = extensionUri;
    this.#ports = ports;
  }

  /** Shows the editor panel, made anew if need be. */
  showPanel(): ChatController {
    if (this.#panel !== undefined) {
      this.#panel.panel.reveal();
      return this.#panel.controller;
    }
    const panel = vscode.window.createWebviewPanel(chatPanelType, 'SCOUT', vscode.ViewColumn.Active);
    return this.#adoptPanel(panel, null);
  }

  /** Takes over a panel that the editor restored after a reload; `state` is what its view kept, unchecked. */
  restorePanel(panel: vscode.WebviewPanel, state: unknown): void {
    this.#adoptPanel(panel, state);
  }

  /** Fills the side bar's view, whenever the editor shows it anew. */
  fillSideBar(view: vscode.WebviewView, state: unknown): void {
    this.#connect(view, 'sideBar', state);
  }

  /** How many views are open, for the memory report. */
  get count(): number {
    return this.#controllers.size;
  }

  /**
   * Tells the views nothing any more. The panel itself stays: after a reload of the window the editor
   * restores it, and it shows the same conversation again.
   */
  async disconnect(): Promise<void> {
    await Promise.all([...this.#controllers].map((controller) => controller.dispose()));
    this.#controllers.clear();
  }

  #adoptPanel(panel: vscode.WebviewPanel, state: unknown): ChatController {
    const media = vscode.Uri.joinPath(this.#extensionUri, 'media');
    panel.iconPath = {
      light: vscode.Uri.joinPath(media, 'scout-light.svg'),
      dark: vscode.Uri.joinPath(media, 'scout-dark.svg'),
    };
    const controller = this.#connect(panel, 'panel', state);
    const adopted = { panel, controller };
    this.#panel = adopted;
    panel.onDidDispose(() => {
      if (this.#panel === adopted) this.#panel = undefined;
    });
    return controller;
  }

  #connect(view: vscode.WebviewPanel | vscode.WebviewView, kind: 'panel' | 'sideBar', state: unknown): ChatController {
    view.webview.options = { enableScripts: true, localResourceRoots: [viewFolder(this.#extensionUri)] };
    const { workspace } = this.#ports;
    const place = workspace === null ? undefined : `${kind}:${workspace}`;
    const controller = new ChatController(view.webview, this.#ports, place, parseViewState(state).conversationId);
    this.#controllers.add(controller);
    view.onDidDispose(() => {
      this.#controllers.delete(controller);
      void controller.dispose();
    });
    view.webview.html = chatHtml(view.webview, this.#extensionUri);
    return controller;
  }
}
