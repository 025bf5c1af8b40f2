import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ScoutError } from '../../../src/core/errors.js';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { importing, never, writeLargeExport } from '../../unit/archives/support/archiveThread.js';
import { inFolder } from '../../unit/archives/support/exporting.js';

/** Takes everything and keeps nothing. */
class CountingHistory extends MemoryHistory {
  events = 0;
  override append(...[events]: Parameters<MemoryHistory['append']>): Promise<void> {
    this.events += events.length;
    return Promise.resolve();
  }
}

describe('the thread of archives', function () {
  this.timeout(180_000);

  it('reads an export far larger than its heap', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'large.zip');
      const size = writeLargeExport(file, 1_000, 210_000);
      assert.ok(size > 200 * 1024 * 1024);
      const history = new CountingHistory();
      const reported: number[] = [];
      const report = await importing(history, [{ kind: 'path', path: file }], { heapLimit: 48 }, never, (fraction) =>
        reported.push(fraction),
      );
      assert.deepEqual([report.outcome, report.added, report.problems], ['complete', 1_000, []]);
      assert.equal(history.events, 3_000);
      assert.ok(reported.length > 3, 'it reported its progress');
    }));

  it('that runs out of memory over one conversation says so, and the process goes on', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'huge.json');
      writeFileSync(
        file,
        `[{"uuid":"a","name":"b","chat_messages":[${Array.from({ length: 400_000 }, (_, index) => `{"uuid":"m${index}","sender":"human","text":"${index}"}`).join(',')}]}]`,
      );
      await assert.rejects(
        importing(new CountingHistory(), [{ kind: 'path', path: file }], { heapLimit: 24 }),
        (error: unknown) => error instanceof ScoutError && /not enough memory/u.test(error.message),
      );
    }));
});
