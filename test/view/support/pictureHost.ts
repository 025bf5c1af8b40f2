import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Locator } from 'playwright-core';
import type { ChatPage } from './chatPage.js';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** So that small pictures come in several pieces, too. */
const pieceLength = 4_096;

/** Answers what a page asks of the pictures of one message. */
export class PictureHost {
  readonly #chat: ChatPage;
  readonly #pictures: readonly string[];
  #answered = 0;

  constructor(chat: ChatPage, pictures: readonly Buffer[]) {
    this.#chat = chat;
    this.#pictures = pictures.map((bytes) => bytes.toString('base64'));
  }

  /** Answers everything until the page asks for no more. */
  async serve(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await this.#chat.settle();
      for (const { messageId, index, offset } of (await this.#chat.posted('picture-read')).slice(this.#answered)) {
        quiet = 0;
        this.#answered += 1;
        const data = this.#pictures[index]!;
        const base64 = data.slice(offset, offset + pieceLength);
        const isLast = offset + pieceLength >= data.length;
        await this.#chat.receive({ type: 'picture-piece', messageId, index, offset, base64, isLast });
      }
    }
  }

  /** Goes on until this is there. */
  async serveUntil(locator: Locator): Promise<void> {
    this.#answered = Math.min(this.#answered, (await this.#chat.posted('picture-read')).length);
    while ((await locator.count()) === 0) await this.serve();
  }

  /** What was asked until now is not answered. */
  lose(): void {
    this.#answered = 1;
  }

  /** The faults that axe finds. */
  async faults(): Promise<string[]> {
    await this.#chat.page.evaluate(axeSource);
    return this.#chat.page.evaluate<string[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`,
    );
  }
}
