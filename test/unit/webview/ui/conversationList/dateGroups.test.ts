import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import type { ConversationRowView } from '../../../../../src/webview/protocol/conversationList.js';
import type { Strings } from '../../../../../src/webview/ui/chat/chatStore.js';
import { dateGroups, groupLabel } from '../../../../../src/webview/ui/conversationList/dateGroups.js';
import type { ConversationEntry } from '../../../../../src/webview/ui/conversationList/conversationRows.js';
import { RowDates } from '../../../../../src/webview/ui/conversationList/rowDates.js';

const minute = 60_000;

function entry(updatedAt: number, fields: Partial<ConversationRowView> = {}): ConversationEntry {
  const id = `c${updatedAt}`;
  return {
    id,
    row: signal({
      id,
      title: '',
      updatedAt,
      workspace: '',
      pinned: false,
      archived: false,
      tags: [],
      deletedAt: null,
      ...fields,
    }),
  };
}

const strings = {
  groupPinned: 'Angeheftet',
  groupToday: 'Heute',
  groupYesterday: 'Gestern',
  groupWeek: '7 Tage',
  groupMonth: '30 Tage',
} as Strings;
/** A wall-clock time in the zone of the machine. */
const at = (year: number, month: number, day: number, hour = 12, minutes = 0): number =>
  new Date(year, month - 1, day, hour, minutes).getTime();

describe('the dates that conversations stand under', () => {
  const now = at(2026, 11, 22);
  const kinds = (...times: number[]): string[] =>
    dateGroups(
      times.map((time) => entry(time)),
      now,
    ).map(({ key, entries }) => `${key.split(' ')[0]} ${entries.length}`);

  it('change at midnight, not after 24 hours', () => {
    assert.deepEqual(
      kinds(at(2026, 11, 22, 0, 0), at(2026, 11, 21, 23, 59), at(2026, 11, 21, 0, 0), at(2026, 11, 20, 23, 59)),
      ['today 1', 'yesterday 2', 'week 1'],
    );
    assert.deepEqual(
      kinds(at(2026, 11, 15, 0, 0), at(2026, 11, 14, 23, 59), at(2026, 10, 23, 0, 0), at(2026, 10, 22, 23, 59)),
      ['week 1', 'days 2', 'month 1'],
    );
  });

  it('go by the calendar over a change to or from summer time', () => {
    const zone = process.env['TZ'];
    try {
      // The days before these have 23 and 25 hours.
      for (const [name, year, month, day] of [
        ['Europe/Berlin', 2026, 3, 30],
        ['Europe/Berlin', 2026, 10, 26],
        ['America/New_York', 2026, 3, 9],
        ['America/New_York', 2026, 11, 2],
      ] as const) {
        process.env['TZ'] = name;
        const evening = at(year, month, day, 23, 30);
        const groups = dateGroups(
          [
            entry(at(year, month, day, 0, 1)),
            entry(at(year, month, day - 1, 23, 59)),
            entry(at(year, month, day - 1, 0, 1)),
            entry(at(year, month, day - 2, 23, 59)),
          ],
          evening,
        );
        assert.deepEqual(
          groups.map(({ key, entries }) => `${key} ${entries.length}`),
          ['today 1', 'yesterday 2', 'week 1'],
          `${name} ${month}`,
        );
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('count what lies in the future as of today', () => {
    assert.deepEqual(kinds(now + 400 * 24 * 60 * minute, now), ['today 2']);
  });

  it('put pinned conversations first, whatever their date', () => {
    const groups = dateGroups(
      [entry(at(2020, 1, 1), { pinned: true }), entry(at(1999, 1, 1), { pinned: true }), entry(now)],
      now,
    );
    assert.deepEqual(
      groups.map(({ kind, entries }) => [kind, entries.length]),
      [
        ['pinned', 2],
        ['today', 1],
      ],
    );
  });

  it('have names in the language of the editor, and the year where it is another one', () => {
    const groups = dateGroups(
      [entry(at(2026, 3, 5)), entry(at(2026, 1, 31)), entry(at(2025, 12, 31)), entry(at(2025, 12, 1, 0, 0))],
      now,
    );
    const labels = (locale: string): string[] => groups.map((group) => groupLabel(group, now, strings, locale));
    assert.deepEqual(labels('de'), ['März', 'Januar', 'Dezember 2025']);
    assert.deepEqual(labels('en'), ['March', 'January', 'December 2025']);
    assert.equal(groups[2]?.entries.length, 2);
    assert.equal(groupLabel(dateGroups([entry(now)], now)[0]!, now, strings, 'de'), 'Heute');
  });

  it('keep the groups in which nothing has changed', () => {
    const all = [entry(now), entry(at(2026, 11, 21)), entry(at(2026, 3, 5))];
    const before = dateGroups(all, now);
    const after = dateGroups([entry(now + 1), ...all], now, before);
    assert.notEqual(after[0], before[0]);
    assert.equal(after[1], before[1]);
    assert.equal(after[2], before[2]);
  });

  it('let rows show only what the heading does not say', () => {
    const dates = new RowDates('en-US');
    assert.match(dates.short(at(2026, 11, 22, 9, 5), now, 'today'), /^9:05\sAM$/u);
    assert.match(dates.short(at(2026, 11, 21, 9, 5), now, 'yesterday'), /^9:05\sAM$/u);
    assert.equal(dates.short(at(2026, 11, 18), now, 'week'), 'Wed');
    assert.equal(dates.short(at(2026, 3, 5), now, 'month'), 'Mar 5');
    assert.equal(dates.short(at(2024, 3, 5), now, 'pinned'), 'Mar 5, 2024');
    assert.match(dates.short(at(2026, 11, 22, 9, 5), now, 'pinned'), /^9:05\sAM$/u);
  });
});
