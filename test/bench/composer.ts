/**
 * How long a person waits from "Open Chat" until the cursor is in the composer, by the size of the history; against a webview
 * of an extension that shows nothing but a text field. Each time in a VS Code that was just started.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';
import { patience } from '../support/editor/commandPalette.js';
import { scoutExtensionId } from '../support/editor/scoutErrors.js';
import { projectFolder } from '../support/projectFolder.js';
import { openWorkbench } from '../support/workbench.js';
import { median } from './median.js';
import { filledFolder } from './storage/runProgram.js';

export interface ComposerReport {
  readonly rounds: number;
  /** Milliseconds from Enter in the command palette on. */
  readonly emptyWebview: number;
  /** The same, by the number of messages in the history, smallest first. */
  readonly chats: readonly { readonly messages: number; readonly milliseconds: number }[];
}

/** Starts VS Code `rounds` times with each; medians. */
export async function measureComposer(sizes: readonly number[], rounds: number): Promise<ComposerReport> {
  const emptyWebview: number[] = [];
  const chats = sizes.map((messages) => ({ messages, times: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    emptyWebview.push(await untilFocused('Open Empty Webview', 0));
    for (const { messages, times } of chats) times.push(await untilFocused('SCOUT: Open Chat', messages));
  }
  return {
    rounds,
    emptyWebview: median(emptyWebview),
    chats: chats.map(({ messages, times }) => ({ messages, milliseconds: median(times) })),
  };
}

/** In a fresh editor with a history of so many messages. */
async function untilFocused(command: string, messages: number): Promise<number> {
  const userDataDir = mkdtempSync(path.join(tmpdir(), 'scout-composer-'));
  const storage = path.join(userDataDir, 'data', 'User', 'globalStorage', scoutExtensionId);
  if (messages > 0) {
    mkdirSync(storage, { recursive: true });
    cpSync(path.join(await filledFolder(messages, false), 'history'), path.join(storage, 'history'), {
      recursive: true,
    });
  }
  const workbench = await openWorkbench({
    userDataDir,
    otherExtensionDirs: [path.join(projectFolder, 'test', 'bench', 'emptyWebview')],
  });
  try {
    // What the editor does at its own start is not to be part of it.
    await delay(3_000);
    await typeCommand(workbench.page, command);
    const started = performance.now();
    await workbench.page.keyboard.press('Enter');
    const frame = await frameWithCursor(workbench.page);
    const milliseconds = performance.now() - started;
    if (messages > 0) await seeChats(frame);
    return milliseconds;
  } finally {
    await workbench.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Leaves the palette with the command chosen, for Enter to run it. */
async function typeCommand(page: Page, command: string): Promise<void> {
  const giveUpAt = performance.now() + patience;
  const row = page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: command }).first();
  for (;;) {
    await page.keyboard.press('F1');
    try {
      await page.locator('.quick-input-widget input.input').first().fill(`>${command}`, { timeout: 2_000 });
      return await row.waitFor({ timeout: 3_000 });
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** The frame of the webview in whose text field the cursor is, once it is there. */
async function frameWithCursor(page: Page): Promise<Frame> {
  const giveUpAt = performance.now() + patience;
  while (performance.now() < giveUpAt) {
    for (const frame of page.frames().filter((each) => each.url().includes('fake.html'))) {
      // A frame may be replaced while it is asked.
      const [inPage, inFrame] = await Promise.all([focusedElement(page), focusedElement(frame)]);
      if (inPage === 'IFRAME' && inFrame === 'TEXTAREA') return frame;
    }
    await delay(10);
  }
  throw new Error('No text field has the cursor.');
}

function focusedElement(document: Frame | Page): Promise<string | undefined> {
  return document.evaluate<string | undefined>('document.activeElement?.tagName').catch(() => undefined);
}

/** Fails when the history is not the one that was made: another would be opened in no time. */
async function seeChats(frame: Frame): Promise<void> {
  await frame.getByRole('button', { name: 'Show Chats' }).click({ timeout: patience });
  await frame.locator('[data-row]').first().waitFor({ timeout: patience });
}
