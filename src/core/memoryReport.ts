import type { HeapInfo } from 'node:v8';
import type { ProcessMemory } from './memoryBaseline.js';
import type { RunningTask } from './taskRegistry.js';

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
      table([
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
    return [label, size(now[key]), size(baseline[key]), `${difference < 0 ? '-' : '+'}${size(Math.abs(difference))}`];
  };
  return table([
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
  return table([
    [strings.name, strings.inMemory, strings.logOnDisk, strings.rows],
    ...databases.map(({ name, memoryBytes, logBytes, rows }) => [
      name,
      size(memoryBytes),
      size(logBytes),
      Object.entries(rows)
        .map(([tableName, count]) => `${tableName}: ${count}`)
        .join(', '),
    ]),
  ]);
}

function taskTable({ tasks, takenAt }: MemoryFigures, strings: MemoryReportStrings): string {
  if (tasks.length === 0) return strings.none;
  return table([
    [strings.name, strings.runningSeconds, strings.state],
    ...tasks.map(({ name, startedAt, cancelled }) => [
      name,
      String(Math.max(0, Math.round((takenAt - startedAt) / 1_000))),
      cancelled ? strings.taskCancelled : strings.running,
    ]),
  ]);
}

function heapTable({ heap }: MemoryFigures, strings: MemoryReportStrings): string {
  return table([
    ['', strings.now],
    [strings.heapUsed, size(heap.used_heap_size)],
    [strings.heapTotal, size(heap.total_heap_size)],
    [strings.heapPhysical, size(heap.total_physical_size)],
    [strings.heapLimit, size(heap.heap_size_limit)],
    [strings.mallocedMemory, size(heap.malloced_memory)],
    [strings.mallocedPeak, size(heap.peak_malloced_memory)],
    [strings.nativeContexts, String(heap.number_of_native_contexts)],
    [strings.detachedContexts, String(heap.number_of_detached_contexts)],
  ]);
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

/** Aligned, so that it reads well in the editor too. The first row is the head; numbers stand to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ')));
  const [head = []] = cells;
  const numeric = head.map((_, column) => cells.slice(1).every((row) => /^[-+]?\d/u.test(row[column] ?? '')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))),
  );
  const rule = widths.map((width, column) => `${'-'.repeat(width - 1)}${numeric[column] ? ':' : '-'}`);
  return [lines[0]!, rule, ...lines.slice(1)].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 2 ** 20 ? `${(bytes / 1_024).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
