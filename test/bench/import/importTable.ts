import { met, table, thousands } from '../table.js';
import type { ImportReport } from './importExport.js';

const targets = { ratio: 6, peakMegabytes: 500, lag: 50 };
const megabytes = (bytes: number): number => bytes / 1e6;

/** What an import costs; empty where it was not measured. */
export function importTable(report: ImportReport | undefined): string {
  if (report === undefined) return '';
  const { bytes, conversations, parse, first, again } = report;
  const ratio = first.cpuMs / parse.cpuMs;
  const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
  const rows = [
    [
      'CPU of all threads',
      `at most ${targets.ratio} times reading and parsing alone`,
      `${ratio.toFixed(1)} times (${seconds(first.cpuMs)} against ${seconds(parse.cpuMs)} s)`,
      met(ratio <= targets.ratio),
    ],
    [
      'memory of the process at its largest',
      `at most ${targets.peakMegabytes} MB above its start`,
      `${thousands(megabytes(first.peakBytes))} MB above`,
      met(megabytes(first.peakBytes) <= targets.peakMegabytes),
    ],
    [
      'CPU of the extension host without a turn for others',
      `at most ${targets.lag} ms`,
      `${first.lagCpuMs.toFixed(0)} ms (with other processes, ${thousands(first.lagMs)} ms went by)`,
      met(first.lagCpuMs <= targets.lag),
    ],
    [
      'importing the same again',
      'less CPU than the first time',
      `${(again.cpuMs / first.cpuMs).toFixed(2)} times (${seconds(again.cpuMs)} s)`,
      met(again.cpuMs < first.cpuMs),
    ],
  ];
  const what = `${thousands(conversations)} conversations, ${thousands(megabytes(bytes))} MB of ChatGPT's JSON`;
  return table([what, 'target', 'measured', 'met'], rows);
}
