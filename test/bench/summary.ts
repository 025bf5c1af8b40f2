/** Every target with its figure, as the tables of docs/performance.md. */
import type { AttachFilesReport } from './attachFiles.js';
import { attachFilesTable } from './attachFilesTable.js';
import type { ActivationReport } from './activation.js';
import type { ApplyCostReport } from './apply/applyCost.js';
import { applyTable } from './apply/applyTable.js';
import type { AnswerCostReport } from './answerCost.js';
import { chatTables } from './chatTables.js';
import type { ComposerReport } from './composer.js';
import type { EventRateReport } from './events.js';
import type { FirstEventReport } from './firstEvent.js';
import type { ImportReport } from './import/importExport.js';
import { importTable } from './import/importTable.js';
import type { HistoryListReport } from './conversationList.js';
import type { OlderPageReport } from './olderPage.js';
import type { ProviderChunkReport } from './providerChunks.js';
import type { EventCostReport } from './providers/eventCost.js';
import type { ModelListReport } from './providers/modelLists.js';
import type { PrivacyCost } from './privacy/privacyCost.js';
import { privacyTable } from './privacy/privacyTable.js';
import { providerTables } from './providers/providerTables.js';
import type { SmallCost } from './providers/smallCosts.js';
import type { CatchUpReport } from './storage/catchUp.js';
import type { CheckpointStallReport } from './storage/checkpointStall.js';
import type { DiskSizeReport } from './storage/diskSize.js';
import type { DurableWriteReport } from './storage/durableWrite.js';
import type { HistoryMemoryReport } from './storage/historyMemory.js';
import { growthTables } from './storage/growthTables.js';
import type { IdleCpuReport } from './storage/idleCpu.js';
import type { OpenHistoryReport } from './storage/openHistory.js';
import type { ResidentMemoryReport } from './storage/residentMemory.js';
import type { StorageStepsReport } from './storage/storageSteps.js';
import { storageTables } from './storage/storageTables.js';
import { met, table, thousands } from './table.js';
import type { SearchReport } from './search.js';
import type { ViewCpuReport } from './viewCpu.js';
import type { Growth, ViewGrowthReport } from './viewGrowth.js';

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly node: string;
  readonly platform: string;
  /** Processes that wanted to run, on average over the minute before: beyond the number of cores the figures are rough. */
  readonly load: number;
}

/** One kind of figures, as saved in out/bench. */
export interface SavedFigures<Figures> {
  /** ISO 8601, date only. */
  readonly date: string;
  readonly machine: Machine;
  readonly figures: Figures;
}

export interface Reports {
  readonly activation?: SavedFigures<ActivationReport>;
  readonly 'provider-chunks'?: SavedFigures<readonly ProviderChunkReport[]>;
  readonly 'first-event'?: SavedFigures<readonly FirstEventReport[]>;
  readonly 'event-rate'?: SavedFigures<readonly EventRateReport[]>;
  readonly 'event-cost'?: SavedFigures<readonly EventCostReport[]>;
  readonly 'model-list'?: SavedFigures<ModelListReport>;
  readonly 'apply-cost'?: SavedFigures<ApplyCostReport>;
  readonly 'small-costs'?: SavedFigures<readonly SmallCost[]>;
  readonly privacy?: SavedFigures<readonly PrivacyCost[]>;
  readonly 'view-cpu'?: SavedFigures<ViewCpuReport>;
  readonly 'view-growth'?: SavedFigures<ViewGrowthReport>;
  readonly 'history-list'?: SavedFigures<HistoryListReport>;
  readonly search?: SavedFigures<SearchReport>;
  readonly 'attach-files'?: SavedFigures<AttachFilesReport>;
  readonly 'answer-cost'?: SavedFigures<AnswerCostReport>;
  readonly 'durable-write'?: SavedFigures<DurableWriteReport>;
  readonly 'open-history'?: SavedFigures<OpenHistoryReport>;
  readonly 'catch-up'?: SavedFigures<CatchUpReport>;
  readonly 'checkpoint-stall'?: SavedFigures<CheckpointStallReport>;
  readonly 'storage-steps'?: SavedFigures<StorageStepsReport>;
  readonly 'history-memory'?: SavedFigures<HistoryMemoryReport>;
  readonly import?: SavedFigures<ImportReport>;
  readonly 'disk-size'?: SavedFigures<DiskSizeReport>;
  readonly 'idle-cpu'?: SavedFigures<IdleCpuReport>;
  readonly 'resident-memory'?: SavedFigures<ResidentMemoryReport>;
  readonly composer?: SavedFigures<ComposerReport>;
  readonly 'older-page'?: SavedFigures<OlderPageReport>;
}

const tolerance = 1.1;
const targets = { activation: 3, memory: 8, firstEvent: 2, view: 3, search: 16, syncs: 2, logFactor: 4 };

