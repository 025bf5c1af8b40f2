import { randomNumbers } from '../support/randomNumbers.js';
import { areaOf } from './areas.js';
import type { Mutation } from './mutation.js';

/**
 * As many of the candidates as wanted, or all there are: always the same with the same seed, spread evenly over the areas, at most
 * one on a line.
 *
 * @param isValid asked of each one that is considered, in the order of consideration
 */
export function chooseMutations(
  candidates: readonly Mutation[],
  count: number,
  seed: number,
  isValid: (mutation: Mutation) => boolean,
): readonly Mutation[] {
  const random = randomNumbers(seed);
  const queues = [...Map.groupBy(candidates, ({ file }) => areaOf(file)).values()].map((all) => shuffled(all, random));
  const chosen: Mutation[] = [];
  const lines = new Set<string>();
  while (chosen.length < count && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const next = takeNext(queue, (mutation) => !lines.has(lineOf(mutation)) && isValid(mutation));
      if (next === undefined || chosen.length === count) continue;
      chosen.push(next);
      lines.add(lineOf(next));
    }
  }
  return chosen;
}

function takeNext(queue: Mutation[], isWanted: (mutation: Mutation) => boolean): Mutation | undefined {
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) if (isWanted(next)) return next;
  return undefined;
}

function lineOf({ file, line }: Mutation): string {
  return `${file}:${line}`;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const all = [...values];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}
