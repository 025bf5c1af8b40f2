import type { DateGroupKind } from './dateGroups.js';

/** Formats the dates of the list. Made once for all rows, because each format costs far more than its use. */
export class RowDates {
  readonly #time: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dayAndYear: Intl.DateTimeFormat;
  readonly #full: Intl.DateTimeFormat;

  constructor(locale: string) {
    this.#time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.#weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
    this.#day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
    this.#dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
    this.#full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  }

  /** As short as the heading above it allows. Times are Unix milliseconds. */
  short(time: number, now: number, kind: DateGroupKind): string {
    const [date, today] = [new Date(time), new Date(now)];
    if (kind === 'today' || kind === 'yesterday' || date.toDateString() === today.toDateString())
      return this.#time.format(time);
    if (kind === 'week') return this.#weekday.format(time);
    return (date.getFullYear() === today.getFullYear() ? this.#day : this.#dayAndYear).format(time);
  }

  full(time: number): string {
    return this.#full.format(time);
  }
}
