/**
 * What a list of 10,000 conversations costs the main thread of a real browser: SCOUT's own against the usual one, with the same
 * rows and style sheet.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { build } from 'esbuild';
import { findChromium } from '../../scripts/chromium.mjs';
import type { ConversationRowView } from '../../src/webview/protocol/conversationList.js';
import type { HostMessage } from '../../src/webview/protocol/protocol.js';
import { projectFolder } from '../support/projectFolder.js';
import { chatState } from '../view/support/samples.js';
import { ViewServer } from '../view/support/viewServer.js';
import { median } from './median.js';

const conversations = 10_000;
const pageSize = 200;
const scrollSteps = 100;
const keys = 20;

/** Milliseconds of the main thread's CPU, unless it says otherwise. */
export interface HistoryListFigures {
  /** From the first rows' arrival until they are on the screen. */
  readonly firstRows: number;
  /** Until all rows are there. */
  readonly allRows: number;
  /** One step of 600 pixels through all rows. */
  readonly scrollStep: number;
  /** One letter in the search box, without the search itself. */
  readonly keystroke: number;
  /** One step to the next row by the arrow key, or by focus where there are no arrow keys. */
  readonly focusStep: number;
  /** One conversation gets another title. */
  readonly rename: number;
  /** MiB of JavaScript's heap, after a collection. */
  readonly heap: number;
  readonly nodes: number;
}

export interface HistoryListReport {
  readonly rounds: number;
  readonly conversations: number;
  readonly chromium: string;
  readonly scout: HistoryListFigures;
  readonly plain: HistoryListFigures;
}

/** Needs a finished build in dist. */
export async function measureHistoryList(rounds: number): Promise<HistoryListReport> {
  const shipped = path.join(projectFolder, 'dist', 'webview');
  const plain = await buildPlainList(shipped);
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
      '--js-flags=--expose-gc',
    ],
  });
  const all = { scout: [] as HistoryListFigures[], plain: [] as HistoryListFigures[] };
  try {
    for (let round = 0; round < rounds; round++) {
      all.scout.push(await measure(browser, shipped, scout));
      all.plain.push(await measure(browser, plain, plainList));
    }
    return { rounds, conversations, chromium: browser.version(), scout: medians(all.scout), plain: medians(all.plain) };
  } finally {
    await browser.close();
  }
}

interface Subject {
  /** Fills the list and returns what the first rows and all rows cost. */
  readonly fill: (page: Page, cost: Cost) => Promise<Pick<HistoryListFigures, 'firstRows' | 'allRows'>>;
  readonly rename: (page: Page) => Promise<void>;
  readonly focusNext: (page: Page) => Promise<unknown>;
}

type Cost = (work: () => Promise<unknown>) => Promise<number>;

