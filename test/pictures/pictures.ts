import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { ChatPage } from '../e2e/support/chatPage.js';
import { answerFileDialog } from '../e2e/support/fileDialog.js';
import type { SettingValues, ThemeName } from '../support/editor/editorSettings.js';
import { codeServerFolder } from '../support/editor/vsCodeServer.js';
import type { Workbench } from '../support/workbench.js';
import { exportedTitle, versionsTitle } from './seededChats.js';
import { questions, shopFiles } from './simulatedAnswers.js';

/** What a picture is taken of. */
export interface Scene {
  readonly workbench: Workbench;
  /** The folder that the window shows. */
  readonly folder: string;
  /** Where the picture goes. */
  readonly file: string;
}

export interface Picture {
  /** Of the window. */
  readonly size: { readonly width: number; readonly height: number };
  readonly settings?: SettingValues;
  /** Of the simulator, in milliseconds between two pieces of an answer. */
  readonly pace?: number;
  readonly theme?: ThemeName;
  /** Further extensions that are needed, built. */
  readonly extensions?: readonly string[];
  readonly take: (scene: Scene) => Promise<void>;
}

const localModel: SettingValues = { 'scout.llm.provider': 'ollama', 'scout.llm.model': 'qwen3:8b' };
const narrow = { width: 760, height: 720 };

/** The side bar with the chat, and an editor with code. */
const withCode = {
  size: { width: 1000, height: 650 },
  settings: { ...localModel, 'editor.minimap.enabled': false },
  extensions: ['javascript', 'typescript-basics'].map((name) =>
    path.join(codeServerFolder, 'lib/vscode/extensions', name),
  ),
};

/** By the name of the file. */
export const pictures: Readonly<Record<string, Picture>> = {
  chat: { size: { width: 1020, height: 660 }, settings: localModel, pace: 80, take: takeChat },
  context: { ...withCode, take: takeContext },
  apply: { ...withCode, size: { width: 1240, height: 650 }, take: takeApply },
  search: { size: { width: 1040, height: 640 }, settings: localModel, take: takeSearch },
  versions: { size: narrow, take: takeVersions },
  'cut-off': { size: narrow, settings: localModel, take: takeCutOff },
  error: { size: narrow, take: takeError },
  'side-bar': { ...withCode, theme: 'light', take: takeSideBar },
  'web-page': { size: { width: 820, height: 700 }, take: takeWebPage },
};

async function takeChat({ workbench, file }: Scene): Promise<void> {
  const chat = await openPanel(workbench);
  await openList(chat);
  await chat.send(questions.streaming);
  await chat.frame.locator('pre code span[class]').first().waitFor();
  await chat.grown(400);
  await workbench.page.screenshot({ path: file });
}

async function takeSearch({ workbench, file }: Scene): Promise<void> {
  const chat = await openPanel(workbench);
  await openList(chat);
  await chat.frame.getByRole('combobox', { name: 'Search Chats' }).pressSequentially('connection pool', { delay: 20 });
  await chat.frame.locator('.hit').nth(3).waitFor();
  await chat.frame.locator('.hit').nth(0).click();
  await chat.frame.locator('.message.highlighted').waitFor();
  await screenshotOf(workbench.page, [chat.frame.locator('.app')], file, 0);
}

async function takeVersions({ workbench, file }: Scene): Promise<void> {
  const chat = await openPanel(workbench);
  await openList(chat);
  await row(chat, versionsTitle).click();
  await chat.frame.getByRole('group', { name: 'Version 2 of 2' }).waitFor();
  await screenshotOf(
    workbench.page,
    [chat.frame.locator('.message').first(), chat.frame.locator('.message').last()],
    file,
  );
}

async function takeCutOff({ workbench, file }: Scene): Promise<void> {
  const chat = await openPanel(workbench);
  await chat.send(questions.cutOff);
  await chat.outcome();
  await chat.frame.locator('pre code span[class]').first().waitFor();
  await screenshotOf(workbench.page, [chat.answers.last()], file);
}

