import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import type { LongWork } from '../../../../src/storage/api/maintenance.js';
import { runMaintenance } from '../../../../src/vscode/maintenance/runMaintenance.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { scriptedMaintenance, untilStopped } from '../support/maintenanceDependencies.js';
import { settled } from '../support/settled.js';

describe('runMaintenance', () => {
  const failed = (reason: string): string => `No check: ${reason}`;

  function run<T>(
    work: (work: LongWork) => Promise<T>,
    ports = scriptedMaintenance({}),
  ): { readonly end: Promise<T | undefined>; readonly ports: typeof ports } {
    return { end: runMaintenance(ports, 'Checking…', 'history check', failed, work), ports };
  }

  it('gives back what the work comes to, and keeps in the log that it was done', async () => {
    const { end, ports } = run(() => Promise.resolve(42));
    assert.equal(await end, 42);
    assert.deepEqual(
      ports.logger.lines.map((line) => line.replace(/\d+ ms/u, 'N ms')),
      ['info: Done: history check, N ms.'],
    );
    assert.deepEqual(vscodeStub.messages.shown, []);
  });

  it('shows under the title how far the work is, as a task of that name that can be cancelled', async () => {
    const gate = Promise.withResolvers<void>();
    const { end, ports } = run(async ({ onProgress }) => {
      onProgress(0.25);
      await gate.promise;
      onProgress(1);
    });
    await settled();
    const [progress] = vscodeStub.progress.shown;
    assert.equal(progress?.options.title, 'Checking…');
    assert.equal(progress.options.cancellable, true);
    assert.deepEqual(
      ports.tasks.running.map(({ name }) => name),
      ['history check'],
    );
    gate.resolve();
    await end;
    assert.deepEqual(progress.reports, [
      { message: '', increment: 25 },
      { message: '', increment: 75 },
    ]);
    assert.deepEqual([progress.isRunning, ports.tasks.running], [false, []]);
  });

  it('ends without a result and without a message when the user cancels', async () => {
    const { end, ports } = run(untilStopped);
    await settled();
    vscodeStub.progress.shown[0]!.cancel();
    assert.equal(await end, undefined);
    assert.deepEqual(ports.logger.lines, ['info: Stopped: history check.']);
    assert.deepEqual(vscodeStub.messages.shown, []);
  });

  it('ends in the same way with SCOUT, and does not begin after that', async () => {
    const { end, ports } = run(untilStopped);
    await settled();
    ports.tasks.cancelAll();
    assert.equal(await end, undefined);
    let begun = false;
    const late = run(() => Promise.resolve((begun = true)), ports);
    assert.equal(await late.end, undefined);
    assert.equal(begun, false);
  });

  for (const cause of [new ScoutError('storage', 'The disk is full.'), new TypeError('The disk is full.')]) {
    it(`fails with a sentence that gives the reason, and with the ${cause.name} as its cause`, async () => {
      const { end, ports } = run(() => Promise.reject(cause));
      await assert.rejects(end, (error) => {
        assert.ok(error instanceof ScoutError);
        assert.deepEqual([error.code, error.message], ['storage', 'No check: The disk is full.']);
        assert.ok(error.cause instanceof Error);
        assert.deepEqual([error.cause.name, error.cause.stack], [cause.name, cause.stack]);
        return true;
      });
      assert.deepEqual(ports.logger.lines, []);
      assert.equal(vscodeStub.progress.shown[0]!.isRunning, false);
    });
  }
});
