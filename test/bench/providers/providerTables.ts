import { table, thousands } from '../table.js';
import type { EventCostReport } from './eventCost.js';
import type { ModelListReport } from './modelLists.js';
import type { SmallCost } from './smallCosts.js';

/** Of each kind of figures, the latest that were taken. */
export interface ProviderReports {
  readonly 'event-cost'?: { readonly figures: readonly EventCostReport[] };
  readonly 'model-list'?: { readonly figures: ModelListReport };
  readonly 'small-costs'?: { readonly figures: readonly SmallCost[] };
}

/** What events, lists of models and settings cost, as tables; without those of figures that were not taken. */
export function providerTables(reports: ProviderReports): string {
  const tables = [
    reports['event-cost'] && eventTable(reports['event-cost'].figures),
    reports['model-list'] && listTable(reports['model-list'].figures),
    reports['small-costs'] && smallTable(reports['small-costs'].figures),
  ];
  return tables.filter((each) => each !== undefined).join('\n\n');
}

function eventTable(reports: readonly EventCostReport[]): string {
  const rows = reports.map(({ provider, events, sdk, scout, scoutWithError }) => [
    provider,
    thousands(events),
    sdk.toFixed(1),
    `${scout.toFixed(1)}: ${(scout / sdk).toFixed(1)} times`,
    `${scoutWithError.toFixed(1)}: ${(scoutWithError / scout).toFixed(1)} times`,
  ]);
  const heading = [
    'provider',
    'events of an answer',
    'SDK alone, µs CPU each',
    'SCOUT, to the SDK',
    'with "error" in each, to without',
  ];
  return table(heading, rows);
}

function listTable({ models, bytes, keptBytes, steps }: ModelListReport): string {
  const rows = steps.map(({ what, cpu, longest }) => [what, cpu.toFixed(0), longest.toFixed(0)]);
  const megabytes = (size: number): string => (size / 1e6).toFixed(1);
  const what = `${thousands(models)} models, ${megabytes(bytes)} MB; ${megabytes(keptBytes)} MB are kept`;
  return table([what, 'ms CPU', 'of it without a turn for others'], rows);
}

function smallTable(costs: readonly SmallCost[]): string {
  const rows = costs.map(({ what, scout, peer, least }) => [what, scout.toFixed(2), `${least.toFixed(2)} (${peer})`]);
  return table(['what', 'SCOUT, µs CPU', 'the least'], rows);
}
