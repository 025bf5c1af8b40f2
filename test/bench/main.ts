/**
 * Takes the figures, keeps them in out/bench and prints the tables of docs/performance.md. `--only=view-cpu,first-event`
 * takes some of them; the tables then hold what was saved of the others. `--import-megabytes=525` sets the size of the export that
 * `import` imports; twice as much as by default takes more than twice as long. `--steps=erase,check` takes only some of `storage-steps`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../support/projectFolder.js';
import { measureActivation } from './activation.js';
import { measureApplyCost } from './apply/applyCost.js';
import { measureAnswerCost } from './answerCost.js';
import { measureAttachFiles } from './attachFiles.js';
import { measureComposer } from './composer.js';
import { measureEventRates } from './events.js';
import { measureFirstEvents } from './firstEvent.js';
import { measureHistoryList } from './conversationList.js';
import { measureImport } from './import/importExport.js';
import { measureOlderPage } from './olderPage.js';
import { measurePrivacyCost } from './privacy/privacyCost.js';
import { measureProviderChunks } from './providerChunks.js';
import { measureEventCost } from './providers/eventCost.js';
import { measureModelLists } from './providers/modelLists.js';
import { measureSmallCosts } from './providers/smallCosts.js';
import { measureSearch } from './search.js';
import { measureCatchUp } from './storage/catchUp.js';
import { measureCheckpointStall } from './storage/checkpointStall.js';
import { measureDiskSize } from './storage/diskSize.js';
import { measureDurableWrite } from './storage/durableWrite.js';
import { measureHistoryMemory } from './storage/historyMemory.js';
import { measureIdleCpu } from './storage/idleCpu.js';
import { measureOpenHistory } from './storage/openHistory.js';
import { measureResidentMemory } from './storage/residentMemory.js';
import { measureStorageSteps } from './storage/storageSteps.js';
import { summaryOf, type SavedFigures, type Reports } from './summary.js';
import { measureViewCpu } from './viewCpu.js';
import { measureViewGrowth } from './viewGrowth.js';

const folder = path.join(projectFolder, 'out', 'bench');
mkdirSync(folder, { recursive: true });

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    'import-megabytes': { type: 'string', default: '100' },
    steps: { type: 'string' },
  },
});

/** In the order in which they are taken. */
const measurements = {
  'provider-chunks': () => measureProviderChunks(9),
  'first-event': () => measureFirstEvents(60),
  'event-rate': () => measureEventRates(9),
  'event-cost': () => measureEventCost(9),
  'model-list': () => measureModelLists(5_000, 9),
  'apply-cost': () => measureApplyCost(5_000, 15),
  'small-costs': () => measureSmallCosts(15),
  privacy: () => measurePrivacyCost(5),
  'view-cpu': () => measureViewCpu(3),
  'view-growth': () => measureViewGrowth(1),
  'history-list': () => measureHistoryList(3),
  search: () => measureSearch(100_000, 60),
  'answer-cost': () => measureAnswerCost(5),
  'durable-write': () => measureDurableWrite(600),
  'open-history': () => measureOpenHistory(7),
  'catch-up': () => measureCatchUp(250),
  'checkpoint-stall': () => measureCheckpointStall(3),
  'storage-steps': () => measureStorageSteps(100_000, values.steps?.split(',')),
  'history-memory': () => measureHistoryMemory(3),
  import: () => measureImport(Number(values['import-megabytes'])),
  'idle-cpu': () => measureIdleCpu(20),
  'disk-size': () => measureDiskSize(10_000),
  'resident-memory': () => measureResidentMemory(3_000),
  'older-page': () => measureOlderPage([500, 20_000], [500, 4_000], 20),
  'attach-files': () => measureAttachFiles(50_000, 200, 5),
  composer: () => measureComposer([0, 50_000], 3),
  activation: () => measureActivation(5),
} satisfies Record<keyof Reports, () => Promise<unknown>>;

const names = Object.keys(measurements) as (keyof Reports)[];
const wanted = values.only?.split(',') ?? names;
const unknown = wanted.find((name) => !names.some((known) => known === name));
if (unknown !== undefined) throw new Error(`There are no figures named ${unknown}, only ${names.join(', ')}.`);

for (const name of names.filter((known) => wanted.includes(known))) {
  console.log(`Taking ${name}…`);
  const saved: SavedFigures<unknown> = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? '',
      node: process.version,
      platform: process.platform,
      load: loadavg()[0] ?? NaN,
    },
    figures: await measurements[name](),
  };
  writeFileSync(fileOf(name), JSON.stringify(saved, null, 2));
}

const reports = Object.fromEntries(
  names
    .filter((name) => existsSync(fileOf(name)))
    .map((name) => [name, JSON.parse(readFileSync(fileOf(name), 'utf8')) as unknown]),
) as Reports;
const summary = summaryOf(reports);
writeFileSync(path.join(folder, 'summary.md'), summary);
console.log(`\n${summary}`);

function fileOf(name: keyof Reports): string {
  return path.join(folder, `${name}.json`);
}
