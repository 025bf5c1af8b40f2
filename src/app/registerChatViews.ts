import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import { chatPanelType, chatViewId } from '../webview/host/viewTypes.js';
import type { Features } from './features.js';

/** Restored panels and the side bar: either makes the chat when it is first there. */
export function registerChatViews(store: DisposableStore, { chat }: Features): void {
  store.add(
    vscode.window.registerWebviewPanelSerializer(chatPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await chat.get()).views.restorePanel(panel, state),
    }),
  );
  store.add(
    vscode.window.registerWebviewViewProvider(chatViewId, {
      resolveWebviewView: async (view, { state }) => (await chat.get()).views.fillSideBar(view, state),
    }),
  );
}
