/**
 * How long it takes until the list of conversations can be shown, and until everything can, in a process that has opened
 * nothing before; against `node:sqlite`, which reads only the pages it needs from its file.
 */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { median } from '../median.js';
import type { FirstListOptions, FirstListTimes } from './programs/cachedFirstPage.js';
import { filledFolder, freshFolder, runProgram } from './runProgram.js';

export interface OpenHistoryReport {
  readonly rounds: number;
  /** Medians, in milliseconds from the start of the thread on. */
  readonly sizes: readonly {
    readonly messages: number;
    readonly scout: FirstListTimes;
    /** Without the list that the last window left behind. */
    readonly withoutList: FirstListTimes;
    readonly native: FirstListTimes;
  }[];
}

export async function measureOpenHistory(rounds: number): Promise<OpenHistoryReport> {
  const sizes: OpenHistoryReport['sizes'][number][] = [];
  for (const messages of [10_000, 100_000]) {
    const folder = await freshFolder('opened');
    await cp(await filledFolder(messages), folder, { recursive: true });
    const start = (subject: FirstListOptions['subject']): Promise<FirstListTimes> =>
      runProgram('cachedFirstPage', { folder, subject } satisfies FirstListOptions);
    const times = {
      scout: [] as FirstListTimes[],
      withoutList: [] as FirstListTimes[],
      native: [] as FirstListTimes[],
    };
    for (let round = 0; round < rounds; round++) {
      times.scout.push(await start('scout'));
      times.native.push(await start('native'));
      await rm(path.join(folder, 'history', 'list.json'), { force: true });
      times.withoutList.push(await start('scout'));
    }
    sizes.push({
      messages,
      scout: medians(times.scout),
      withoutList: medians(times.withoutList),
      native: medians(times.native),
    });
  }
  return { rounds, sizes };
}

function medians(times: readonly FirstListTimes[]): FirstListTimes {
  return { firstList: median(times.map(({ firstList }) => firstList)), open: median(times.map(({ open }) => open)) };
}
