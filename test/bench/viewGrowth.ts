/**
 * How the work of the extension host and of the view grows with what a server or a model decides: each kind of input, and
 * twice as much of it. Linear work doubles; what has a limit grows less.
 */
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import type { HostMessage } from '../../src/webview/protocol/protocol.js';
import { buildView } from '../view/support/buildView.js';
import { languageContents, largeContents, prose, type LargeContent } from '../view/support/largeContent.js';
import { delta, message, snapshot, streamingState } from '../view/support/samples.js';
import { ViewServer } from '../view/support/viewServer.js';
import { answerCpu, answerKinds } from './answerGrowth.js';
import { median } from './median.js';

export interface Growth {
  readonly kind: string;
  readonly where: 'host' | 'view, loaded' | 'view, arriving';
  /** Milliseconds of CPU of the main thread, for the smaller and the doubled input. */
  readonly single: number;
  readonly double: number;
  /** `double` over `single`: 2 is linear. */
  readonly growth: number;
  /** The doubled input over as much prose; of the host, over as many deltas. */
  readonly overOrdinary: number;
}

export interface ViewGrowthReport {
  readonly rounds: number;
  /** Of the smaller input. */
  readonly events: number;
  readonly characters: number;
  readonly rows: readonly Growth[];
}

const events = 4_000;
const characters = 20_000;
const piecesOfAnswer = 8;

export async function measureViewGrowth(rounds: number): Promise<ViewGrowthReport> {
  return {
    rounds,
    events,
    characters,
    rows: [...(await hostRows(rounds)), ...(await viewRows(rounds))],
  };
}

async function hostRows(rounds: number): Promise<readonly Growth[]> {
  const measured = new Map<string, Pick<Growth, 'single' | 'double'>>();
  for (const [kind, event] of Object.entries(answerKinds)) {
    // The first one warms the compiler.
    await answerCpu(event, events);
    measured.set(kind, await doubled(rounds, (factor) => answerCpu(event, factor * events)));
  }
  return rowsOf(measured, 'host', 'deltas');
}

async function viewRows(rounds: number): Promise<readonly Growth[]> {
  const server = await ViewServer.start(await buildView());
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  const contents: Readonly<Record<string, LargeContent>> = { prose, ...largeContents, ...languageContents };
  const rows: Growth[] = [];
  try {
    for (const [where, messagesOf] of [
      ['view, loaded', loaded],
      ['view, arriving', arriving],
    ] as const) {
      const measured = new Map<string, Pick<Growth, 'single' | 'double'>>();
      for (const [kind, content] of Object.entries(contents)) {
        const cpu = (factor: number): Promise<number> =>
          viewCpu(browser, server, messagesOf(content(factor * characters)));
        measured.set(kind, await doubled(rounds, cpu));
      }
      rows.push(...rowsOf(measured, where, 'prose'));
    }
    return rows;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function doubled(
  rounds: number,
  measure: (factor: number) => Promise<number>,
): Promise<Pick<Growth, 'single' | 'double'>> {
  const times = { single: [] as number[], double: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.single.push(await measure(1));
    times.double.push(await measure(2));
  }
  return { single: median(times.single), double: median(times.double) };
}

function rowsOf(
  measured: ReadonlyMap<string, Pick<Growth, 'single' | 'double'>>,
  where: Growth['where'],
  ordinary: string,
): readonly Growth[] {
  const usual = measured.get(ordinary)?.double ?? NaN;
  return [...measured].map(([kind, { single, double }]) => ({
    kind,
    where,
    single,
    double,
    growth: double / single,
    overOrdinary: double / usual,
  }));
}

function loaded(text: string): readonly HostMessage[] {
  return [snapshot({ messages: [message({ id: 'a', role: 'assistant', text })] })];
}

function arriving(text: string): readonly HostMessage[] {
  const size = Math.ceil(text.length / piecesOfAnswer);
  const pieces = Array.from({ length: piecesOfAnswer }, (_, seq) =>
    delta(seq, text.slice(seq * size, (seq + 1) * size)),
  );
  const end = message({ id: 'answer', role: 'assistant', text });
  return [{ type: 'snapshot', state: streamingState() }, ...pieces, { type: 'message', message: end }];
}

/** Milliseconds of CPU of the page's main thread, until all messages are on the screen, each in frames of its own. */
async function viewCpu(browser: Browser, server: ViewServer, messages: readonly HostMessage[]): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 760 } });
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/?theme=dark`);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taken = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
    const before = await taken();
    await page.evaluate(`(async () => {
      for (const message of ${JSON.stringify(messages)}) {
        postMessage(message);
        await new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
    })()`);
    return (await taken()) - before;
  } finally {
    await context.close();
  }
}
