import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where `meteredWorker` notes its long turns, in the storage folder. */
export const turnsFile = 'turns.log';

/** The CPU time of the worker's longest turn since then, in milliseconds. @param since Unix milliseconds. */
export function longestTurn(folder: string, since: number): number {
  const file = path.join(folder, turnsFile);
  if (!existsSync(file)) return 0;
  const turns = readFileSync(file, 'utf8').trim().split('\n');
  const times = turns.map((line) => line.split(' ').map(Number) as [number, number]);
  return Math.max(0, ...times.filter(([time]) => time >= since).map(([, milliseconds]) => milliseconds));
}