async function takeError({ workbench, file }: Scene): Promise<void> {
  const chat = await openPanel(workbench);
  await chat.send(questions.rejected);
  await chat.outcome();
  await screenshotOf(workbench.page, [chat.frame.locator('.message').first(), chat.answers.last()], file);
}

async function takeContext({ workbench, folder, file }: Scene): Promise<void> {
  const { page } = workbench;
  const chat = await openBesideCode(workbench, folder);
  await page.locator('.view-line', { hasText: 'clearTimeout' }).click();
  await page.keyboard.press('Home');
  for (const key of ['Shift+ArrowDown', 'Shift+End']) await page.keyboard.press(key);
  await addFromEditor(chat);
  await page.keyboard.type('Why does the search run twice? See @sea', { delay: 20 });
  await chat.frame.locator('.completion-list').getByText('searchBox.ts').first().waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: file });
}

async function takeApply({ workbench, folder, file }: Scene): Promise<void> {
  const { page } = workbench;
  const chat = await openBesideCode(workbench, folder);
  await page.locator('.view-line', { hasText: 'clearTimeout' }).click();
  await addFromEditor(chat);
  await chat.ask(questions.applied);
  await chat.frame.getByRole('button', { name: 'Apply', exact: true }).first().click();
  await page.getByRole('button', { name: 'Keep All' }).first().waitFor();
  await page.locator('.editor.modified .view-line', { hasText: 'cancel' }).first().waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: file });
}

async function takeSideBar({ workbench, folder, file }: Scene): Promise<void> {
  const chat = await openBesideCode(workbench, folder);
  await chat.ask(questions.sideBar);
  await workbench.page.screenshot({ path: file });
}

/** With the key for that. */
async function addFromEditor({ workbench: { page }, frame }: ChatPage): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('g');
  await frame.locator('.attachment-list .chip-name').first().waitFor();
}

/** The chat in the side bar, and debounce.ts in the editor. */
async function openBesideCode(workbench: Workbench, folder: string): Promise<ChatPage> {
  const { page } = workbench;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(shopFiles)) writeFileSync(path.join(folder, name), text);
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input.input').first().fill('debounce.ts');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'debounce.ts' }).first().click();
  await page.getByRole('tab', { name: 'SCOUT' }).first().click();
  return ChatPage.find(workbench);
}

async function takeWebPage({ workbench, folder, file }: Scene): Promise<void> {
  const { page } = workbench;
  const target = path.join(folder, 'chat.html');
  const chat = await openPanel(workbench);
  await openList(chat);
  await row(chat, exportedTitle).click({ button: 'right' });
  await chat.frame.getByRole('menuitem', { name: 'Export' }).click();
  await workbench.quickPick('HTML');
  await answerFileDialog(page, target);
  await page.locator('.notification-list-item-message', { hasText: 'exported' }).first().waitFor();
  const web = await page.context().newPage();
  await web.setViewportSize({ width: 820, height: 700 });
  await web.goto(pathToFileURL(target).href);
  await web.screenshot({ path: file });
  await web.close();
}

/** The chat panel, with nothing beside it. */
async function openPanel(workbench: Workbench): Promise<ChatPage> {
  await workbench.runCommand('View: Close Primary Side Bar');
  const chat = await ChatPage.open(workbench);
  await chat.frame.getByRole('button', { name: /^Choose Model/u }).waitFor();
  return chat;
}

async function openList(chat: ChatPage): Promise<void> {
  await chat.button('Show Chats').click();
  await row(chat, exportedTitle).waitFor();
}

function row(chat: ChatPage, title: string): Locator {
  return chat.frame.locator('[data-row]', { hasText: title });
}

/** Cuts out what these elements cover, with a margin. */
async function screenshotOf(page: Page, elements: readonly Locator[], file: string, margin = 12): Promise<void> {
  // Nothing is under the pointer, and what has just appeared has stopped moving.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const boxes = await Promise.all(elements.map(async (element) => (await element.boundingBox())!));
  const left = Math.min(...boxes.map(({ x }) => x)) - margin;
  const top = Math.min(...boxes.map(({ y }) => y)) - margin;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin;
  await page.screenshot({ path: file, clip: { x: left, y: top, width: right - left, height: bottom - top } });
}
