import { met, table, thousands } from '../table.js';
import type { CatchUpReport } from './catchUp.js';
import type { BusyFigures, CheckpointStallReport } from './checkpointStall.js';
import type { Durations } from './durations.js';
import type { DurableWriteReport, WriteFigures } from './durableWrite.js';
import type { HistoryMemoryReport } from './historyMemory.js';
import type { StorageStepsReport } from './storageSteps.js';
import type { OpenHistoryReport } from './openHistory.js';

/** Of each kind of figures, the latest that were taken. */
export interface StorageReports {
  readonly 'durable-write'?: { readonly figures: DurableWriteReport };
  readonly 'open-history'?: { readonly figures: OpenHistoryReport };
  readonly 'catch-up'?: { readonly figures: CatchUpReport };
  readonly 'checkpoint-stall'?: { readonly figures: CheckpointStallReport };
  readonly 'storage-steps'?: { readonly figures: StorageStepsReport };
  readonly 'history-memory'?: { readonly figures: HistoryMemoryReport };
}

const targets = { write: 1.3, stall: 30, pause: 150 };

/** What a history costs, as tables; without those of figures that were not taken. */
export function storageTables(reports: StorageReports): string {
  const tables = [
    reports['durable-write'] && writeTable(reports['durable-write'].figures),
    reports['open-history'] && openTable(reports['open-history'].figures),
    reports['checkpoint-stall'] && stallTable(reports['checkpoint-stall'].figures),
    reports['storage-steps'] && stepsTable(reports['storage-steps'].figures),
    reports['catch-up'] && catchUpTable(reports['catch-up'].figures),
    reports['history-memory'] && memoryTable(reports['history-memory'].figures),
  ];
  return tables.filter((each) => each !== undefined).join('\n\n');
}

function writeTable({ sizes }: DurableWriteReport): string {
  const rows = sizes.flatMap(({ messages, throughThread, alone }) => [
    writeRow(messages, 'through the thread', throughThread),
    writeRow(messages, 'the writing alone', alone),
  ]);
  const [small, great] = sizes;
  const growth =
    small && great
      ? `With ${thousands(great.messages)} messages a write takes ${times(great.alone.scout.p50 / small.alone.scout.p50)} as long as with ${thousands(small.messages)} (p50, the writing alone).`
      : '';
  const heading = [
    'messages',
    'one durable write, ms (p50 / p99)',
    'SCOUT',
    'node:sqlite',
    'the same with FTS5',
    'SCOUT to node:sqlite, p50',
    `at most ${targets.write}`,
  ];
  return `${table(heading, rows)}\n\n${growth}`;
}

function writeRow(messages: number, what: string, { scout, plain, searchable }: WriteFigures): readonly string[] {
  const ratio = scout.p50 / plain.p50;
  return [
    thousands(messages),
    what,
    both(scout),
    both(plain),
    both(searchable),
    times(ratio),
    met(ratio <= targets.write),
  ];
}

function openTable({ sizes }: OpenHistoryReport): string {
  const rows = sizes.map(({ messages, scout, withoutList, native }) => [
    thousands(messages),
    ...[scout.firstList, withoutList.firstList, native.firstList, scout.open, native.open].map((time) =>
      time.toFixed(0),
    ),
  ]);
  return table(
    ['messages', 'first list, ms', 'without the cached list', 'node:sqlite', 'all of it open, ms', 'node:sqlite'],
    rows,
  );
}

function stallTable({ messages, checkpoint, control }: CheckpointStallReport): string {
  const row = (what: string, { stall, append, search, duration }: BusyFigures): readonly string[] => [
    what,
    stall.toFixed(0),
    `${both(append)} / ${append.greatest.toFixed(0)}`,
    `${both(search)} / ${search.greatest.toFixed(0)}`,
    (duration / 1000).toFixed(1),
  ];
  const heading = [
    `${thousands(messages)} messages`,
    'longest stall of the main thread, ms',
    'a write, ms (p50 / p99 / greatest)',
    'a search, ms',
    'for so long, s',
  ];
  const pause = Math.max(checkpoint.append.p99, checkpoint.search.p99);
  const verdict =
    `Targets during a checkpoint: less than ${targets.stall} ms for the main thread, met: ${met(checkpoint.stall < targets.stall)}; ` +
    `p99 of writes and searches at most ${targets.pause} ms, met: ${met(pause <= targets.pause)}.`;
  return `${table(heading, [row('during a checkpoint', checkpoint), row('without one', control)])}\n\n${verdict}`;
}

function stepsTable({ messages, tasks }: StorageStepsReport): string {
  const three = ({ p50, p99, greatest }: Durations): string =>
    `${p50.toFixed(1)} / ${p99.toFixed(0)} / ${greatest.toFixed(0)}`;
  const rows = tasks.map(({ task, duration, waits, control, closing, longestTurn }) => [
    task,
    (duration / 1000).toFixed(1),
    longestTurn.toFixed(0),
    three(waits),
    three(control),
    closing.toFixed(0),
  ]);
  return table(
    [
      `${thousands(messages)} messages`,
      'takes, s',
      'longest step, ms CPU',
      'a small request waits, ms (p50 / p99 / longest)',
      'without it',
      'closing meanwhile, ms',
    ],
    rows,
  );
}

function catchUpTable({ hinted, polled }: CatchUpReport): string {
  const row = (what: string, { p50, p99 }: Durations): readonly string[] => [what, p50.toFixed(0), p99.toFixed(0)];
  return table(
    ['from saved in one window to shown in another, ms', 'p50', 'p99'],
    [row('where the system reports changes', hinted), row('where it does not (network shares)', polled)],
  );
}

function memoryTable({ sizes }: HistoryMemoryReport): string {
  const heading = [
    'messages',
    'database, MB',
    'window, MB more',
    'peak while opening',
    'peak during a checkpoint',
    'after it',
    "of it WebAssembly's",
  ];
  const rows = sizes.map(
    ({ messages, database, open, openingPeak, checkpointPeak, afterCheckpoint, wasmAfterCheckpoint }) => [
      thousands(messages),
      ...[database, open, openingPeak, checkpointPeak, afterCheckpoint, wasmAfterCheckpoint].map((bytes) =>
        (bytes / 1e6).toFixed(0),
      ),
    ],
  );
  return table(heading, rows);
}

const both = ({ p50, p99 }: Durations): string => `${p50.toFixed(2)} / ${p99.toFixed(2)}`;
const times = (ratio: number): string => `${ratio.toFixed(2)} times`;
