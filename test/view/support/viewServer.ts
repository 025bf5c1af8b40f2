import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { editorStyles } from './editorStyles.js';
import { fonts, themeNames, themes, type ThemeName } from './themes.js';

const nonce = 'c2NvdXQgdGVzdA==';
const contentTypes: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** Serves the view on loopback, in a page like the one the extension gives it, under the same policy. */
export class ViewServer {
  readonly #server: Server;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', this.origin);
      this.#answer(url).then(
        ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
        () => response.writeHead(404).end(),
      );
    });
  }

  static async start(folder: string): Promise<ViewServer> {
    const server = new ViewServer(folder);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(url: URL): Promise<{ type: string; body: string | Buffer }> {
    if (url.pathname === '/')
      return {
        type: 'text/html',
        body: this.#page(themeOf(url.searchParams.get('theme')), url.searchParams.get('place') ?? 'panel'),
      };
    if (url.pathname === '/editor.css') return { type: 'text/css', body: editorStyles };
    const file = path.join(this.#folder, path.normalize(url.pathname));
    return { type: contentTypes[path.extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  }

  #page(theme: ThemeName, place: string): string {
    const { bodyClass, colors } = themes[theme];
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src ${this.origin}`,
      `font-src ${this.origin}`,
      `img-src ${this.origin} data: blob:`,
      `connect-src ${this.origin}`,
      'worker-src blob:',
    ].join('; ');
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>SCOUT</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${this.origin}/editor.css">
<link rel="stylesheet" href="${this.origin}/chatStyle.css">
</head>
<body class="${bodyClass}" data-place="${place === 'side-bar' ? 'side-bar' : 'panel'}">
<div id="app"></div>
<script nonce="${nonce}">${editorScript({ ...fonts, ...colors })}</script>
<script type="module" nonce="${nonce}" src="${this.origin}/chat.js"></script>
</body>
</html>`;
  }
}

function themeOf(name: string | null): ThemeName {
  return themeNames.find((theme) => theme === name) ?? 'dark';
}

/** What the editor does in a webview: sets the theme's variables, offers its API, opens links that are clicked. */
function editorScript(variables: Readonly<Record<string, string>>): string {
  return `
for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
  document.documentElement.style.setProperty('--vscode-' + name, value);
}
globalThis.posted = [];
globalThis.violations = [];
globalThis.savedState = JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined;
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(event.violatedDirective + ' ' + event.blockedURI);
});
for (const type of ['click', 'auxclick']) {
  document.addEventListener(type, (event) => {
    if (event.composedPath().some((node) => node.tagName === 'A' && node.href)) violations.push('the editor opens the link');
  });
}
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => posted.push(structuredClone(message)),
  setState: (state) => {
    savedState = state;
    sessionStorage.setItem('state', JSON.stringify(state));
  },
  getState: () => savedState,
});`;
}
