import assert from 'node:assert/strict';
import { sendsMessage } from '../../../../../src/webview/ui/chat/composerKeys.js';

const enter = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
};

describe('sendsMessage', () => {
  it('sends on Enter and breaks the line on Shift+Enter', () => {
    assert.equal(sendsMessage(enter, true), true);
    assert.equal(sendsMessage({ ...enter, shiftKey: true }, true), false);
  });

  it('swaps the two when the setting says so', () => {
    assert.equal(sendsMessage(enter, false), false);
    assert.equal(sendsMessage({ ...enter, shiftKey: true }, false), true);
  });

  it('always sends on Ctrl+Enter and Cmd+Enter', () => {
    for (const sendOnEnter of [true, false]) {
      assert.equal(sendsMessage({ ...enter, ctrlKey: true }, sendOnEnter), true);
      assert.equal(sendsMessage({ ...enter, metaKey: true }, sendOnEnter), true);
    }
  });

  it('never sends while an input method composes, however it says so', () => {
    assert.equal(sendsMessage({ ...enter, isComposing: true }, true), false);
    assert.equal(sendsMessage({ ...enter, keyCode: 229 }, true), false);
    assert.equal(sendsMessage({ ...enter, ctrlKey: true, isComposing: true }, true), false);
  });

  it('does not send on another key, or on Alt+Enter', () => {
    assert.equal(sendsMessage({ ...enter, key: 'a' }, true), false);
    assert.equal(sendsMessage({ ...enter, altKey: true }, true), false);
  });
});
