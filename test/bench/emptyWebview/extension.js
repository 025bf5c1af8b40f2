import * as vscode from 'vscode';

export function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('scout-empty-webview.open', () => {
      const options = { enableScripts: true };
      const panel = vscode.window.createWebviewPanel('scoutEmptyWebview', 'Empty', vscode.ViewColumn.Active, options);
      panel.webview.html =
        '<!DOCTYPE html><html><body><textarea></textarea><script>document.querySelector("textarea").focus()</script></body></html>';
    }),
  );
}
