import { met, table, thousands } from '../table.js';
import type { DiskSizeReport } from './diskSize.js';
import type { IdleCpuReport } from './idleCpu.js';
import type { IdleFigures } from './programs/idleWindow.js';
import type { ResidentMemoryReport } from './residentMemory.js';

/** Of each kind of figures, the latest that were taken. */
export interface GrowthReports {
  readonly 'idle-cpu'?: { readonly figures: IdleCpuReport };
  readonly 'disk-size'?: { readonly figures: DiskSizeReport };
  readonly 'resident-memory'?: { readonly figures: ResidentMemoryReport };
}

/** `disk`: times the text, with two backups. */
const targets = { disk: 3 };

/** What a window costs that is used for long, as tables; without those of figures that were not taken. */
export function growthTables(reports: GrowthReports): string {
  const tables = [
    reports['idle-cpu'] && idleTable(reports['idle-cpu'].figures),
    reports['disk-size'] && diskTable(reports['disk-size'].figures),
    reports['resident-memory'] && memoryTable(reports['resident-memory'].figures),
  ];
  return tables.filter((each) => each !== undefined).join('\n\n');
}

function idleTable({ alone, besideStream }: IdleCpuReport): string {
  const row = (what: string, { cpuMs, wakeups, listChanges }: IdleFigures): readonly string[] => [
    what,
    (cpuMs / 10).toFixed(2),
    wakeups.toFixed(1),
    String(listChanges),
  ];
  return table(
    ['a window in which nothing is done', 'CPU, %', 'wakeups a second', 'changes of its list'],
    [row('alone', alone), row('while an answer streams in another one', besideStream)],
  );
}

function diskTable({ messages, days, text, snapshots, log, backups, others }: DiskSizeReport): string {
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  const row = (what: string, bytes: number, verdict = ''): readonly string[] => [
    what,
    (bytes / 1e6).toFixed(1),
    (bytes / text).toFixed(2),
    verdict,
  ];
  const history = sum(snapshots) + log + others;
  const withTwo = history + sum(backups.slice(0, 2));
  return table(
    [
      `${thousands(messages)} messages, ${days} days of use`,
      'MB',
      'times the text',
      `at most ${targets.disk} times, met`,
    ],
    [
      row('text', text),
      row('newest snapshot', snapshots[0] ?? 0),
      row('snapshot before it, without search index', sum(snapshots.slice(1))),
      row('log', log),
      row('newest backup', backups[0] ?? 0),
      row('everything, with two backups', withTwo, met(withTwo <= targets.disk * text)),
      row(`everything, with all ${backups.length} backups`, history + sum(backups)),
    ],
  );
}

function memoryTable({ stops }: ResidentMemoryReport): string {
  const [first] = stops;
  const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(0);
  return table(
    ['answers', 'resident, MiB', 'more than at first', 'of it the databases', 'heap of the host', 'chats in memory'],
    stops.map(({ answers, resident, database, heap, open }) => [
      thousands(answers),
      mib(resident),
      mib(resident - (first?.resident ?? 0)),
      mib(database - (first?.database ?? 0)),
      mib(heap),
      String(open),
    ]),
  );
}
