import assert from 'node:assert/strict';
import { relativeDate } from '../../../../../src/webview/ui/common/relativeDate.js';

const now = new Date(2026, 10, 22, 15, 0).getTime();
const at = (month: number, day: number, hour: number, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe('relativeDate', () => {
  it('counts minutes, then hours of the same day', () => {
    assert.equal(relativeDate(at(11, 22, 14, 55), now, 'en'), '5 minutes ago');
    assert.equal(relativeDate(at(11, 22, 9), now, 'en'), '6 hours ago');
  });

  it('counts days by the calendar, not by 24 hours', () => {
    assert.equal(relativeDate(at(11, 21, 23), now, 'en'), 'yesterday');
    assert.equal(relativeDate(at(11, 19, 1), now, 'en'), '3 days ago');
  });

  it('names the date of what is older, with the year when it is another one', () => {
    assert.equal(relativeDate(at(9, 3, 1), now, 'en'), 'Sep 3');
    assert.equal(relativeDate(at(9, 3, 1, 0, 2024), now, 'en'), 'Sep 3, 2024');
  });

  it('speaks the language asked for', () => {
    assert.equal(relativeDate(at(11, 21, 23), now, 'de'), 'gestern');
  });

  it('takes a clock that runs ahead for now', () => {
    assert.equal(relativeDate(now + 60_000, now, 'en'), 'this minute');
  });
});
