import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { completionsFormat } from '../../../../src/providers/adapter/chatCompletions/format.js';
import { noChanges } from '../../../../src/providers/transport/endpointRequest.js';
import { HttpExchange } from '../../../../src/providers/transport/httpExchange.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

describe('one exchange with a server', () => {
  const begin = (signal: AbortSignal): HttpExchange =>
    new HttpExchange(
      {
        vendor: 'Anybody',
        changes: noChanges,
        idleTimeoutMs: 60_000,
        logger: recordingLogger(),
        expects: 'events',
        format: completionsFormat,
      },
      signal,
    );

  it('is aborted with its caller, for the same reason, also when that was cancelled before', () => {
    const caller = new AbortController();
    const exchange = begin(caller.signal);
    assert.equal(exchange.signal.aborted, false);
    caller.abort(new Error('stopped'));
    assert.equal(exchange.signal.reason, caller.signal.reason);
    assert.equal(begin(caller.signal).signal.reason, caller.signal.reason);
  });

  it('is aborted when it is closed, and leaves nothing at a signal that outlives it', () => {
    const caller = new AbortController();
    const exchange = begin(caller.signal);
    assert.equal(getEventListeners(caller.signal, 'abort').length, 1);
    exchange.close();
    assert.equal(exchange.signal.aborted, true);
    assert.deepEqual(getEventListeners(caller.signal, 'abort'), []);
  });
});
