import assert from 'node:assert/strict';
import { hostMessageOf } from '../../../../src/webview/ui/hostMessage.js';

describe('hostMessageOf', () => {
  const origin = 'https://view.test';
  const parent = {} as Window;
  const view = { parent, origin };
  const focus = { type: 'focus' };

  it('takes a message of the protocol from the frame around the view', () => {
    assert.equal(hostMessageOf({ data: focus, origin, source: parent }, view), focus);
  });

  it('takes nothing from another window, whatever origin it has', () => {
    assert.equal(hostMessageOf({ data: focus, origin, source: {} as Window }, view), undefined);
    assert.equal(hostMessageOf({ data: focus, origin, source: null }, view), undefined);
  });

  it('takes nothing from another origin', () => {
    for (const other of ['https://evil.test', 'null', '', 'https://view.test:444'])
      assert.equal(hostMessageOf({ data: focus, origin: other, source: parent }, view), undefined);
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
      assert.equal(hostMessageOf({ data, origin, source: parent }, view), undefined);
  });
});
