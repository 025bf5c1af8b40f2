import type * as vscode from 'vscode';

export class FakeStatusBarItem implements vscode.StatusBarItem {
  readonly id: string;
  readonly alignment: vscode.StatusBarAlignment;
  readonly priority: number | undefined;
  name: string | undefined;
  text = '';
  tooltip: string | vscode.MarkdownString | undefined;
  color: string | vscode.ThemeColor | undefined;
  backgroundColor: vscode.ThemeColor | undefined;
  command: string | vscode.Command | undefined;
  accessibilityInformation: vscode.AccessibilityInformation | undefined;
  isVisible = false;
  isDisposed = false;

  constructor(id: string, alignment: vscode.StatusBarAlignment, priority?: number) {
    this.id = id;
    this.alignment = alignment;
    this.priority = priority;
  }

  show(): void {
    this.isVisible = !this.isDisposed;
  }

  hide(): void {
    this.isVisible = false;
  }

  dispose(): void {
    this.hide();
    this.isDisposed = true;
  }
}
