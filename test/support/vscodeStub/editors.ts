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

  readonly tabGroups = strict<vscode.TabGroups>('vscode.window.tabGroups', {
    all: [],
    activeTabGroup: strict<vscode.TabGroup>('TabGroup', { activeTab: undefined, tabs: [] }),
    onDidChangeTabs: this.#tabsChanged.event,
  });

  /** The user goes to an editor of this document; `undefined`: to something else. */
  activate(document: vscode.TextDocument | undefined): void {
    this.active = document && strict<vscode.TextEditor>('TextEditor', { document, viewColumn: 1, selections: [] });
    this.#activeChanged.fire(this.active);
  }
}
