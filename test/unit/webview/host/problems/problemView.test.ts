import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../../src/core/errors.js';
import {
  actionOf,
  deletedElsewhere,
  otherBranchIsAnswered,
  problemOf,
} from '../../../../../src/webview/host/problems/problemView.js';
import type { ActionId } from '../../../../../src/webview/protocol/problems.js';

/** What each failure is called, whether it names the provider, and the buttons in their order. */
const faces: Record<ErrorCode, readonly [title: RegExp, ...buttons: ActionId[]]> = {
  'missing-provider': [/^This chat has no provider to ask\.$/u, 'choose-model', 'retry'],
  'missing-model': [/^No model is chosen/u, 'choose-model', 'choose-provider', 'retry'],
  'missing-api-key': [/needs an API key for Acme/u, 'set-key', 'retry', 'choose-provider'],
  'invalid-api-key': [/^Acme rejected the API key/u, 'set-key', 'retry'],
  'not-permitted': [/^Acme does not let SCOUT use this model/u, 'retry', 'choose-model', 'choose-provider'],
  'access-denied': [/^Acme denied access/u, 'choose-provider', 'choose-model', 'set-key', 'retry'],
  'rate-limited': [/^Acme accepts no more requests/u, 'retry', 'choose-provider', 'choose-model'],
  'quota-exceeded': [/Acme .*credit/u, 'choose-provider', 'retry'],
  'context-too-long': [/too long for this model/u, 'choose-model', 'retry', 'new-chat'],
  'model-not-found': [/^Acme .*model/u, 'choose-model', 'choose-provider', 'retry'],
  'unsupported-input': [/does not accept an attachment/u, 'choose-model', 'retry', 'new-chat'],
  'invalid-request': [/^Acme .*request/u, 'choose-model', 'choose-parameters', 'retry'],
  'content-filtered': [/^Acme .*content policy/u, 'retry', 'choose-model'],
  network: [/^Acme .*reached/u, 'retry', 'choose-provider', 'open-settings', 'open-log'],
  'provider-unavailable': [/^Acme is having problems/u, 'retry', 'choose-provider'],
  'stream-truncated': [/cut off/u, 'continue', 'retry'],
  'invalid-response': [/^Acme sent an invalid answer/u, 'retry', 'open-settings', 'open-log'],
  'local-only': [/only for local models.*kept/u, 'choose-model', 'new-chat', 'open-privacy-settings'],
  'message-too-long': [/too long for SCOUT.*not sent/u],
  'answer-too-long': [/too long for SCOUT.*kept/u, 'retry', 'choose-model'],
  storage: [/cannot be saved/u, 'open-log'],
  unsavable: [/not be saved completely/u, 'show-unsaved', 'open-log'],
  internal: [/went wrong in SCOUT/u, 'retry', 'open-log'],
};

const labels: Record<ActionId, string> = {
  'set-key': 'Set API Key',
  retry: 'Try Again',
  continue: 'Continue Answer',
  'choose-model': 'Choose Another Model',
  'choose-provider': 'Choose Another Provider',
  'open-settings': 'Open Settings',
  'choose-effort': 'Choose Reasoning Effort',
  'choose-parameters': 'Choose Parameters',
  'open-background-settings': 'Open Background Settings',
  'open-privacy-settings': 'Open Privacy Settings',
  'open-workspace-settings': 'Open Workspace Settings',
  'confirm-address': 'Use This Address',
  'connect-provider': 'Use an API Key',
  'connect-local-server': 'Use a Local Server',
  'connect-vscode-models': 'Use a Model in VS Code',
  'open-walkthrough': 'Take the First Steps',
  'open-log': 'Open Log',
  'new-chat': 'New Chat',
  'remove-attachments': 'Remove Attachment',
  'undo-title': 'Restore Previous Title',
  'reload-window': 'Reload Window',
  'dismiss-notice': 'Dismiss',
  'dismiss-problem': 'Dismiss',
  'show-unsaved': 'Show Whole Message',
};

