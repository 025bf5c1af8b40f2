import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { showError } from '../../../../src/vscode/ui/showError.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('showError', () => {
  let logsShown = 0;
  const showLog = (): void => {
    logsShown += 1;
  };

  beforeEach(() => {
    logsShown = 0;
  });

  it('shows an error of SCOUT’s in its own words and offers the log', async () => {
    await showError(new ScoutError('storage', 'The disk is full.'), showLog);
    assert.deepEqual(vscodeStub.messages.shown, [
      { severity: 'error', message: 'The disk is full.', detail: undefined, modal: false, buttons: ['Open Log'] },
    ]);
    assert.equal(logsShown, 0);
  });

  it('opens the log when asked to', async () => {
    vscodeStub.messages.answer('Open Log');
    await showError(new ScoutError('storage', 'The disk is full.'), showLog);
    assert.equal(logsShown, 1);
  });

  it('makes no link of what a server or a file says', async () => {
    await showError(new ScoutError('invalid-request', 'See [this](command:workbench.action.quit).'), showLog);
    assert.equal(vscodeStub.messages.shown[0]?.message, 'See [this] (command:workbench.action.quit).');
  });

  it('says of anything else that it went wrong in SCOUT', async () => {
    await showError(new TypeError('x is undefined'), showLog);
    await showError('a string', showLog);
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message }) => message),
      ['Something went wrong in SCOUT: x is undefined', 'Something went wrong in SCOUT: a string'],
    );
  });
});
