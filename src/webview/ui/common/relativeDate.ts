const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "3 hours ago", "yesterday", then the date, in the language asked for. Times are Unix milliseconds. */
export function relativeDate(time: number, now: number, locale: string | undefined): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const elapsed = Math.max(now - time, 0);
  if (elapsed < hour) return relative.format(-Math.floor(elapsed / minute), 'minute');
  const days = Math.round((startOfDay(now) - startOfDay(time)) / day);
  if (days <= 0) return relative.format(-Math.floor(elapsed / hour), 'hour');
  if (days < 7) return relative.format(-days, 'day');
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(time);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