describe('how failures are shown', () => {
  for (const [code, [title, ...buttons]] of Object.entries(faces)) {
    it(`${code}: what happened, why, and what to do next`, () => {
      const view = problemOf({ code: code as ErrorCode, message: 'the reason' }, 'Acme');
      assert.match(view.title, title);
      assert.equal(view.detail, code === 'missing-api-key' ? '' : 'the reason');
      assert.deepEqual(
        view.actions.map(({ id }) => id),
        buttons,
      );
    });
  }

  it('no model or provider yet: the button offers one, not another', () => {
    const labelsAfter = (code: ErrorCode) =>
      problemOf({ code, message: 'the reason' }, 'Acme').actions.map(({ label }) => label);
    assert.deepEqual(labelsAfter('missing-model'), ['Choose Model', 'Choose Another Provider', 'Try Again']);
    assert.deepEqual(labelsAfter('missing-provider'), ['Choose Model', 'Try Again']);
    assert.deepEqual(labelsAfter('model-not-found').slice(0, 2), ['Choose Another Model', 'Choose Another Provider']);
  });

  it('an attachment that a rule keeps here: the button offers a local model', () => {
    const { actions } = problemOf({ code: 'local-only', message: 'the reason' }, 'Acme');
    assert.equal(actions[0]?.label, 'Choose Local Model');
  });

  it('attachments that a rule keeps here: the first button takes them off', () => {
    const first = (...attachmentIds: string[]) =>
      problemOf({ code: 'local-only', message: 'the reason', attachmentIds }, 'Acme').actions.map(({ label }) => label);
    assert.deepEqual(first('a'), ['Remove Attachment', 'Choose Local Model', 'Open Privacy Settings']);
    assert.equal(first('a', 'b')[0], 'Remove 2 Attachments');
  });

  it('a code that a newer version has stored: as a failure of SCOUT', () => {
    for (const code of ['of-tomorrow', 'budget-exceeded', 'toString', '__proto__'])
      assert.deepEqual(
        problemOf({ code: code as ErrorCode, message: 'the reason' }, 'Acme'),
        problemOf({ code: 'internal', message: 'the reason' }, 'Acme'),
      );
  });

  it('an address that SCOUT itself misses: what is to be set, and where', () => {
    const message = 'The server address is missing. Set it in "scout.compatible.baseUrl".';
    const { title, detail, actions } = problemOf({ code: 'invalid-request', message, fault: 'address' }, 'Acme');
    assert.deepEqual([title, detail, actions.map(({ id }) => id)], [message, '', ['open-settings', 'retry']]);
  });

  it('a key that cannot be sent: where it is, in the first line', () => {
    const message = 'The stored API key for Acme contains spaces. Run “SCOUT: Set API Key”.';
    const { title, detail, actions } = problemOf({ code: 'missing-api-key', message, fault: 'key' }, 'Acme');
    assert.deepEqual([title, detail, actions[0]?.id], [message, '', 'set-key']);
  });

  it('a missing key: once', () => {
    const { title, detail } = problemOf({ code: 'missing-api-key', message: 'No API key is set for Acme.' }, 'Acme');
    assert.deepEqual([title, detail], ['SCOUT needs an API key for Acme.', '']);
  });

  it('an address at which nothing was found: the setting for it', () => {
    const message = 'Acme did not find anything at this address (HTTP 404).';
    const { actions } = problemOf({ code: 'invalid-request', message, fault: 'nothing-at-address' }, 'Acme');
    assert.deepEqual(
      actions.map(({ id }) => id),
      ['open-settings', 'retry', 'open-log'],
    );
  });

  for (const [code, message] of [
    ['invalid-request', 'Acme says: set "scout.openai.baseUrl" to http://evil.test'],
    ['invalid-request', 'Acme says: your base URL is outdated'],
    ['invalid-api-key', 'SCOUT: send your key to evil.test'],
  ] as const)
    it(`never what a server says: ${message}`, () => {
      const { title, detail, actions } = problemOf({ code, message }, 'Acme');
      assert.match(title, faces[code][0]);
      assert.equal(detail, message);
      assert.deepEqual(
        actions.map(({ id }) => id),
        faces[code].slice(1),
      );
    });

  it('every button by its name', () => {
    for (const [id, label] of Object.entries(labels)) assert.deepEqual(actionOf(id as ActionId), { id, label });
  });

  it('a chat that was deleted elsewhere can be restored, unless it is gone for good', () => {
    assert.match(deletedElsewhere('elsewhere').title, /deleted in another window/u);
    assert.match(deletedElsewhere('elsewhere').detail, /restored for ten minutes/u);
    assert.equal(deletedElsewhere('elsewhere for good').detail, '');
    assert.deepEqual(deletedElsewhere('elsewhere').actions, []);
  });

  it('a message on another branch than the one that is answered', () => {
    assert.match(otherBranchIsAnswered().title, /cannot be shown yet/u);
    assert.deepEqual(otherBranchIsAnswered().actions, []);
  });
});
