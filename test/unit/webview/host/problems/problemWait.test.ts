import assert from 'node:assert/strict';
import { problemOf } from '../../../../../src/webview/host/problems/problemView.js';

const day = 86_400_000;
const message = 'Acme is limiting requests.';

describe('a failure that is over at a known time', () => {
  it('says the time of day if that is today, and the date otherwise', () => {
    const today = new Date();
    today.setHours(23, 59, 59, 999);
    const { title, detail } = problemOf({ code: 'rate-limited', message, retryAt: today.getTime() }, 'Acme');
    assert.match(title, /^Acme accepts no more requests until 11:59\sPM\.$/u);
    assert.equal(detail, message);
    const later = problemOf({ code: 'rate-limited', message, retryAt: today.getTime() + 3 * day }, 'Acme');
    assert.match(
      later.title,
      new RegExp(`until .*${new Date(today.getTime() + 3 * day).getFullYear()}.* 11:59\\sPM\\.$`, 'u'),
    );
  });

  it('keeps its own title where no limit is the cause', () => {
    const { title, detail } = problemOf(
      { code: 'provider-unavailable', message, retryAt: Date.now() + 2 * day },
      'Acme',
    );
    assert.equal(title, 'Acme is having problems at the moment.');
    assert.match(detail, /^Try again after .+\. Acme is limiting requests\.$/u);
  });

  it('says no time that is over, or that no wait can mean', () => {
    for (const retryAt of [Date.now() - 1, Date.now() + 1e15, Number.NaN, undefined])
      assert.deepEqual(
        problemOf({ code: 'rate-limited', message, retryAt }, 'Acme'),
        problemOf({ code: 'rate-limited', message }, 'Acme'),
      );
  });
});
