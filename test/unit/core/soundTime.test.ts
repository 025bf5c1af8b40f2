import assert from 'node:assert/strict';
import { soundTime } from '../../../src/core/soundTime.js';
import { dateGroups, groupLabel } from '../../../src/webview/ui/conversationList/dateGroups.js';
import { relativeDate } from '../../../src/webview/ui/common/relativeDate.js';
import type { Strings } from '../../../src/webview/ui/chat/chatStore.js';
import type { ConversationEntry } from '../../../src/webview/ui/conversationList/conversationRows.js';

describe('a time that was stored', () => {
  it('stays what it is where dates know it', () => {
    for (const time of [0, 0.5, -1, Date.UTC(2026, 0, 1), 253_402_214_400_000, -62_135_510_400_000])
      assert.equal(soundTime(time), time);
  });

  it('can be shown by everything that shows times, in every time zone', () => {
    const { TZ } = process.env;
    const now = Date.UTC(2026, 0, 1);
    try {
      for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Niue'])
        for (const stored of [1e300, -1e300, 8.64e15, -8.64e15, Number.MAX_VALUE]) {
          process.env['TZ'] = zone;
          const time = soundTime(stored);
          assert.match(new Date(time).toISOString(), /^\d{4}-/u);
          assert.match(new Date(time).toLocaleString('en'), /\d/u);
          assert.match(relativeDate(time, now, 'en'), /\w/u);
          const entry = { row: { peek: () => ({ pinned: false, updatedAt: time }) } } as unknown as ConversationEntry;
          const [group] = dateGroups([entry], now);
          assert.doesNotMatch(groupLabel(group!, now, { groupToday: 'Today' } as Strings, 'en'), /invalid|NaN/iu);
        }
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });
});
