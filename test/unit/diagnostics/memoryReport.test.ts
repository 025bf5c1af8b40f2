import assert from 'node:assert/strict';
import { getHeapStatistics } from 'node:v8';
import {
  memoryReport,
  memoryReportStringKeys,
  type MemoryFigures,
  type MemoryReportStrings,
} from '../../../src/diagnostics/memoryReport.js';

const mebibyte = 2 ** 20;

/** Every word stands for itself: what the report says does not depend on a language. */
const strings = Object.fromEntries(memoryReportStringKeys.map((key) => [key, `<${key}>`])) as MemoryReportStrings;

const takenAt = Date.UTC(2026, 0, 2, 3, 4, 5);

const figures: MemoryFigures = {
  takenAt,
  baseline: {
    rss: 100 * mebibyte,
    heapTotal: 40 * mebibyte,
    heapUsed: 30 * mebibyte,
    external: 2_048,
    arrayBuffers: 100,
  },
  now: { rss: 112.5 * mebibyte, heapTotal: 40 * mebibyte, heapUsed: 28 * mebibyte, external: 4_096, arrayBuffers: 100 },
  heap: {
    ...getHeapStatistics(),
    used_heap_size: 28 * mebibyte,
    total_heap_size: 41 * mebibyte,
    total_physical_size: 42 * mebibyte,
    heap_size_limit: 4_096 * mebibyte,
    malloced_memory: 512,
    peak_malloced_memory: 3 * mebibyte,
    number_of_native_contexts: 2,
    number_of_detached_contexts: 1,
  },
  databases: [
    { name: 'The users', memoryBytes: 36_864, logBytes: 712, rows: { users: 1, preferences: 3 } },
    { name: 'The history', memoryBytes: 3 * mebibyte, logBytes: 2 * mebibyte, rows: { messages: 1_200 } },
  ],
  modules: ['OpenAI', 'Anthropic'],
  tasks: [
    { name: 'answer from openai', startedAt: takenAt - 12_300, cancelled: false },
    { name: 'model list | of mistral', startedAt: takenAt + 50, cancelled: true },
  ],
  views: 2,
  conversations: 3,
  isTracing: true,
};

/** The cells of the tables and the lines outside them, below one heading. */
function below(heading: string, report: string): readonly (string | readonly string[])[] {
  const part = report.split(`\n## <${heading}>\n\n`)[1]?.split('\n\n## ')[0];
  assert.ok(part !== undefined, `the report has a part "${heading}":\n${report}`);
  return part.split('\n').map((line) =>
    line.startsWith('|')
      ? line
          .slice(1, -1)
          .split(/(?<!\\)\|/u)
          .map((cell) => cell.trim())
      : line,
  );
}

/** The rows of a table under its head and the rule below that. */
const rowsBelow = (heading: string, report: string): readonly (string | readonly string[])[] =>
  below(heading, report).slice(2);

describe('memoryReport', () => {
  const report = memoryReport(figures, strings);

  it('begins with its title, its moment and whose figures these are', () => {
    assert.deepEqual(report.split('\n').slice(0, 5), [
      '# <title>',
      '',
      '<taken>: 2026-01-02T03:04:05.000Z',
      '',
      '<shared>',
    ]);
  });

  it('compares the process with what it was when SCOUT started', () => {
    assert.deepEqual(below('process', report)[0], ['', '<now>', '<start>', '<difference>']);
    assert.deepEqual(rowsBelow('process', report), [
      ['<resident>', '112.5 MiB', '100.0 MiB', '+12.5 MiB'],
      ['<heapUsed>', '28.0 MiB', '30.0 MiB', '-2.0 MiB'],
      ['<heapTotal>', '40.0 MiB', '40.0 MiB', '+0 B'],
      ['<external>', '4.0 KiB', '2.0 KiB', '+2.0 KiB'],
      ['<arrayBuffers>', '100 B', '100 B', '+0 B'],
    ]);
  });

  it('shows for each open database its memory, its log and its rows', () => {
    assert.deepEqual(rowsBelow('databases', report), [
      ['The users', '36.0 KiB', '712 B', 'users: 1, preferences: 3'],
      ['The history', '3.0 MiB', '2.0 MiB', 'messages: 1200'],
    ]);
  });

  it('distinguishes a closed database from one that could not be asked', () => {
    assert.deepEqual(below('databases', memoryReport({ ...figures, databases: [] }, strings)), ['<none>']);
    assert.deepEqual(below('databases', memoryReport({ ...figures, databases: undefined }, strings)), [
      '<databasesSilent>',
    ]);
  });

  it('names the provider modules that are loaded', () => {
    assert.deepEqual(below('modules', report), ['- OpenAI', '- Anthropic']);
    assert.deepEqual(below('modules', memoryReport({ ...figures, modules: [] }, strings)), ['<none>']);
  });

  it('lists the tasks with their age and state, whatever their names hold', () => {
    assert.deepEqual(rowsBelow('tasks', report), [
      ['answer from openai', '12', '<running>'],
      ['model list \\| of mistral', '0', '<taskCancelled>'],
    ]);
    assert.deepEqual(below('tasks', memoryReport({ ...figures, tasks: [] }, strings)), ['<none>']);
  });

  it('counts views and conversations', () => {
    assert.deepEqual(rowsBelow('chats', report), [
      ['<views>', '2'],
      ['<conversations>', '3'],
    ]);
  });

  it('gives the statistics of the heap', () => {
    assert.deepEqual(rowsBelow('heap', report), [
      ['<heapUsed>', '28.0 MiB'],
      ['<heapTotal>', '41.0 MiB'],
      ['<heapPhysical>', '42.0 MiB'],
      ['<heapLimit>', '4096.0 MiB'],
      ['<mallocedMemory>', '512 B'],
      ['<mallocedPeak>', '3.0 MiB'],
      ['<nativeContexts>', '2'],
      ['<detachedContexts>', '1'],
    ]);
  });

  it('says whether memory is being traced', () => {
    assert.deepEqual(below('tracing', report), ['<running>']);
    assert.deepEqual(below('tracing', memoryReport({ ...figures, isTracing: false }, strings)), ['<notRunning>']);
  });

  it('aligns its tables and ends every row of one table in the same column', () => {
    const tables = report.split('\n\n').filter((part) => part.startsWith('|'));
    assert.equal(tables.length, 5);
    for (const table of tables) assert.equal(new Set(table.split('\n').map((line) => line.length)).size, 1, table);
  });

  it('uses every word there is for it', () => {
    const all = [
      report,
      memoryReport({ ...figures, databases: undefined, modules: [], isTracing: false }, strings),
    ].join('\n');
    assert.deepEqual(
      memoryReportStringKeys.filter((key) => !all.includes(`<${key}>`)),
      [],
    );
  });
});
