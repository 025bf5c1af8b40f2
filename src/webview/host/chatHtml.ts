import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folder with the view's scripts and styles, below the extension's own. */
export function viewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page of the chat view. Only the view's own script runs (by its nonce), only its own styles and
 * fonts load, nothing is fetched from anywhere else. `blob:` is for pictures of messages, which the script makes. The editor starts workers from `blob:` addresses only.
 *
 * @param place decides on the colors: the editor does not tell a page which of its parts it is in.
 */
export function chatHtml(webview: vscode.Webview, extensionUri: vscode.Uri, place: 'panel' | 'side-bar'): string {
  const folder = viewFolder(extensionUri);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'chat.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'chatStyle.css')).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `connect-src ${webview.cspSource}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>SCOUT</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-place="${place}">
<div id="app"></div>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
