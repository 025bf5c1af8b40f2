import assert from 'node:assert/strict';
import { storageProblemView } from '../../../../../src/webview/host/problems/storageProblemView.js';

describe('how the state of the storage is shown', () => {
  const view = (state: Parameters<typeof storageProblemView>[0]['state'], reason?: string) =>
    storageProblemView({ state, warnings: ['old damage'], ...(reason === undefined ? {} : { reason }) });

  it('not at all while all is well', () => {
    assert.equal(view('ok', 'why'), undefined);
  });

  for (const [state, title, buttons] of [
    ['low-space', /disk is full/u, ['open-log']],
    ['failing', /cannot be saved at the moment/u, ['open-log']],
    ['read-only', /can be read but not saved/u, ['reload-window', 'open-log']],
  ] as const) {
    it(`${state}: with its reason`, () => {
      const problem = view(state, 'no space left on device');
      assert.match(problem?.title ?? '', title);
      assert.equal(problem?.detail, 'no space left on device');
      assert.deepEqual(
        problem.actions.map(({ id }) => id),
        buttons,
      );
      assert.equal(view(state)?.detail, '');
    });
  }
});