/** Markdown; without the rows and cells of figures that were not taken. */
export function summaryOf(reports: Reports): string {
  return [
    editorAndView(reports),
    providerTable(reports),
    providerTables(reports),
    viewTable(reports['view-cpu']?.figures),
    growthTable(reports['view-growth']?.figures),
    listTable(reports['history-list']?.figures),
    searchTables(reports.search?.figures),
    attachFilesTable(reports['attach-files']?.figures),
    answerTables(reports['answer-cost']?.figures),
    applyTable(reports['apply-cost']?.figures),
    storageTables(reports),
    importTable(reports.import?.figures),
    growthTables(reports),
    chatTables(reports),
    ...(reports.privacy === undefined ? [] : [privacyTable(reports.privacy.figures)]),
    machines(reports),
  ]
    .join('\n\n')
    .concat('\n');
}

function machines(reports: Reports): string {
  const versions = { 'VS Code': reports.activation?.figures.vscode, Chromium: reports['view-cpu']?.figures.chromium };
  const rows = Object.entries(reports as Record<string, SavedFigures<unknown>>).map(([name, { date, machine }]) => [
    name,
    date,
    `${machine.cores} cores of ${machine.processor.trim()}, ${machine.platform}`,
    machine.node.replace('v', ''),
    machine.load.toFixed(1),
  ]);
  const known = Object.entries(versions).flatMap(([name, version]) =>
    version === undefined ? [] : [`${name} ${version}`],
  );
  return `${table(['figures', 'date', 'machine', 'Node', 'load'], rows)}\n\n${known.join(', ')}`;
}

function editorAndView({ activation: saved, 'view-cpu': view }: Reports): string {
  const rows: string[][] = [];
  if (saved !== undefined) {
    const { scout, control, ratioLoadAndFinish, memoryAboveControl, heapAboveControl } = saved.figures;
    rows.push(
      [
        'activation: Load Code + Finish Activate',
        `at most ${targets.activation} times an empty extension`,
        `${ratioLoadAndFinish.toFixed(2)} times (${scout.loadCode} + ${scout.finishActivate} against ${control.loadCode} + ${control.finishActivate} ms)`,
        met(ratioLoadAndFinish <= targets.activation),
      ],
      [
        'memory of the extension host',
        `at most ${targets.memory} MiB above an empty extension`,
        `${memoryAboveControl.toFixed(1)} MiB above (heap ${heapAboveControl.toFixed(1)} MiB)`,
        met(memoryAboveControl <= targets.memory),
      ],
    );
  }
  if (view !== undefined) {
    const { timesLess, timesLessOfAll } = view.figures;
    rows.push([
      'main thread while an answer streams',
      `${targets.view} times less CPU than the best other way`,
      `${timesLess.toFixed(1)} times less (${timesLessOfAll.toFixed(1)} than others that colour no code)`,
      met(timesLess >= targets.view),
    ]);
  }
  return table(['what', 'target', 'measured', 'met'], rows);
}

function providerTable(reports: Reports): string {
  const { 'provider-chunks': chunks, 'first-event': firsts, 'event-rate': rates } = reports;
  const ids = (chunks ?? firsts ?? rates)?.figures.map(({ provider }) => provider) ?? [];
  const rows = ids.map((id) => {
    const chunk = chunks?.figures.find(({ provider }) => provider === id);
    const first = firsts?.figures.find(({ provider }) => provider === id);
    const rate = rates?.figures.find(({ provider }) => provider === id);
    return [
      id,
      chunk ? `${chunk.scout.size.toFixed(0)} against ${chunk.reference.size}: ${chunk.sizeRatio.toFixed(2)}` : '',
      chunk ? met(chunk.sizeRatio <= tolerance) : '',
      chunk
        ? `${chunk.scout.cpu.toFixed(0)} against ${chunk.bareSdk.cpu.toFixed(0)}: ${chunk.cpuRatio.toFixed(2)} (noted: ${chunk.reference.cpu})`
        : '',
      chunk ? met(chunk.cpuRatio <= tolerance) : '',
      first ? `${first.added.toFixed(2)} (${first.adapter.toFixed(2)} against ${first.bareFetch.toFixed(2)})` : '',
      first ? met(first.added < targets.firstEvent) : '',
      rate ? `${thousands(rate.adapter)} against ${thousands(rate.bareFetch)}` : '',
    ];
  });
  const shared = chunks?.figures[0]?.sharedSize;
  const note =
    shared === undefined ? '' : `\n\nOf each size, ${shared.toFixed(0)} KiB are code that all providers share.`;
  return (
    table(
      [
        'provider',
        'chunks, KiB',
        'met',
        'import, ms CPU',
        'met',
        'added to first event, ms',
        'met',
        'events per second',
      ],
      rows,
    ) + note
  );
}

function viewTable(report: ViewCpuReport | undefined): string {
  const rows = report?.views.map(({ label, figures }) => [
    label,
    figures.task.toFixed(0),
    figures.script.toFixed(0),
    (figures.layout + figures.style).toFixed(0),
    (figures.elapsed / 1000).toFixed(1),
    String(figures.longTasks),
    figures.longestTask.toFixed(0),
  ]);
  return table(
    [
      'view',
      'main thread, ms CPU',
      'of it script',
      'of it layout and style',
      'until all was shown, s',
      'tasks over 50 ms',
      'longest, ms',
    ],
    rows ?? [],
  );
}

