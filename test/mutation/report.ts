import { areaOf, areas, type Area } from './areas.js';
import type { Verdict } from './campaign.js';
import { linesOf } from './mutation.js';

/** What was changed, and what came of it where that is known. */
export function describeVerdict(
  { mutation, outcome, by }: Pick<Verdict, 'mutation'> & Partial<Verdict>,
  sources: ReadonlyMap<string, string>,
): string {
  const [before, after] = linesOf(sources.get(mutation.file)!, mutation);
  const head = `${outcome === undefined ? '' : `${outcome}: `}${mutation.file}:${mutation.line} (${mutation.operator})`;
  return [head, `  - ${before}`, `  + ${after}`, ...(by === undefined ? [] : [`  by ${by}`])].join('\n');
}

/** A table with a row for each area, as docs/testing.md has it, and the sum in words. */
export function summaryOf(verdicts: readonly Verdict[], invalid: number): string {
  const rows = (Object.keys(areas) as Area[]).flatMap((area) => {
    const own = verdicts.filter(({ mutation }) => areaOf(mutation.file) === area);
    return own.length === 0
      ? []
      : [`| ${area} | ${own.length} | ${killedOf(own)} | ${count(own, 'survived')} | ${count(own, 'unseen')} |`];
  });
  const sum = `${killedOf(verdicts)} of ${verdicts.length} killed (${count(verdicts, 'timed out')} timed out), ${count(verdicts, 'survived')} survived, ${count(verdicts, 'unseen')} seen by no test, ${invalid} invalid`;
  return ['| area | mutations | killed | survived | seen by no test |', '|---|---|---|---|---|', ...rows, '', sum].join(
    '\n',
  );
}

function killedOf(verdicts: readonly Verdict[]): number {
  return count(verdicts, 'killed') + count(verdicts, 'timed out');
}

function count(verdicts: readonly Verdict[], outcome: Verdict['outcome']): number {
  return verdicts.filter((verdict) => verdict.outcome === outcome).length;
}
