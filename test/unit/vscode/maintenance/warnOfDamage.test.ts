import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/event.js';
import type { StorageHealth } from '../../../../src/storage/host/storageHealth.js';
import { warnOfDamage } from '../../../../src/vscode/maintenance/warnOfDamage.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { settled } from '../support/settled.js';

describe('warnOfDamage', () => {
  let changes: Emitter<StorageHealth>;

  beforeEach(() => {
    changes = new Emitter((error) => {
      throw error;
    });
  });

  const watch = (): { dispose(): unknown } => warnOfDamage({ onHealthChanged: (listener) => changes.on(listener) });
  const warnings = (): readonly string[] =>
    vscodeStub.messages.shown.map(({ severity, message }) => `${severity}: ${message}`);

  it('warns of every damage once, however many come at a time', () => {
    watch();
    changes.fire({ state: 'ok', warnings: [] });
    assert.deepEqual(warnings(), []);
    changes.fire({ state: 'ok', warnings: ['A is damaged.', 'B is damaged.'] });
    changes.fire({ state: 'failing', warnings: ['A is damaged.', 'B is damaged.'] });
    changes.fire({ state: 'ok', warnings: ['A is damaged.', 'C is damaged.', 'B is damaged.'] });
    assert.deepEqual(warnings(), ['warning: A is damaged.', 'warning: B is damaged.', 'warning: C is damaged.']);
    assert.deepEqual(vscodeStub.messages.shown[0]?.buttons, ['Check History', 'Open Log']);
  });

  for (const [button, command] of [
    ['Check History', 'scout.checkHistory'],
    ['Open Log', 'scout.showLog'],
  ] as const) {
    it(`does what "${button}" promises`, async () => {
      watch();
      vscodeStub.messages.answer(button);
      changes.fire({ state: 'ok', warnings: ['A is damaged.'] });
      await settled();
      assert.deepEqual(vscodeStub.commands.executed, [[command]]);
    });
  }

  it('does nothing when the warning is closed, and warns no more once it is disposed', async () => {
    const watching = watch();
    vscodeStub.messages.dismiss();
    changes.fire({ state: 'ok', warnings: ['A is damaged.'] });
    await settled();
    assert.deepEqual(vscodeStub.commands.executed, []);
    watching.dispose();
    changes.fire({ state: 'ok', warnings: ['B is damaged.'] });
    assert.equal(warnings().length, 1);
  });
});