/** One row for each kind, with what it costs the host, or the view when it is loaded and while it arrives. */
function growthTable(report: ViewGrowthReport | undefined): string {
  if (report === undefined) return '';
  const kinds = Map.groupBy(report.rows, ({ kind }) => kind);
  const cells = (row: Growth | undefined): string[] =>
    row === undefined
      ? ['', '', '']
      : [`${row.single.toFixed(0)}, ${row.double.toFixed(0)}`, row.growth.toFixed(1), row.overOrdinary.toFixed(1)];
  const rows = [...kinds].map(([kind, all]) => {
    const isHost = all[0]?.where === 'host';
    const loaded = all.find(({ where }) => where === (isHost ? 'host' : 'view, loaded'));
    return [
      isHost ? `answer: ${kind}` : kind,
      ...cells(loaded),
      ...cells(all.find(({ where }) => where === 'view, arriving')),
    ];
  });
  const heading = [
    'input, and twice as much',
    'loaded, ms CPU',
    'growth',
    'over ordinary',
    'arriving, ms CPU',
    'growth',
    'over ordinary',
  ];
  return table(heading, rows);
}

function searchTables(report: SearchReport | undefined): string {
  if (report === undefined) return '';
  const { messages, scout, peer, exact, memory, queries } = report;
  const share = ({ p95 }: typeof scout): string =>
    `${queries.filter((query) => query.scout.p95 < targets.search).length} of ${queries.length} queries below by themselves, all together ${p95.toFixed(1)} ms`;
  const all = [
    [
      `search of ${thousands(messages)} messages, p95`,
      `under ${targets.search} ms`,
      share(scout),
      met(scout.p95 < targets.search),
    ],
    ['the same by FTS5', '', `${peer.p95.toFixed(1)} ms`, ''],
    ['exact search', '', exact.map((milliseconds) => `${thousands(milliseconds)} ms`).join(', '), ''],
    ['memory', '', `${memory.database.toFixed(0)} MB, of which the index ${memory.index.toFixed(0)} MB`, ''],
  ];
  const rows = queries.map(({ kind, text, hits, scout, peer }) => [
    kind,
    `\`${text.trimEnd()}\`${text.endsWith(' ') ? ' and a space' : ''}`,
    String(hits),
    scout.p50.toFixed(1),
    scout.p95.toFixed(1),
    peer.p50.toFixed(1),
    peer.p95.toFixed(1),
    (scout.p50 / peer.p50).toFixed(2),
  ]);
  const heading = ['query', 'as typed', 'hits', 'p50, ms', 'p95, ms', 'FTS5 p50', 'FTS5 p95', 'p50 to p50'];
  return `${table(['what', 'target', 'measured', 'met'], all)}\n\n${table(heading, rows)}`;
}

function answerTables(report: AnswerCostReport | undefined): string {
  if (report === undefined) return '';
  const { textBytes, disk, growth } = report;
  const cost = [
    ['syncs', `at most ${targets.syncs}`, disk.syncs.toFixed(1), met(disk.syncs <= targets.syncs)],
    [
      'bytes of log',
      `at most ${targets.logFactor} times the text`,
      `${thousands(disk.bytes)}, ${(disk.bytes / textBytes).toFixed(1)} times`,
      met(disk.bytes <= targets.logFactor * textBytes),
    ],
  ];
  const rows = growth.map(({ what, sizes, milliseconds }) => [
    what,
    sizes.map(thousands).join(', '),
    milliseconds.map((time) => time.toFixed(1)).join(', '),
    milliseconds
      .slice(1)
      .map((time, index) => (time / milliseconds[index]!).toFixed(2))
      .join(', '),
  ]);
  const heading = ['an answer of so many', 'sizes', 'ms, from question to end', 'growth when doubled'];
  return `${table([`an answer of ${thousands(textBytes)} bytes in ten seconds`, 'target', 'measured', 'met'], cost)}\n\n${table(heading, rows)}`;
}

function listTable(report: HistoryListReport | undefined): string {
  const rows =
    report === undefined
      ? []
      : ([
          ['SCOUT', report.scout],
          ['the usual list', report.plain],
        ] as const);
  const heading = [
    '10,000 conversations',
    'first rows, ms CPU',
    'all rows',
    'scroll step',
    'letter in the search box',
    'next row',
    'other title',
    'heap, MiB',
    'DOM nodes',
  ];
  const cells = rows.map(([label, figures]) => [
    label,
    ...[figures.firstRows, figures.allRows].map((time) => time.toFixed(0)),
    ...[figures.scrollStep, figures.keystroke, figures.focusStep, figures.rename].map((time) => time.toFixed(1)),
    figures.heap.toFixed(0),
    thousands(figures.nodes),
  ]);
  return table(heading, cells);
}
