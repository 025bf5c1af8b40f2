import assert from 'node:assert/strict';
import { getHeapStatistics } from 'node:v8';
import { memoryReport, memoryReportStringKeys, type MemoryFigures } from '../../../../src/diagnostics/memoryReport.js';
import { memoryReportStrings } from '../../../../src/vscode/diagnostics/memoryReportStrings.js';

const takenAt = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Every figure differs, so that each shows beside which words it stands. */
const figures: MemoryFigures = {
  takenAt,
  baseline: { rss: 11, heapUsed: 12, heapTotal: 13, external: 14, arrayBuffers: 15 },
  now: { rss: 111, heapUsed: 122, heapTotal: 133, external: 144, arrayBuffers: 155 },
  heap: {
    ...getHeapStatistics(),
    used_heap_size: 21,
    total_heap_size: 22,
    total_physical_size: 23,
    heap_size_limit: 24,
    malloced_memory: 25,
    peak_malloced_memory: 26,
    number_of_native_contexts: 27,
    number_of_detached_contexts: 28,
  },
  databases: [{ name: 'Users', memoryBytes: 31, logBytes: 32, rows: { users: 33 } }],
  modules: ['OpenAI'],
  tasks: [
    { name: 'export', startedAt: takenAt - 41_000, cancelled: false },
    { name: 'import', startedAt: takenAt - 42_000, cancelled: true },
  ],
  views: 51,
  conversations: 52,
  isTracing: true,
};

const report = `# SCOUT memory report
Created: 2026-01-02T03:04:05.000Z
SCOUT shares its process with your other extensions, so the figures for the process and the V8 heap include theirs. The databases are in the process but outside that heap.
## Process
| | Now | At startup | Difference |
| Resident set | 111 B | 11 B | +100 B |
| Heap used | 122 B | 12 B | +110 B |
| Heap reserved | 133 B | 13 B | +120 B |
| External | 144 B | 14 B | +130 B |
| Array buffers | 155 B | 15 B | +140 B |
## Open databases
| Name | In memory | Log on disk | Rows |
| Users | 31 B | 32 B | users: 33 |
## Loaded provider modules
- OpenAI
## Running tasks
| Name | Duration (s) | State |
| export | 41 | Running. |
| import | 42 | Canceling. |
## Chats
| | Now |
| Open views | 51 |
| Chats in memory | 52 |
## V8 heap
| | Now |
| Heap used | 21 B |
| Heap reserved | 22 B |
| Heap in physical memory | 23 B |
| Heap limit | 24 B |
| Allocated by V8 outside the heap | 25 B |
| Peak | 26 B |
| Contexts | 27 |
| Detached contexts | 28 |
## Memory tracing
Running.`;

describe('memoryReportStrings', () => {
  /** The lines that hold text, without what aligns the tables. */
  const lines = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => line !== '' && !/^[|: -]+$/u.test(line))
      .map((line) => line.replaceAll(/ +/gu, ' '));

  it('stand beside the figures they name', () => {
    assert.deepEqual(lines(memoryReport(figures, memoryReportStrings())), report.split('\n'));
  });

  it('say what is not there, what does not run and what did not answer', () => {
    const empty = { ...figures, modules: [], databases: undefined, isTracing: false };
    const text = memoryReport(empty, memoryReportStrings());
    assert.match(text, /## Open databases\n\nThe databases did not respond\. See the log for details\.\n/u);
    assert.match(text, /## Loaded provider modules\n\nNone\.\n/u);
    assert.match(text, /## Memory tracing\n\nNot running\.$/u);
  });

  it('are complete', () => {
    const strings = memoryReportStrings();
    assert.deepEqual(Object.keys(strings).sort(), [...memoryReportStringKeys].sort());
    assert.equal(Object.values(strings).includes(''), false);
  });
});
