import assert from 'node:assert/strict';
import type { Backup } from '../../../../../src/storage/api/maintenance.js';
import { backupNamesIn } from '../../../../unit/storage/support/backedUp.js';
import { MaintenanceWindow } from '../../../../unit/storage/support/maintenanceWindow.js';
import { SimulatedFiles, systemError } from '../../../../unit/storage/support/simulatedFiles.js';
import { finish } from '../../../../unit/storage/support/compaction.js';

const midnight = Date.UTC(2026, 4, 4);
const start = Date.UTC(2026, 4, 3, 10, 11, 12, 345);

describe('backups', function () {
  this.timeout(180_000);

  it('that several windows make at the same time are one', () => {
    const probe = new SimulatedFiles();
    const alone = new MaintenanceWindow(probe, () => start);
    alone.converse('a', 'hello');
    let steps = 0;
    for (const work = alone.service.due('history')!; work.next().done !== true;) steps++;
    assert.ok(steps > 3);
    for (let ahead = 0; ahead <= steps; ahead++) {
      const files = new SimulatedFiles();
      // Around midnight, so that the rotation would keep both.
      const [one, other] = [
        new MaintenanceWindow(files, () => midnight - 1),
        new MaintenanceWindow(files, () => midnight + 5),
      ];
      one.converse('a', 'hello');
      other.converse('b', 'hello');
      const [first, second] = [one.service.due('history')!, other.service.due('history')!];
      for (let step = 0; step < ahead; step++) first.next();
      finish(second);
      finish(first);
      assert.equal(backupNamesIn(files).length, 1, `when one is ${ahead} steps ahead`);
      const reader = new MaintenanceWindow(files, () => start);
      assert.equal(reader.run<readonly Backup[]>({ name: 'backups' })[0]!.state, 'usable');
    }
  });

  it('appear whole or not at all, whenever the process dies, the power fails or the disk is full', () => {
    const complete = new SimulatedFiles();
    const prepare = (files: SimulatedFiles): MaintenanceWindow => {
      const window = new MaintenanceWindow(files, () => start);
      window.converse('a', 'hello');
      window.checkpoint();
      return window;
    };
    const counting = prepare(complete);
    const before = complete.calls.length;
    counting.runDueMaintenance();
    const calls = complete.calls.length - before;
    assert.ok(calls > 10);
    let [absent, present] = [0, 0];
    for (let last = 0; last <= calls; last++) {
      for (const ending of ['death', 'power', 'full'] as const) {
        const files = new SimulatedFiles();
        const window = prepare(files);
        let call = 0;
        files.before = (operation, file) => {
          if (call++ < last) return;
          if (ending !== 'full') throw new Error('dead');
          if (operation === 'append' || operation === 'create') throw systemError('ENOSPC', file);
        };
        try {
          window.runDueMaintenance();
        } catch (error) {
          assert.match((error as Error).message, /dead|ENOSPC/);
        }
        files.before = () => undefined;
        if (ending === 'full')
          assert.deepEqual(
            backupNamesIn(files).filter((name) => name.endsWith('.tmp')),
            [],
          );
        const found = ending === 'power' ? files.afterPowerLoss(() => 0) : files.copy();
        const backups = new MaintenanceWindow(found, () => start).run<readonly Backup[]>({ name: 'backups' });
        for (const { name } of backups) {
          const reader = new MaintenanceWindow(found, () => start);
          reader.run({ name: 'restore', backup: name });
        }
        if (backups.length === 0) absent++;
        else present++;
      }
    }
    assert.ok(absent > 10 && present > 0);
  });
});
