import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';
import { strict } from './strict.js';

/** The text editor in use, and the tabs. */
export class Editors {
  readonly #activeChanged = new EventEmitter<vscode.TextEditor | undefined>();
  readonly #tabsChanged = new EventEmitter<vscode.TabChangeEvent>();
  readonly onDidChangeActive = this.#activeChanged.event;
  readonly selectionChanged = new EventEmitter<vscode.TextEditorSelectionChangeEvent>();
  active: vscode.TextEditor | undefined;

  readonly #active: { tab: vscode.Tab | undefined } = { tab: undefined };

  readonly tabGroups = strict<vscode.TabGroups>('vscode.window.tabGroups', {
    all: [],
    activeTabGroup: activeGroup(this.#active),
    onDidChangeTabs: this.#tabsChanged.event,
  });

  /** The user goes to a tab that is called so. */
  showTab(label: string): void {
    this.#active.tab = strict<vscode.Tab>('Tab', { label, input: undefined });
    this.#tabsChanged.fire({ opened: [], closed: [], changed: [] });
  }

  /** The user goes to an editor of this document; `undefined`: to something else. */
  activate(document: vscode.TextDocument | undefined): void {
    this.active = document && strict<vscode.TextEditor>('TextEditor', { document, viewColumn: 1, selections: [] });
    this.#activeChanged.fire(this.active);
  }
}

function activeGroup(active: { readonly tab: vscode.Tab | undefined }): vscode.TabGroup {
  return strict<vscode.TabGroup>('TabGroup', {
    get activeTab() {
      return active.tab;
    },
    tabs: [],
  });
}
