import assert from 'node:assert/strict';
import path from 'node:path';
import { ScoutError } from '../../../../src/core/errors.js';
import type { Checked } from '../../../../src/storage/api/maintenance.js';
import { checkHistory } from '../../../../src/vscode/maintenance/checkHistory.js';
import { checkReport } from '../../../../src/vscode/maintenance/checkReport.js';
import { ReadOnlyDocument } from '../../../../src/vscode/ui/readOnlyDocument.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { prepared } from '../../storage/support/checkedHistory.js';
import { logDirectory } from '../../storage/support/openDatabase.js';
import { digestsOf } from '../support/digestsOf.js';
import { maintenanceOf, scriptedMaintenance, untilStopped } from '../support/maintenanceDependencies.js';
import { settled } from '../support/settled.js';
import { shownMessages } from '../support/shownMessages.js';

const problems =
  'warning: The check found problems. The report shows what they are and what to do. Problems: 2. [Recover History] [Open Log]';

const damaged: Checked = {
  takenAt: Date.UTC(2026, 0, 2),
  folder: '/storage',
  databases: [],
  attachments: { files: 0, bytes: 0, unused: 0 },
  findings: [
    { kind: 'segment-damaged', where: 'history/seg-1.log', count: 7 },
    { kind: 'snapshot-unreadable', where: 'history/snap-1.db' },
  ],
};

describe('checkHistory', () => {
  const report = (): ReadOnlyDocument => new ReadOnlyDocument('scout-check', 'report.md');
  const shownReports = (): readonly string[] => vscodeStub.documents.shown.map((document) => document.getText());
  /** The warning is told without being waited for. */
  async function check(ports: Parameters<typeof checkHistory>[0]): Promise<void> {
    await checkHistory(ports, report());
    await settled();
  }

  it('says that a sound history has no problems, and shows what was looked at', async () => {
    const ports = maintenanceOf(prepared().window);
    await check(ports);
    assert.deepEqual(shownMessages(), [
      'information: No problems found in the history. Every file was checked in full.',
    ]);
    assert.equal(shownReports().length, 1);
    assert.match(shownReports()[0]!, /\*\*No problems found\..*\| Chats: messages +\| +4 \|/su);
    assert.doesNotMatch(shownReports()[0]!, /secret/u);
    const [progress] = vscodeStub.progress.shown;
    assert.equal(progress?.options.title, 'Checking the history…');
    assert.ok(progress.reports.length > 1, 'it tells how far it is');
    assert.equal(ports.logger.lines.filter((line) => !line.startsWith('info: Done')).length, 0);
  });

  it('shows what is damaged, and leaves it as it is', async () => {
    const { files, window } = prepared();
    const sealed = [...files.contents().keys()].find(
      (file) => path.dirname(file) === logDirectory && file.endsWith('.sealed'),
    )!;
    const bytes = Buffer.from(files.contents().get(sealed)!);
    bytes[100]! ^= 1;
    files.overwrite(sealed, bytes);
    const before = digestsOf(files);
    const ports = maintenanceOf(window);
    await check(ports);
    assert.match(shownMessages()[0]!, /^warning: .* Problems: 1\. \[Recover History\] \[Open Log\]$/u);
    const where = path.join('history', path.basename(sealed));
    assert.ok(shownReports()[0]!.includes(`| \`${where}\``));
    assert.ok(ports.logger.lines.some((line) => line.startsWith(`warn: Check: segment-damaged in ${where} (`)));
    assert.deepEqual(digestsOf(files), before);
  });

  it('shows the report before it tells of problems, and logs each', async () => {
    const ports = scriptedMaintenance({ check: () => Promise.resolve(damaged) });
    await check(ports);
    assert.deepEqual(shownReports(), [checkReport(damaged)]);
    assert.deepEqual(shownMessages(), [problems]);
    assert.deepEqual(
      ports.logger.lines.filter((line) => line.startsWith('warn')),
      [
        'warn: Check: segment-damaged in history/seg-1.log (7)',
        'warn: Check: snapshot-unreadable in history/snap-1.db',
      ],
    );
    assert.deepEqual(vscodeStub.commands.executed, [], 'a warning that is closed leads nowhere');
  });

  for (const [button, command] of [
    ['Recover History', 'scout.recoverHistory'],
    ['Open Log', 'scout.showLog'],
  ] as const) {
    it(`does what "${button}" promises`, async () => {
      vscodeStub.messages.answer(button);
      await check(scriptedMaintenance({ check: () => Promise.resolve(damaged) }));
      assert.deepEqual(vscodeStub.commands.executed, [[command]]);
    });
  }

  it('shows nothing when it is cancelled', async () => {
    const ports = scriptedMaintenance({ check: untilStopped });
    const checking = check(ports);
    await settled();
    vscodeStub.progress.shown[0]!.cancel();
    await checking;
    assert.deepEqual(ports.logger.lines, ['info: Stopped: history check.']);
    assert.deepEqual([shownMessages(), shownReports()], [[], []]);
  });

  it('fails with the reason, and shows no report', async () => {
    const failure = new ScoutError('storage', 'The storage has ended.');
    await assert.rejects(check(scriptedMaintenance({ check: () => Promise.reject(failure) })), {
      code: 'storage',
      message: 'The history could not be checked: The storage has ended.',
    });
    assert.deepEqual([shownMessages(), shownReports()], [[], []]);
  });
});
