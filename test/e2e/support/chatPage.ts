import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import { endpoints } from '../../../src/providers/endpoints.js';
import { simulatorKey, type Simulator } from '../../support/simulator/simulator.js';
import type { WorkbenchOptions } from '../../support/workbench.js';
import type { WorkbenchWindow } from '../../support/workbenchWindow.js';

/** How long the chat may take to show something on a busy machine, in milliseconds. */
const patience = 30_000;

/** A message as a person sees it. */
export interface SeenMessage {
  readonly role: string;
  readonly status: string;
  readonly text: string;
}

/** The chat panel, used as a person uses it. */
export class ChatPage {
  readonly workbench: WorkbenchWindow;
  #frame: Frame;

  private constructor(workbench: WorkbenchWindow, frame: Frame) {
    this.workbench = workbench;
    this.#frame = frame;
  }

  /** Opens the panel through the palette. */
  static async open(workbench: WorkbenchWindow): Promise<ChatPage> {
    await workbench.runCommand('SCOUT: Open Chat');
    return ChatPage.find(workbench);
  }

  /** The same in a group of editors of its own, to the right: what is opened stands beside it. */
  static async openBeside(workbench: WorkbenchWindow): Promise<ChatPage> {
    await ChatPage.open(workbench);
    await workbench.runCommand('View: Move Editor into Right Group');
    await workbench.runCommand('View: Lock Editor Group');
    return ChatPage.find(workbench);
  }

  /** Finds the panel that is already there, as after a reload. */
  static async find(workbench: WorkbenchWindow): Promise<ChatPage> {
    const frame = await workbench.findFrame('.composer textarea');
    return new ChatPage(workbench, frame);
  }

  /** The other view of the chat that is open: the side bar's beside the panel's. */
  async other(): Promise<ChatPage> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      for (const frame of this.workbench.page.frames()) {
        if (frame === this.#frame || !frame.url().includes('fake.html')) continue;
        if (
          await frame
            .locator('.composer textarea')
            .isVisible()
            .catch(() => false)
        )
          return new ChatPage(this.workbench, frame);
      }
      await this.#frame.waitForTimeout(200);
    }
    throw new Error('There is no second view of the chat.');
  }

  get frame(): Frame {
    return this.#frame;
  }

  get composer(): Locator {
    return this.#frame.locator('.composer textarea');
  }

  get answers(): Locator {
    return this.#frame.locator('.message.assistant');
  }

  get problem(): Locator {
    return this.#frame.locator('.bar.problem');
  }

  get notice(): Locator {
    return this.#frame.locator('.bar.notice');
  }

  button(name: string): Locator {
    return this.#frame.getByRole('button', { name, exact: true });
  }

  /** Waits until the button below the composer says that the chat asks this endpoint. */
  async asks(endpoint: string): Promise<void> {
    const name = endpoint.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    await this.#frame.getByRole('button', { name: new RegExp(`^Choose Model: .* · ${name}$`, 'u') }).waitFor();
  }

  /** Opens the list of chats, unless it is open, as it is again after a reload. */
  async showList(): Promise<void> {
    const toggle = this.#frame.getByRole('button', { name: /^(?:Show|Hide) Chats$/u });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  }

  /** Begins a new chat and waits until the old one is out of sight. */
  async newChat(): Promise<void> {
    // A problem may offer the same as a button beside the messages.
    await this.#frame.getByRole('banner').getByRole('button', { name: 'New Chat' }).click();
    await this.#frame.locator('.message').first().waitFor({ state: 'detached', timeout: patience });
  }

  async send(text: string): Promise<void> {
    await this.composer.click();
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Sends and waits until the answer has come to its end, whatever that is. */
  async ask(text: string): Promise<SeenMessage> {
    const before = await this.answers.count();
    await this.send(text);
    await this.answers.nth(before).waitFor({ timeout: patience });
    return this.ended();
  }

  /** Waits until the last answer has come to its end and is saved. */
  async ended(): Promise<SeenMessage> {
    await this.#frame
      .locator('.message.assistant:last-of-type:not([data-status="streaming"])[data-saved="true"]')
      .last()
      .waitFor({ timeout: patience });
    const all = await this.messages();
    const last = all.at(-1);
    assert.ok(last !== undefined && last.role === 'assistant');
    return last;
  }

  /** Clicks a button of the last block of code, which shows it once one points at it. */
  async pressOnCode(name: string): Promise<void> {
    await this.answers.last().locator('.code-block').last().hover();
    await this.answers.last().getByRole('button', { name, exact: true }).last().click();
  }

  /** Waits until the growing answer has at least so many characters; fails when it ends before. */
  async grown(characters: number): Promise<void> {
    const growing = this.#frame.locator('.message.assistant[data-status="streaming"] .body');
    await growing.waitFor({ timeout: patience });
    for (;;) {
      if ((await growing.innerText({ timeout: 5_000 })).length >= characters) return;
      await this.#frame.waitForTimeout(20);
    }
  }

  /** Takes everything off the draft. */
  async detachAll(): Promise<void> {
    const remove = this.#frame.locator('.attachment-bar .attachment-list .chip-remove');
    // The last one may be going just now.
    while ((await remove.count()) > 0)
      await remove
        .first()
        .click({ timeout: 2_000 })
        .catch(() => undefined);
  }

  /** Waits until the composer holds this text. */
  async composerHolds(text: string): Promise<void> {
    for (let attempt = 0; (await this.composer.inputValue()) !== text; attempt += 1) {
      assert.ok(attempt < 200, `the composer holds “${text.slice(0, 50)}”`);
      await this.#frame.waitForTimeout(100);
    }
  }

  async messages(): Promise<SeenMessage[]> {
    const seen: SeenMessage[] = [];
    for (const message of await this.#frame.locator('.message').all()) {
      const classes = (await message.getAttribute('class')) ?? '';
      seen.push({
        role: classes.includes('user') ? 'user' : 'assistant',
        status: (await message.getAttribute('data-status')) ?? '',
        text: ((await message.locator('.body').textContent()) ?? '').trim(),
      });
    }
    return seen;
  }

  /** What stands beside the last answer: title, detail and the labels of the buttons. */
  async outcome(): Promise<{ readonly text: string; readonly buttons: readonly string[] }> {
    const outcome = this.answers.last().locator('.outcome');
    await outcome.waitFor({ timeout: patience });
    return { text: await outcome.innerText(), buttons: await outcome.getByRole('button').allInnerTexts() };
  }
}

/** Settings and environment under which every provider talks to the simulator. */
export function againstSimulator(
  simulator: Pick<Simulator, 'url'>,
  settings: Record<string, unknown> = {},
): WorkbenchOptions {
  const addresses = endpoints.map(({ vendor, settingKey }) => [
    `scout.${settingKey}.baseUrl`,
    `${simulator.url}/${vendor}/v1`,
  ]);
  const keys = endpoints.flatMap(({ keyVariables }) => keyVariables.map((variable) => [variable, simulatorKey]));
  return {
    settings: { ...Object.fromEntries(addresses), ...settings },
    environment: Object.fromEntries(keys) as Record<string, string>,
  };
}
