import type { Browser, Locator, Page } from 'playwright-core';
import type { RequestEnvelope } from '../../../src/webview/protocol/delivery.js';
import type { HostMessage, PostedMessage, ViewMessage } from '../../../src/webview/protocol/protocol.js';
import { themes, type ThemeName } from './themes.js';
import type { ViewServer } from './viewServer.js';

export interface ChatPageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly place?: 'panel' | 'side-bar';
}

/** What speaks through screen readers for the whole view; the composer says by itself how many completions there are. */
export const announcer = '.app > [role="status"]';

/** One chat view in the browser, with the tests as its host. */
export class ChatPage {
  readonly page: Page;
  readonly #errors: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.#errors.push(String(error)));
    page.on('console', (line) => line.type() === 'error' && this.#errors.push(line.text()));
  }

  static async open(browser: Browser, server: ViewServer, options: ChatPageOptions = {}): Promise<ChatPage> {
    const { theme = 'dark', width = 1000, height = 760, reducedMotion = false, place = 'panel' } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      colorScheme: colorSchemeOf(theme),
    });
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(`${server.origin}/?theme=${theme}&place=${place}`);
    return chat;
  }

  /** Changes the theme as the editor does while a view is open. */
  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.emulateMedia({ colorScheme: colorSchemeOf(theme) });
    const { bodyClass, colors } = themes[theme];
    const names = new Set(Object.values(themes).flatMap((one) => Object.keys(one.colors)));
    // An empty value removes the variable.
    const values = Object.fromEntries([...names].map((name) => [name, colors[name] ?? '']));
    await this.page.evaluate(`{
      document.body.className = ${JSON.stringify(bodyClass)};
      for (const [name, value] of Object.entries(${JSON.stringify(values)})) document.documentElement.style.setProperty('--vscode-' + name, value);
    }`);
    await this.settle();
  }

  /** Delivers messages as the host would: each one posted, in order, in one task. */
  async receive(...messages: readonly HostMessage[]): Promise<void> {
    await this.page.evaluate(`for (const message of ${JSON.stringify(messages)}) postMessage(message)`);
    await this.settle();
  }

  /** Has the page made anew, as the editor does when a hidden view is shown again, or its window was reloaded. */
  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** What the host has not acknowledged, as the view posted it. */
  async envelopes(): Promise<RequestEnvelope[]> {
    const all = await this.page.evaluate<PostedMessage[]>('posted');
    return all.filter((message): message is RequestEnvelope => message.type === 'request');
  }

  /** Waits until what was received is on the screen. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      'new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
    );
  }

  /** What the view asked for, requests without their envelopes. */
  async posted<Type extends ViewMessage['type']>(type: Type): Promise<Extract<ViewMessage, { type: Type }>[]> {
    const all = (await this.page.evaluate<PostedMessage[]>('posted')).map((message) =>
      message.type === 'request' ? message.request : message,
    );
    return all.filter((message): message is Extract<ViewMessage, { type: Type }> => message.type === type);
  }

  async hasFocus(locator: Locator): Promise<boolean> {
    await this.settle();
    return (await locator.and(this.page.locator(':focus')).count()) === 1;
  }

  /** Waits until an expression holds in the page; asked from outside, because the page's policy forbids `eval`. */
  async waitUntil(expression: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!(await this.page.evaluate<boolean>(expression))) {
      if (Date.now() > deadline) throw new Error(`This never came true in the page: ${expression}`);
      await this.page.waitForTimeout(20);
    }
  }

  /** What the page did against its policy, or handed to the editor behind the host's back. */
  violations(): Promise<string[]> {
    return this.page.evaluate<string[]>('violations');
  }

  /** Where the list of messages stands, in CSS pixels. */
  async scrollPosition(): Promise<{ top: number; fromEnd: number }> {
    return this.page.evaluate(`(() => {
      const { scrollTop, scrollHeight, clientHeight } = document.querySelector('.messages');
      return { top: scrollTop, fromEnd: scrollHeight - clientHeight - scrollTop };
    })()`);
  }

  /** Forgets a fault the test has planted itself. */
  async forgetFaults(): Promise<void> {
    this.#errors.length = 0;
    await this.page.evaluate('posted.length = 0');
  }

  /** Closes the page, and returns the errors it threw, wrote to its console or reported to the host. */
  async close(): Promise<string[]> {
    if (this.page.isClosed()) return [];
    const reported = await this.posted('view-error');
    await this.page.context().close();
    return [...this.#errors, ...reported.map(({ message }) => message)];
  }
}

function colorSchemeOf(theme: ThemeName): 'light' | 'dark' {
  return theme.endsWith('light') ? 'light' : 'dark';
}
