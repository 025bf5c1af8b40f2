import assert from 'node:assert/strict';
import type { PostedMessage } from '../../../../src/webview/protocol/protocol.js';
import { ErrorReporter } from '../../../../src/webview/ui/errorReporter.js';

function createReporter() {
  const posted: PostedMessage[] = [];
  const reporter = new ErrorReporter({ post: (message) => posted.push(message) });
  return { posted, reporter };
}

describe('ErrorReporter', () => {
  it('sends an error with its stack', () => {
    const { reporter, posted } = createReporter();
    const error = new Error('broken');
    reporter.report(error);
    assert.deepEqual(posted, [{ type: 'view-error', message: 'broken', stack: error.stack }]);
  });

  it('sends the same error once', () => {
    const { reporter, posted } = createReporter();
    const error = new Error('broken');
    reporter.report(error);
    reporter.report(error);
    assert.equal(posted.length, 1);
  });

  it('stops after twenty', () => {
    const { reporter, posted } = createReporter();
    for (let index = 0; index < 50; index++) reporter.report(new Error(`broken ${index}`));
    assert.equal(posted.length, 20);
  });

  it('sends what is no error as text', () => {
    const { reporter, posted } = createReporter();
    reporter.report('just words');
    assert.deepEqual(posted, [{ type: 'view-error', message: 'just words', stack: '' }]);
  });
});
