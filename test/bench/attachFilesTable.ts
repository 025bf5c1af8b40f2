import type { AttachFilesReport } from './attachFiles.js';
import { met, table, thousands } from './table.js';

const targets = { firstResults: 50, longestTurn: 50 };

export function attachFilesTable(report: AttachFilesReport | undefined): string {
  if (report === undefined) return '';
  const { files, listing, index, search, peer, attached, attach } = report;
  return table(
    ['what', 'target', 'measured', 'met'],
    [
      [
        `\`@\` completion over ${thousands(files)} files, half of all searches`,
        `${targets.firstResults} ms`,
        `${search.p50.toFixed(1)} ms, the slowest ${search.greatest.toFixed(1)} ms, CPU ${search.cpu.toFixed(1)} ms (a plain search ${peer.toFixed(1)} ms)`,
        met(search.p50 <= targets.firstResults),
      ],
      [
        'longest time in it without a turn for others',
        `${targets.longestTurn} ms of CPU`,
        `${search.longest.toFixed(1)} ms`,
        met(search.longest <= targets.longestTurn),
      ],
      [
        `leaving out of its list what a \`.gitignore\` of ${listing.patterns} patterns names`,
        `turns of ${targets.longestTurn} ms of CPU`,
        `${listing.cpu.toFixed(0)} ms of CPU, the longest turn ${listing.longest.toFixed(1)} ms (${thousands(listing.ignored)} files left out)`,
        met(listing.longest <= targets.longestTurn),
      ],
      [
        'making its index',
        `turns of ${targets.longestTurn} ms of CPU`,
        `${index.cpu.toFixed(0)} ms of CPU, the longest turn ${index.longest.toFixed(1)} ms`,
        met(index.longest <= targets.longestTurn),
      ],
      [
        `attaching ${attached} files`,
        `turns of ${targets.longestTurn} ms of CPU`,
        `${attach.elapsed.toFixed(0)} ms, the longest turn ${attach.longest.toFixed(1)} ms`,
        met(attach.longest <= targets.longestTurn),
      ],
    ],
  );
}
