/**
 * What showing a growing answer costs the main thread of a real browser: SCOUT's own view against the usual ways.
 * The same page, style sheet, text and pacing for all; one after another, again and again.
 */
import { chromium, type Browser, type CDPSession } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import type { HostMessage } from '../../src/webview/protocol/protocol.js';
import { message, quietStatus, streamingState, turn } from '../view/support/samples.js';
import { ViewServer } from '../view/support/viewServer.js';
import { median } from './median.js';
import { endMark, markdownAnswer, piecesOf } from './viewAnswer.js';
import { buildViewSubjects, bundleScript, type ViewSubject, type ViewSubjectName } from './viewSubjects.js';

/** Of the main thread, until the whole answer was on the screen. */
export interface ViewFigures {
  /** Milliseconds of CPU. */
  readonly task: number;
  readonly script: number;
  readonly layout: number;
  readonly style: number;
  /** Milliseconds by the clock; longer than the answer's own time where the view could not keep up. */
  readonly elapsed: number;
  /** Tasks over 50 ms. */
  readonly longTasks: number;
  /** The longest of them, in milliseconds; 0 without any. */
  readonly longestTask: number;
}

export interface ViewCpuReport {
  readonly rounds: number;
  readonly characters: number;
  readonly deltasPerSecond: number;
  readonly seconds: number;
  readonly chromium: string;
  readonly views: readonly { readonly name: ViewSubjectName; readonly label: string; readonly figures: ViewFigures }[];
  /** CPU of the cheapest of the others over SCOUT's: among those that colour code as SCOUT does, and among all. */
  readonly timesLess: number;
  readonly timesLessOfAll: number;
}

const characters = 50 * 1024;
const deltasPerSecond = 200;
const seconds = 10;
/** As `Turn` joins deltas for a view. */
const joinMs = 33;

/** Needs a finished build in dist. */
export async function measureViewCpu(rounds: number): Promise<ViewCpuReport> {
  const subjects = await buildViewSubjects();
  const scripts = { player: await bundleScript('player'), feeder: await bundleScript('feeder') };
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
  const all = new Map(subjects.map(({ name }) => [name, [] as ViewFigures[]]));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const subject of subjects) all.get(subject.name)?.push(await play(browser, subject, scripts));
    }
    const views = subjects.map(({ name, label }) => ({ name, label, figures: medians(all.get(name) ?? []) }));
    const taskOf = (wanted: (name: ViewSubjectName) => boolean): number =>
      Math.min(...views.filter(({ name }) => wanted(name)).map(({ figures }) => figures.task));
    const scout = taskOf((name) => name === 'scout');
    return {
      rounds,
      characters,
      deltasPerSecond,
      seconds,
      chromium: browser.version(),
      views,
      timesLess: taskOf((name) => name === 'innerHtml' || name === 'reactMarkdown') / scout,
      timesLessOfAll: taskOf((name) => name !== 'scout') / scout,
    };
  } finally {
    await browser.close();
  }
}

interface Played {
  readonly elapsed: number;
  /** Milliseconds each. */
  readonly longTasks: readonly number[];
}

async function play(
  browser: Browser,
  { name, folder }: ViewSubject,
  scripts: { readonly player: string; readonly feeder: string },
): Promise<ViewFigures> {
  const server = await ViewServer.start(folder);
  // The page's policy knows no workers, and the one that plays the host is a worker.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1000, height: 760 } });
  try {
    const page = await context.newPage();
    const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
    await page.goto(`${server.origin}/?theme=dark`);
    await page.addScriptTag({ content: scripts.player });
    const text = markdownAnswer(characters);
    const isScout = name === 'scout';
    if (isScout)
      await page.evaluate(
        `postMessage(${JSON.stringify({ type: 'snapshot', state: streamingState() } satisfies HostMessage)})`,
      );
    await page.waitForTimeout(1_000);
    const plan = {
      feeder: scripts.feeder,
      endMark,
      turnId: turn.id,
      pieces: piecesOf(text, deltasPerSecond * seconds),
      perSecond: deltasPerSecond,
      joinMs: isScout ? joinMs : null,
      closing: isScout ? endOfTurn(text) : [],
    };
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await metrics(session);
    const { elapsed, longTasks } = await Promise.race([page.evaluate<Played>(`play(${JSON.stringify(plan)})`), failed]);
    const after = await metrics(session);
    const spent = (metric: string): number => ((after.get(metric) ?? NaN) - (before.get(metric) ?? NaN)) * 1000;
    return {
      task: spent('TaskDuration'),
      script: spent('ScriptDuration'),
      layout: spent('LayoutDuration'),
      style: spent('RecalcStyleDuration'),
      elapsed,
      longTasks: longTasks.length,
      longestTask: Math.max(0, ...longTasks),
    };
  } finally {
    await context.close();
    await server.stop();
  }
}

/** What the host says when an answer is complete. */
function endOfTurn(text: string): readonly HostMessage[] {
  return [
    { type: 'message', message: message({ id: turn.messageId, role: 'assistant', text }) },
    { type: 'status', status: quietStatus },
  ];
}

async function metrics(session: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics: all } = await session.send('Performance.getMetrics');
  return new Map(all.map(({ name, value }) => [name, value]));
}

function medians(all: readonly ViewFigures[]): ViewFigures {
  const of = (figure: keyof ViewFigures): number => median(all.map((figures) => figures[figure]));
  return {
    task: of('task'),
    script: of('script'),
    layout: of('layout'),
    style: of('style'),
    elapsed: of('elapsed'),
    longTasks: of('longTasks'),
    longestTask: of('longestTask'),
  };
}
