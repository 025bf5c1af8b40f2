import assert from 'node:assert/strict';
import { hostMessageOf } from '../../../../src/webview/ui/hostMessage.js';

describe('hostMessageOf', () => {
  const origin = 'https://view.test';
  const focus = { type: 'focus' };

  it('takes a message of the protocol from its own origin', () => {
    assert.equal(hostMessageOf({ data: focus, origin }, origin), focus);
  });

  it('takes nothing from another origin', () => {
    for (const other of ['https://evil.test', 'null', '', 'https://view.test:444'])
      assert.equal(hostMessageOf({ data: focus, origin: other }, origin), undefined);
  });

  it('takes nothing that is no message of the protocol', () => {
    for (const data of [
      undefined,
      null,
      0,
      'focus',
      [],
      {},
      { type: 1 },
      { type: 'toString' },
      { type: '__proto__' },
      { type: 'evil' },
    ])
      assert.equal(hostMessageOf({ data, origin }, origin), undefined);
  });
});
