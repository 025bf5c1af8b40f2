const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;
/** Days of which the last backup is retained, the latest ones; and weeks before those. */
const DAYS = 7;
const WEEKS = 4;
/** What the backups of one database may occupy; the oldest go first, but never the newest two. */
const MAX_BYTES = 64 * 1024 ** 2;
const MIN_RETAINED = 2;

export interface DatedFile {
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** The hybrid clock of what it holds: it tells which of two is newer, also where the system clock was set back in between. */
  readonly clock: bigint;
  readonly bytes: number;
}

/**
 * Which of one database's backups are superfluous: all but the last one of each of the seven latest days there are any of, and of
 * each of the four latest weeks before. Days and weeks are those of UTC. What they may occupy in all is limited.
 */
export function superfluousBackups<T extends DatedFile>(backups: readonly T[]): readonly T[] {
  const newestFirst = [...backups].sort(byAge);
  const daily = lastOfEach(newestFirst, DAY_MS).slice(0, DAYS);
  const before = newestFirst.slice(newestFirst.indexOf(daily.at(-1)!) + 1);
  const weeks = new Set(daily.map(({ createdAt }) => Math.floor(createdAt / WEEK_MS)));
  // A week is represented by any of its days.
  const weekly = lastOfEach(before, WEEK_MS).filter(({ createdAt }) => !weeks.has(Math.floor(createdAt / WEEK_MS)));
  const retained = new Set<T>();
  let bytes = 0;
  for (const backup of [...daily, ...weekly.slice(0, WEEKS)]) {
    bytes += backup.bytes;
    if (retained.size < MIN_RETAINED || bytes <= MAX_BYTES) retained.add(backup);
  }
  return newestFirst.filter((backup) => !retained.has(backup));
}

function byAge(a: DatedFile, b: DatedFile): number {
  if (a.clock !== b.clock) return a.clock < b.clock ? 1 : -1;
  return b.createdAt - a.createdAt;
}

function lastOfEach<T extends DatedFile>(newestFirst: readonly T[], period: number): readonly T[] {
  const byPeriod = new Map<number, T>();
  for (const backup of newestFirst) {
    const key = Math.floor(backup.createdAt / period);
    if (!byPeriod.has(key)) byPeriod.set(key, backup);
  }
  return [...byPeriod.values()];
}
