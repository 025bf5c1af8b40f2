import { table, thousands } from '../table.js';
import type { ApplyCostReport } from './applyCost.js';

export function applyTable(report: ApplyCostReport | undefined): string {
  if (report === undefined) return '';
  const rows = report.costs.map(({ what, once, fourfold, peer }) => [
    what,
    once.toFixed(1),
    peer.toFixed(1),
    (once / peer).toFixed(2),
    (fourfold / once).toFixed(1),
  ]);
  const heading = [
    `a block applied to ${thousands(report.lines)} lines`,
    'ms CPU',
    '`structuredPatch` of the change',
    'ratio',
    'growth when four times as long',
  ];
  return table(heading, rows);
}
