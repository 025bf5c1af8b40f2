import type { HeapInfo } from 'node:v8';
import { formatBytes } from '../core/text/formatBytes.js';
import { markdownTable } from '../core/text/markdownTable.js';
import type { ProcessMemory } from './memoryBaseline.js';
import type { RunningTask } from '../core/taskRegistry.js';

/** What the report says in words; each is shown as it is, in the language of the user. */
export const memoryReportStringKeys = [
  'arrayBuffers',
  'chats',
  'conversations',
  'databases',
  'databasesSilent',
  'detachedContexts',
  'difference',
  'external',
  'heap',
  'heapLimit',
  'heapPhysical',
  'heapTotal',
  'heapUsed',
  'inMemory',
  'logOnDisk',
  'mallocedMemory',
  'mallocedPeak',
  'modules',
  'name',
  'nativeContexts',
  'none',
  'notRunning',
  'now',
  'process',
  'resident',
  'rows',
  'running',
  'runningSeconds',
  'shared',
  'state',
  'start',
  'taken',
  'taskCancelled',
  'tasks',
  'title',
  'tracing',
  'views',
] as const;

export type MemoryReportStrings = Readonly<Record<(typeof memoryReportStringKeys)[number], string>>;

/** One open database; sizes in bytes. */
export interface DatabaseMemory {
  readonly name: string;
  readonly memoryBytes: number;
  readonly logBytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** What SCOUT holds at one moment: counts and names of SCOUT's own, and nothing a user has written. */
export interface MemoryFigures {
  /** Unix milliseconds. */
  readonly takenAt: number;
  readonly baseline: ProcessMemory;
  readonly now: ProcessMemory;
  /** Of the thread that runs the extensions. */
  readonly heap: HeapInfo;
  /** Those that are open; `undefined` when they could not be asked. */
  readonly databases: readonly DatabaseMemory[] | undefined;
  /** Display names of the providers whose modules are imported. */
  readonly modules: readonly string[];
  readonly tasks: readonly RunningTask[];
  readonly views: number;
  readonly conversations: number;
  readonly isTracing: boolean;
}

/** The report as a Markdown document. */
export function memoryReport(figures: MemoryFigures, strings: MemoryReportStrings): string {
  return [
    `# ${strings.title}`,
    `${strings.taken}: ${new Date(figures.takenAt).toISOString()}`,
    strings.shared,
    section(strings.process, processTable(figures, strings)),
    section(strings.databases, databaseTable(figures, strings)),
    section(strings.modules, figures.modules.map((name) => `- ${name}`).join('\n') || strings.none),
    section(strings.tasks, taskTable(figures, strings)),
    section(
      strings.chats,
      markdownTable([
        ['', strings.now],
        [strings.views, String(figures.views)],
        [strings.conversations, String(figures.conversations)],
      ]),
    ),
    section(strings.heap, heapTable(figures, strings)),
    section(strings.tracing, figures.isTracing ? strings.running : strings.notRunning),
  ].join('\n\n');
}

function processTable({ baseline, now }: MemoryFigures, strings: MemoryReportStrings): string {
  const row = (label: string, key: keyof ProcessMemory): readonly string[] => {
    const difference = now[key] - baseline[key];
    return [
      label,
      formatBytes(now[key]),
      formatBytes(baseline[key]),
      `${difference < 0 ? '-' : '+'}${formatBytes(Math.abs(difference))}`,
    ];
  };
  return markdownTable([
    ['', strings.now, strings.start, strings.difference],
    row(strings.resident, 'rss'),
    row(strings.heapUsed, 'heapUsed'),
    row(strings.heapTotal, 'heapTotal'),
    row(strings.external, 'external'),
    row(strings.arrayBuffers, 'arrayBuffers'),
  ]);
}

function databaseTable({ databases }: MemoryFigures, strings: MemoryReportStrings): string {
  if (databases === undefined) return strings.databasesSilent;
  if (databases.length === 0) return strings.none;
  return markdownTable([
    [strings.name, strings.inMemory, strings.logOnDisk, strings.rows],
    ...databases.map(({ name, memoryBytes, logBytes, rows }) => [
      name,
      formatBytes(memoryBytes),
      formatBytes(logBytes),
      Object.entries(rows)
        .map(([tableName, count]) => `${tableName}: ${count}`)
        .join(', '),
    ]),
  ]);
}

function taskTable({ tasks, takenAt }: MemoryFigures, strings: MemoryReportStrings): string {
  if (tasks.length === 0) return strings.none;
  return markdownTable([
    [strings.name, strings.runningSeconds, strings.state],
    ...tasks.map(({ name, startedAt, cancelled }) => [
      name,
      String(Math.max(0, Math.round((takenAt - startedAt) / 1_000))),
      cancelled ? strings.taskCancelled : strings.running,
    ]),
  ]);
}

function heapTable({ heap }: MemoryFigures, strings: MemoryReportStrings): string {
  return markdownTable([
    ['', strings.now],
    [strings.heapUsed, formatBytes(heap.used_heap_size)],
    [strings.heapTotal, formatBytes(heap.total_heap_size)],
    [strings.heapPhysical, formatBytes(heap.total_physical_size)],
    [strings.heapLimit, formatBytes(heap.heap_size_limit)],
    [strings.mallocedMemory, formatBytes(heap.malloced_memory)],
    [strings.mallocedPeak, formatBytes(heap.peak_malloced_memory)],
    [strings.nativeContexts, String(heap.number_of_native_contexts)],
    [strings.detachedContexts, String(heap.number_of_detached_contexts)],
  ]);
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}
