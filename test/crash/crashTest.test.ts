import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildCrashPrograms } from './crashPrograms.js';
import { canStop } from './planWriterLifecycle.js';
import { runRound } from './runRound.js';
import { faults, hasFaults } from './totals.js';

describe('processes that are killed, stopped and delayed while they share a history', function () {
  this.timeout(180_000);

  it('lose nothing that was acknowledged, leave nothing twice or in part, bring nothing back, and agree', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'scout-crash-test-'));
    let failed = true;
    try {
      const programs = await buildCrashPrograms(path.join(folder, 'programs'));
      const result = await runRound({ folder: path.join(folder, 'round'), programs, kills: 60, writers: 3, seed: 7 });
      const counts = JSON.stringify(result);
      failed = hasFaults(result);
      assert.deepEqual(
        Object.fromEntries(faults.map((fault) => [fault, result[fault]])),
        Object.fromEntries(faults.map((fault) => [fault, 0])),
        folder,
      );
      assert.ok(result.kills >= 60 && result.found >= result.acknowledged && result.acknowledged > 0, counts);
      // A run in which none of this happened proves nothing about it.
      assert.ok(result.checkpoints > 2 && result.collected > 2, counts);
      if (canStop) assert.ok(result.injections > 0 && result.stops > 0, counts);
    } finally {
      if (!failed) await rm(folder, { recursive: true, force: true });
    }
  });
});
