import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import { patience } from './editor/commandPalette.js';
import { findWebviewFrame } from './editor/webviewFrames.js';

const composer = 'form.composer textarea';

/** An answer as the panel showed it. */
export interface ShownAnswer {
  /** Lengths in characters of the texts on screen, one after the other; no two neighbours are equal. */
  readonly lengths: readonly number[];
  readonly text: string;
  /** `complete`, `interrupted`, `failed`, or `streaming` when the time was over. */
  readonly status: string;
  readonly saved: boolean;
}

/** The chat panel of a workbench, used as a person uses it. */
export class ChatPanel {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  /** The panel that is open or about to open. */
  static async find(page: Page): Promise<ChatPanel> {
    return new ChatPanel(await findWebviewFrame(page, composer));
  }

  /** Waits until a button below the composer names this provider or model. */
  async showsLabel(label: string): Promise<void> {
    await this.frame.locator('.composer .picker', { hasText: label }).first().waitFor({ timeout: patience });
  }

  /** Waits until the cursor is in the composer, as it is after the panel was opened or a chat begun. */
  async hasCursor(): Promise<void> {
    await this.frame.locator(`${composer}:focus`).waitFor({ timeout: patience });
  }

  /** Types a message and sends it. */
  async say(text: string): Promise<void> {
    const box = this.frame.locator(composer);
    await box.click();
    await box.pressSequentially(text);
    await box.press('Enter');
  }

  /** Types a message, sends it and watches the answer until it has ended, for at most `timeLimit` ms. */
  async ask(text: string, timeLimit = patience): Promise<ShownAnswer> {
    const before = await this.answers().count();
    await this.say(text);
    return this.watch(this.answers().nth(before), timeLimit);
  }

  /** The assistant's messages, oldest first. */
  answers(): Locator {
    return this.frame.locator('article.message.assistant');
  }

  /** Looks at a growing answer again and again until it has ended and is saved, or the time is over. */
  async watch(answer: Locator, timeLimit = patience): Promise<ShownAnswer> {
    const giveUpAt = Date.now() + timeLimit;
    await answer.waitFor({ timeout: timeLimit });
    const lengths: number[] = [];
    for (;;) {
      const text = await answer.locator('.body').innerText();
      const status = (await answer.getAttribute('data-status')) ?? '';
      const saved = (await answer.getAttribute('data-saved')) === 'true';
      if (text.length > 0 && text.length !== lengths.at(-1)) lengths.push(text.length);
      if ((status !== 'streaming' && saved) || Date.now() > giveUpAt) return { lengths, text, status, saved };
      await delay(10);
    }
  }
}