async function measure(
  browser: Browser,
  folder: string,
  { fill, rename, focusNext }: Subject,
): Promise<HistoryListFigures> {
  const server = await ViewServer.start(folder);
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1000, height: 760 } });
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/?theme=dark`);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cost: Cost = async (work) => {
      const before = await taskTime(session);
      await work();
      await drawn(page);
      return (await taskTime(session)) - before;
    };
    const filled = await fill(page, cost);
    const keystroke = (await cost(() => type(page))) / keys;
    const focusStep = (await cost(() => step(page, focusNext))) / keys;
    const renamed = await cost(() => rename(page));
    const scrollStep = (await cost(() => scroll(page))) / scrollSteps;
    await page.evaluate('gc()');
    const figures = await metrics(session);
    return {
      ...filled,
      keystroke,
      focusStep,
      rename: renamed,
      scrollStep,
      heap: (figures.get('JSHeapUsedSize') ?? NaN) / 1024 ** 2,
      nodes: figures.get('Nodes') ?? NaN,
    };
  } finally {
    await context.close();
    await server.stop();
  }
}

const fillScout: Subject['fill'] = async (page, cost) => {
  const rows = sampleRows();
  await post(page, { type: 'snapshot', state: chatState() });
  await page.getByRole('button', { name: 'Show Chats' }).click();
  let firstRows = NaN;
  let allRows = 0;
  for (let start = 0; start < conversations; start += pageSize) {
    const request = start / pageSize + 1;
    await page.waitForFunction(
      `posted.some((message) => message.type === 'list-load' && message.request === ${request})`,
    );
    const part = rows.slice(start, start + pageSize);
    const last = part.at(-1)!;
    const next = start + pageSize < conversations ? { pinned: false, updatedAt: last.updatedAt, id: last.id } : null;
    const spent = await cost(async () => {
      await post(page, { type: 'list-page', request, rows: part, next, hasWorkspace: true, problem: '' });
      await page.waitForFunction(`document.getElementById('row-${last.id}') !== null`);
    });
    if (start === 0) firstRows = spent;
    allRows +=
      spent + (await cost(() => page.evaluate('document.querySelector(".list-pane .list-body").scrollTop = 1e9')));
  }
  await page.evaluate('document.querySelector(".list-pane .list-body").scrollTop = 0');
  return { firstRows, allRows };
};

const fillPlain: Subject['fill'] = async (page, cost) => {
  const allRows = await cost(() => post(page, { type: 'conversations', conversations: sampleRows() }));
  return { firstRows: allRows, allRows };
};

async function renameInScout(page: Page): Promise<void> {
  await post(page, { type: 'list-rows', rows: [{ ...sampleRows()[3]!, title: 'Renamed' }], removed: [] });
}

async function renameInPlain(page: Page): Promise<void> {
  await post(page, {
    type: 'conversations',
    conversations: sampleRows().map((row, index) => (index === 3 ? { ...row, title: 'Renamed' } : row)),
  });
}

/** The message is in the page already, so that it is not the measurement that carries it there. */
async function post(
  page: Page,
  message: HostMessage | { readonly type: 'conversations'; readonly conversations: readonly ConversationRowView[] },
): Promise<void> {
  await page.evaluate(`postMessage(${JSON.stringify(message)})`);
}

async function type(page: Page): Promise<void> {
  const box = page.locator('input[role="combobox"]');
  await box.focus();
  for (let count = 0; count < keys; count++) {
    await page.keyboard.press('x');
    await drawn(page);
  }
  await box.fill('');
}

const scout: Subject = {
  fill: fillScout,
  rename: renameInScout,
  focusNext: (page) => page.keyboard.press('ArrowDown'),
};
const plainList: Subject = {
  fill: fillPlain,
  rename: renameInPlain,
  focusNext: (page) =>
    page.evaluate('document.activeElement.closest("li").nextElementSibling.querySelector("button").focus()'),
};

async function step(page: Page, focusNext: Subject['focusNext']): Promise<void> {
  await page.locator('[data-row]').first().focus();
  for (let count = 0; count < keys; count++) {
    await focusNext(page);
    await drawn(page);
  }
}

async function scroll(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const scroller = [...document.querySelectorAll('.list-body')].find((element) => element.scrollHeight > element.clientHeight);
    for (let count = 0; count < ${scrollSteps}; count++) {
      scroller.scrollTop += 600;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  })()`);
}

async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
  );
}

async function taskTime(session: CDPSession): Promise<number> {
  return ((await metrics(session)).get('TaskDuration') ?? NaN) * 1000;
}

async function metrics(session: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics: all } = await session.send('Performance.getMetrics');
  return new Map(all.map(({ name, value }) => [name, value]));
}

/** The latest first, three years back. */
function sampleRows(): readonly ConversationRowView[] {
  const now = Date.now();
  const workspaces = ['scout', 'website', 'ledger', 'firmware', 'thesis'];
  return Array.from({ length: conversations }, (_, index) => ({
    id: `conversation-${index}`,
    title: `Conversation ${index} about something of some length`,
    updatedAt: now - index * 9_460_000,
    workspace: workspaces[index % workspaces.length] ?? '',
    pinned: false,
    archived: false,
    tags: index % 5 === 0 ? ['later'] : [],
    deletedAt: null,
  }));
}

async function buildPlainList(shipped: string): Promise<string> {
  const folder = path.join(projectFolder, 'out', 'bench', 'view', 'plainList');
  await mkdir(folder, { recursive: true });
  await copyFile(path.join(shipped, 'chatStyle.css'), path.join(folder, 'chatStyle.css'));
  await build({
    entryPoints: [path.join(projectFolder, 'test', 'bench', 'view', 'plainList.mjs')],
    outfile: path.join(folder, 'chat.js'),
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'chrome138',
    logLevel: 'warning',
  });
  return folder;
}

function medians(all: readonly HistoryListFigures[]): HistoryListFigures {
  const of = (figure: keyof HistoryListFigures): number => median(all.map((figures) => figures[figure]));
  return {
    firstRows: of('firstRows'),
    allRows: of('allRows'),
    scrollStep: of('scrollStep'),
    keystroke: of('keystroke'),
    focusStep: of('focusStep'),
    rename: of('rename'),
    heap: of('heap'),
    nodes: of('nodes'),
  };
}
