import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTorture } from './runTorture.js';

describe('processes killed while they save', function () {
  this.timeout(180_000);

  it('lose nothing that was acknowledged, and leave nothing twice or in part', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'scout-torture-'));
    try {
      const { kills, acknowledged, found, ...faults } = await runTorture({ folder, kills: 20, writers: 2, seed: 7 });
      assert.equal(kills, 20);
      assert.ok(acknowledged > 0 && found >= acknowledged, `${acknowledged} acknowledged, ${found} found`);
      assert.deepEqual(faults, { lost: 0, duplicated: 0, torn: 0, wrong: 0, warnings: 0 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
