import * as vscode from 'vscode';

/** The chat's own editor, if it is the one in front. The editor puts a prefix before the type of a webview. */
export function chatPanelTab(): vscode.Tab | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  const input = tab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith('scout.chat') ? tab : undefined;
}
