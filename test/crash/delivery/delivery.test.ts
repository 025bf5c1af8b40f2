import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildDeliveryPrograms } from './deliveryPrograms.js';
import { runDeliveryRounds } from './runDeliveryRounds.js';

describe('a view whose host is stopped and killed while somebody types', function () {
  this.timeout(180_000);

  it('loses no message, no attachment and no draft, sends none twice, and keeps their order', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'scout-delivery-test-'));
    const programs = await buildDeliveryPrograms(path.join(folder, 'programs'));
    const total = await runDeliveryRounds({ folder, programs, rounds: 12, messages: 50, seed: 1 });
    const { lost, doubled, disordered, lostDrafts, lostAttachments, attached, kills, stops, reloads, oldStates } =
      total;
    assert.deepEqual(
      { lost, doubled, disordered, lostDrafts, lostAttachments },
      { lost: 0, doubled: 0, disordered: 0, lostDrafts: 0, lostAttachments: 0 },
      folder,
    );
    // A run in which none of this happened proves nothing about it.
    assert.ok(attached > 50 && kills > 12 && stops > 0 && reloads > 12 && oldStates > 0, JSON.stringify(total));
    await rm(folder, { recursive: true, force: true });
  });
});
