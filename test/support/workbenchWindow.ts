import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import {
  answerInput,
  patience,
  pickRow,
  rowLabels,
  runCommand,
  runCommandAndPick,
  runCommandUntil,
  chooseModel,
} from './editor/commandPalette.js';
import { layoutSaved } from './editor/savedLayout.js';
import { findWebviewFrame } from './editor/webviewFrames.js';
import { projectFolder } from './projectFolder.js';

/** One window of a workbench: a page with an extension host of its own. */
export interface WorkbenchWindow {
  readonly page: Page;
  /** Runs a command through the palette. */
  runCommand(title: string): Promise<void>;
  /** Runs a command that asks with a Quick Pick, until this part of it is there to stay. */
  runCommandUntil(title: string, question: Locator): Promise<void>;
  /** Runs a command that asks with a Quick Pick, and picks a row. */
  choose(title: string, label: string): Promise<void>;
  /** Has the chat in use ask a model of this endpoint; without a name the first one. */
  chooseModel(endpoint: string, model?: string): Promise<void>;
  /** Picks a row of the Quick Pick that is open or about to open. */
  quickPick(label: string): Promise<void>;
  /** The labels of the Quick Pick that is open or about to open. */
  quickPickLabels(): Promise<readonly string[]>;
  /** Types into the input box that is open or about to open, then Enter. */
  answerInput(text: string): Promise<void>;
  /** The webview frame that shows `selector`. */
  findFrame(selector: string): Promise<Frame>;
  /** The texts of the notifications on screen. */
  notifications(): Promise<readonly string[]>;
  /** Saves `out/e2e/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Reloads the window. */
  reload(): Promise<void>;
}

/** @param address gives what to open: the server's present token, and the folder. */
export function workbenchWindow(page: Page, address: () => string): WorkbenchWindow {
  return {
    page,
    runCommand: (title) => runCommand(page, title),
    runCommandUntil: (title, question) => runCommandUntil(page, title, question),
    choose: (title, label) => runCommandAndPick(page, title, label),
    chooseModel: (endpoint, model) => chooseModel(page, endpoint, model),
    quickPick: (label) => pickRow(page, label),
    quickPickLabels: () => rowLabels(page),
    answerInput: (text) => answerInput(page, text),
    findFrame: (selector) => findWebviewFrame(page, selector),
    notifications: () => page.locator('.notification-list-item-message').allInnerTexts(),
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(projectFolder, 'out', 'e2e', `${name}.png`) });
    },
    reload: async () => {
      if (page.url().startsWith('http')) await layoutSaved(page);
      await page.goto(address());
      await page.locator('.monaco-workbench').waitFor({ timeout: patience });
    },
  };
}
