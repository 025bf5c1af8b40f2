import type * as vscode from 'vscode';
import { CancellationTokenSource, Disposable, EventEmitter } from './events.js';
import { strict } from './strict.js';
import { Uri } from './values.js';

/** The host's end of a web page. Messages go through JSON, as they do in VS Code. */
export class FakeWebview implements vscode.Webview {
  readonly #received = new EventEmitter<unknown>();
  readonly onDidReceiveMessage: vscode.Event<unknown> = this.#received.event;
  readonly cspSource = 'https://*.vscode-cdn.net';
  /** What was posted to the page, in order. */
  readonly posted: unknown[] = [];
  options: vscode.WebviewOptions = {};
  #html = '';
  #isDisposed = false;

  get html(): string {
    this.#requireAlive();
    return this.#html;
  }

  set html(value: string) {
    this.#requireAlive();
    this.#html = value;
  }

  asWebviewUri(resource: vscode.Uri): vscode.Uri {
    return Uri.from({
      scheme: 'https',
      authority: `${resource.scheme}+.vscode-resource.vscode-cdn.net`,
      path: resource.path,
    });
  }

  postMessage(message: unknown): Promise<boolean> {
    if (this.#isDisposed) return Promise.resolve(false);
    this.posted.push(JSON.parse(JSON.stringify(message)));
    return Promise.resolve(true);
  }

  /** The page posts a message to the host. */
  receive(message: unknown): void {
    this.#requireAlive();
    this.#received.fire(JSON.parse(JSON.stringify(message)));
  }

  close(): void {
    this.#isDisposed = true;
    this.#received.dispose();
  }

  #requireAlive(): void {
    if (this.#isDisposed) throw new Error('Webview is disposed');
  }
}

/** What an editor panel and a view in the side bar have in common. */
class FakeView {
  readonly #disposed = new EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  readonly #webview = new FakeWebview();
  readonly viewType: string;
  title: string;
  visible = true;
  isDisposed = false;

  constructor(viewType: string, title: string) {
    this.viewType = viewType;
    this.title = title;
  }

  get webview(): FakeWebview {
    if (this.isDisposed) throw new Error('Webview is disposed');
    return this.#webview;
  }

  /** As the extension or the user closes it. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.visible = false;
    this.#webview.close();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}

export class FakeWebviewPanel extends FakeView implements vscode.WebviewPanel {
  readonly options: vscode.WebviewPanelOptions;
  readonly viewColumn: vscode.ViewColumn;
  readonly onDidChangeViewState = new EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>().event;
  iconPath?: NonNullable<vscode.WebviewPanel['iconPath']>;
  active = true;
  /** How often it was brought to the front. */
  reveals = 0;

  constructor(viewType: string, title: string, viewColumn: vscode.ViewColumn, options: vscode.WebviewPanelOptions) {
    super(viewType, title);
    this.viewColumn = viewColumn;
    this.options = options;
  }

  reveal(): void {
    if (this.isDisposed) throw new Error('Webview is disposed');
    this.reveals += 1;
    this.visible = true;
  }
}

export class FakeWebviewView extends FakeView implements vscode.WebviewView {
  readonly onDidChangeVisibility = new EventEmitter<void>().event;
  description?: string;
  badge: vscode.ViewBadge | undefined;

  show(): void {
    this.visible = true;
  }
}

/** Editor panels and views in the side bar. */
export class Webviews {
  readonly panels: FakeWebviewPanel[] = [];
  readonly serializers = new Map<string, vscode.WebviewPanelSerializer>();
  readonly providers = new Map<string, vscode.WebviewViewProvider>();

  createPanel(
    viewType: string,
    title: string,
    show: vscode.ViewColumn | { readonly viewColumn: vscode.ViewColumn },
    options: vscode.WebviewPanelOptions & vscode.WebviewOptions = {},
  ): FakeWebviewPanel {
    const panel = new FakeWebviewPanel(viewType, title, typeof show === 'object' ? show.viewColumn : show, options);
    panel.webview.options = options;
    this.panels.push(panel);
    return panel;
  }

  /** A reload of the window: gives the extension its former panel, with what its page saved. */
  async restorePanel(viewType: string, state: unknown): Promise<FakeWebviewPanel> {
    const panel = this.createPanel(viewType, '', 1);
    await found(this.serializers, viewType).deserializeWebviewPanel(panel, state);
    return panel;
  }

  /** The user opens a view in the side bar. */
  async openView(viewType: string, state?: unknown): Promise<FakeWebviewView> {
    const view = new FakeWebviewView(viewType, '');
    await found(this.providers, viewType).resolveWebviewView(
      view,
      strict<vscode.WebviewViewResolveContext>('WebviewViewResolveContext', { state }),
      new CancellationTokenSource().token,
    );
    return view;
  }

  register<T>(all: Map<string, T>, viewType: string, part: T): Disposable {
    if (all.has(viewType)) throw new Error(`Something is registered for ${viewType} already`);
    all.set(viewType, part);
    return new Disposable(() => all.delete(viewType));
  }
}

function found<T>(all: ReadonlyMap<string, T>, viewType: string): T {
  const part = all.get(viewType);
  if (part === undefined) throw new Error(`Nothing is registered for ${viewType}.`);
  return part;
}
