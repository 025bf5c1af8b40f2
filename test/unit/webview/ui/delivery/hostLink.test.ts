import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { HostLink } from '../../../../../src/webview/ui/delivery/hostLink.js';

describe('the link to the host', () => {
  let pings: number;
  let reconnections: number;
  let link: HostLink;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    pings = 0;
    reconnections = 0;
    link = new HostLink(
      () => (pings += 1),
      () => (reconnections += 1),
    );
  });
  afterEach(() => mock.timers.reset());

  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) mock.timers.tick(1_000);
  };

  it('asks nothing while nothing is expected', () => {
    pass(1_000);
    assert.equal(pings, 0);
    assert.equal(link.state.value, 'connected');
  });

  it('asks nothing when the host answers in time', () => {
    link.expectAnswer();
    pass(1);
    link.hear();
    pass(1_000);
    assert.equal(pings, 0);
    assert.equal(reconnections, 0);
  });

  it('is busy when a ping is not answered, and connected again with whatever the host says', () => {
    link.expectAnswer();
    pass(4);
    assert.deepEqual([pings, link.state.value], [1, 'connected']);
    link.expectAnswer();
    pass(1);
    assert.deepEqual([pings, link.state.value], [2, 'busy']);
    link.hear();
    assert.deepEqual([reconnections, link.state.value], [1, 'connected']);
    pass(1_000);
    assert.equal(pings, 2);
  });

  it('is lost when the silence lasts, goes on asking, and finds the host again', () => {
    link.expectAnswer();
    pass(60);
    assert.equal(link.state.value, 'lost');
    const before = pings;
    pass(60);
    assert.ok(pings > before);
    link.hear();
    assert.deepEqual([reconnections, link.state.value], [1, 'connected']);
  });
});
