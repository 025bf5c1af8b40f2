import assert from 'node:assert/strict';
import { pageHandlers } from '../../../../../src/webview/host/page/pageHandlers.js';
import { recordingLogger, type RecordingLogger } from '../../../../support/recordingLogger.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

describe('what the page asks of the editor', () => {
  let logger: RecordingLogger;

  beforeEach(() => {
    logger = recordingLogger();
  });

  const openLink = async (url: string): Promise<void> =>
    pageHandlers(logger, () => undefined)['open-link']({ type: 'open-link', url });

  for (const url of [
    'https://scout.test/a?b=c#d',
    'HTTPS://scout.test/',
    'https://scout.test/a%2Fb?x=%26y%3D1',
    'https://bucket.scout.test/k%20ey?X-Amz-Signature=ab%2Bcd%3D&n=%C3%A9#%23',
    'https://scout.test/?q=%25%2520',
    'https://user@scout.test:8443/[x]?a=|',
  ]) {
    it(`opens ${url} as it is written`, async () => {
      await openLink(url);
      assert.deepEqual(vscodeStub.openedLinks, [url]);
      assert.deepEqual(vscodeStub.messages.shown, []);
      assert.deepEqual(logger.lines, []);
    });
  }

  for (const url of [
    'mailto:ada@scout.test?subject=a%26b',
    'http://localhost:8080/x?y=%2F',
    'http://LOCALHOST/',
    'http://app.localhost./',
    'http://127.0.0.1:8080/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[::1]:3000/',
    'http://0/',
  ]) {
    it(`asks before it opens ${url}, which the editor would not`, async () => {
      vscodeStub.messages.dismiss();
      await openLink(url);
      assert.deepEqual(vscodeStub.openedLinks, []);
      vscodeStub.messages.answer('Open');
      await openLink(url);
      assert.deepEqual(vscodeStub.openedLinks, [url]);
      const [asked] = vscodeStub.messages.shown;
      assert.deepEqual({ modal: asked!.modal, detail: asked!.detail }, { modal: true, detail: url });
    });
  }

  it('shows a long or deceptive address in a form that can be read when it asks', async () => {
    vscodeStub.messages.dismiss();
    await openLink(`mailto:ada\u202e${'x'.repeat(5_000)}`);
    const [{ detail } = { detail: '' }] = vscodeStub.messages.shown;
    assert.match(detail!, /^mailto:ada\ufffdx{289}…$/u);
  });

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
    'https:scout.test',
    'https:/\\scout.test/',
    'https://',
    'https://scout.test/\na',
    'https://scout.test\\@evil.test/',
    'vscode-insiders://a',
    'https\u0000://scout.test/',
  ]) {
    it(`refuses ${JSON.stringify(url)}, and logs no address`, async () => {
      await openLink(url);
      assert.deepEqual(vscodeStub.openedLinks, []);
      assert.deepEqual(logger.lines, ['warn: Blocked a link with a scheme that is not allowed']);
    });
  }

  it('copies text as it is', async () => {
    await pageHandlers(logger, () => undefined).copy({ type: 'copy', text: '  a\n' });
    assert.equal(vscodeStub.clipboard, '  a\n');
  });

  it('logs an error of the page, cut to a length that fits a log', () => {
    void pageHandlers(logger, () => undefined)['view-error']({
      type: 'view-error',
      message: 'm'.repeat(501),
      stack: 's'.repeat(4_001),
    });
    assert.deepEqual(logger.lines, [`error: The chat view failed: ${'m'.repeat(500)}\n${'s'.repeat(4_000)}`]);
  });
});
