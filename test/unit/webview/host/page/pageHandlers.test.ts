import assert from 'node:assert/strict';
import { pageHandlers } from '../../../../../src/webview/host/page/pageHandlers.js';
import { recordingLogger, type RecordingLogger } from '../../../../support/recordingLogger.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

describe('what the page asks of the editor', () => {
  let logger: RecordingLogger;

  beforeEach(() => {
    logger = recordingLogger();
  });

  const openLink = async (url: string): Promise<void> => pageHandlers(logger)['open-link']({ type: 'open-link', url });

  for (const url of [
    'https://scout.test/a?b=c#d',
    'http://127.0.0.1:8080/',
    'HTTPS://scout.test/',
    'mailto:ada@scout.test',
  ]) {
    it(`opens ${url}`, async () => {
      await openLink(url);
      assert.deepEqual(
        vscodeStub.openedLinks.map((opened) => opened.toLowerCase()),
        [url.toLowerCase()],
      );
      assert.deepEqual(logger.lines, []);
    });
  }

  for (const url of [
    'file:///etc/passwd',
    'command:workbench.action.terminal.new',
    'vscode://scout.test/run',
    'javascript:alert(1)',
    'data:text/html,x',
    'scout.test/no-scheme',
    '//scout.test/',
    '',
    ' https://scout.test/',
  ]) {
    it(`refuses ${JSON.stringify(url)}, and logs no address`, async () => {
      await openLink(url);
      assert.deepEqual(vscodeStub.openedLinks, []);
      assert.deepEqual(logger.lines, ['warn: Blocked a link with a scheme that is not allowed']);
    });
  }

  it('copies text as it is', async () => {
    await pageHandlers(logger).copy({ type: 'copy', text: '  a\n' });
    assert.equal(vscodeStub.clipboard, '  a\n');
  });

  it('logs an error of the page, cut to a length that fits a log', () => {
    void pageHandlers(logger)['view-error']({ type: 'view-error', message: 'm'.repeat(501), stack: 's'.repeat(4_001) });
    assert.deepEqual(logger.lines, [`error: The chat view failed: ${'m'.repeat(500)}\n${'s'.repeat(4_000)}`]);
  });
});
