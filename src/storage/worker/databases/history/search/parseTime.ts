const units: Readonly<Record<string, (date: Date, count: number) => void>> = {
  h: (date, count) => date.setTime(date.getTime() - count * 3_600_000),
  d: (date, count) => date.setDate(date.getDate() - count),
  w: (date, count) => date.setDate(date.getDate() - 7 * count),
  m: (date, count) => date.setMonth(date.getMonth() - count),
  y: (date, count) => date.setFullYear(date.getFullYear() - count),
};

/**
 * The moment a filter names, in Unix milliseconds: where a day, month or year begins in local time (`2026-01-31`, `2026-01`, `2026`, `today`,
 * `yesterday`), or so long ago (`12h`, `7d`, `2w`, `3m`, `1y`). `undefined` when it names none.
 */
export function parseTime(text: string, now: number): number | undefined {
  const word = text.toLowerCase();
  if (word === 'today' || word === 'yesterday') {
    const { year, month, day } = partsOf(new Date(now));
    return timeOf(year, month, day - (word === 'today' ? 0 : 1));
  }
  const ago = /^(\d{1,4})([hdwmy])$/.exec(word);
  if (ago !== null) {
    const date = new Date(now);
    units[ago[2]!]!(date, Number(ago[1]));
    return definite(date.getTime());
  }
  const named = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(word);
  if (named === null) return undefined;
  const [year, month, day] = [Number(named[1]), Number(named[2] ?? 1) - 1, Number(named[3] ?? 1)];
  const time = timeOf(year, month, day);
  const parts = partsOf(new Date(time));
  // There is no 13th month, and no 30th of February: they are days of the next year, and of the next month.
  return parts.year === year && parts.day === day ? time : undefined;
}

function timeOf(year: number, month: number, day: number): number {
  const date = new Date(2000, 0, 1);
  // Not by the constructor, which takes the year 26 for 1926.
  date.setFullYear(year, month, day);
  return date.getTime();
}

function partsOf(date: Date): { readonly year: number; readonly month: number; readonly day: number } {
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}

function definite(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
