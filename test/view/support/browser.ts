import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.mjs';
import { buildView } from './buildView.js';
import { ChatPage, type ChatPageOptions } from './chatPage.js';
import { ViewServer } from './viewServer.js';

/** The built view, its server and a browser, for one suite. */
export class ViewBrowser {
  readonly #browser: Browser;
  readonly #server: ViewServer;
  readonly #pages: ChatPage[] = [];

  private constructor(browser: Browser, server: ViewServer) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<ViewBrowser> {
    const server = await ViewServer.start(await buildView());
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new ViewBrowser(browser, server);
  }

  async open(options?: ChatPageOptions): Promise<ChatPage> {
    const page = await ChatPage.open(this.#browser, this.#server, options);
    this.#pages.push(page);
    return page;
  }

  /** Closes what `open` gave, and returns the errors those pages met. */
  async closePages(): Promise<string[]> {
    const pages = this.#pages.splice(0);
    return (await Promise.all(pages.map((page) => page.close()))).flat();
  }

  async stop(): Promise<void> {
    await this.closePages();
    await this.#browser.close();
    await this.#server.stop();
  }
}
