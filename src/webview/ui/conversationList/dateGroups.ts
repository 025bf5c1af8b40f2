import type { Strings } from '../chat/chatStore.js';
import type { ConversationEntry } from './conversationRows.js';

export type DateGroupKind = 'pinned' | 'today' | 'yesterday' | 'week' | 'days' | 'month';

/** Neighbours in the list that stand under one heading. */
export interface DateGroup {
  readonly key: string;
  readonly kind: DateGroupKind;
  /** The first moment that belongs to it, Unix milliseconds. */
  readonly start: number;
  readonly entries: readonly ConversationEntry[];
}

/**
 * Cuts the list, which must be in its order, into Pinned, Today, Yesterday, the 7 and the 30 days before, and months. Days are
 * those of the local calendar. What lies in the future is of today.
 *
 * @param previous the groups before the last change: those that are the same are taken over, so that nothing renders for them.
 */
export function dateGroups(
  entries: readonly ConversationEntry[],
  now: number,
  previous: readonly DateGroup[] = [],
): readonly DateGroup[] {
  const groups: { readonly frame: Omit<DateGroup, 'entries'>; readonly entries: ConversationEntry[] }[] = [];
  for (const entry of entries) {
    const { pinned, updatedAt } = entry.row.peek();
    const last = groups.at(-1);
    const isInLast =
      last !== undefined && (last.frame.kind === 'pinned' ? pinned : !pinned && updatedAt >= last.frame.start);
    if (isInLast) last.entries.push(entry);
    else groups.push({ frame: pinned ? pinnedGroup : groupOf(updatedAt, now), entries: [entry] });
  }
  const known = new Map(previous.map((group) => [group.key, group]));
  return groups.map(({ frame, entries: members }) => {
    const before = known.get(frame.key);
    return before !== undefined && isSame(before.entries, members) ? before : { ...frame, entries: members };
  });
}

/** What stands above a group. */
export function groupLabel({ kind, start }: DateGroup, now: number, strings: Strings, locale: string): string {
  switch (kind) {
    case 'pinned':
      return strings.groupPinned;
    case 'today':
      return strings.groupToday;
    case 'yesterday':
      return strings.groupYesterday;
    case 'week':
      return strings.groupWeek;
    case 'days':
      return strings.groupMonth;
    case 'month': {
      const isThisYear = new Date(start).getFullYear() === new Date(now).getFullYear();
      return new Intl.DateTimeFormat(locale, { month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }).format(
        start,
      );
    }
  }
}

const pinnedGroup = { key: 'pinned', kind: 'pinned', start: 0 } as const;

function groupOf(time: number, now: number): Omit<DateGroup, 'entries'> {
  const periods = [
    ['today', 0],
    ['yesterday', 1],
    ['week', 7],
    ['days', 30],
  ] as const;
  for (const [kind, days] of periods) {
    const start = startOfDay(now, days);
    if (time >= start) return { key: kind, kind, start };
  }
  const date = new Date(time);
  const start = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  return { key: `month ${start}`, kind: 'month', start };
}

/** The calendar knows how long a day is; it is not always 24 hours. */
function startOfDay(now: number, daysBefore: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).getTime();
}

function isSame(a: readonly ConversationEntry[], b: readonly ConversationEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
