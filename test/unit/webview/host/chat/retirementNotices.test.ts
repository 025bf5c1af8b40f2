import assert from 'node:assert/strict';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';

const first = 'm-1 will be retired on Jan 2, 2027.';
const later = 'm-1 was to be retired on Jan 2, 2027 and may stop answering at any time.';

describe('what is said of the retirement of a model', () => {
  const windows: ChatWindow[] = [];

  function open(before?: ChatWindow): ChatWindow {
    const window = new ChatWindow(before);
    windows.push(window);
    window.provider.change({ retirement: first });
    return window;
  }

  afterEach(async () => {
    for (const window of windows.splice(0)) await window.dispose();
  });

  const notice = (page: ChatPage): string | undefined =>
    (page.all('status').at(-1) ?? page.last('snapshot').state).status.notice?.text;
  const dismiss = (page: ChatPage): void => page.say({ type: 'action', action: 'dismiss-notice', messageId: null });

  it('is said in every chat until it is put away, and then in none, in no window', async () => {
    const window = open();
    const [panel, sideBar] = [await window.show(), await window.show()];
    assert.deepEqual([notice(panel.page), notice(sideBar.page)], [first, first]);
    dismiss(panel.page);
    await until(() => notice(panel.page) === undefined && notice(sideBar.page) === undefined);
    const after = open(window);
    await after.retirements.load();
    assert.equal(notice((await after.show()).page), undefined);
  });

  it('is said once more when the day is past', async () => {
    const window = open();
    const { page } = await window.show();
    dismiss(page);
    await until(() => notice(page) === undefined);
    window.provider.change({ retirement: later });
    assert.equal(notice(page), later);
  });

  it('takes nothing else with it for good that stands beside it', async () => {
    const window = open();
    window.provider.change({ remark: { kind: 'redirected', host: 'proxy.test' } });
    const { page } = await window.show();
    dismiss(page);
    await until(() => notice(page) === undefined);
    const after = open(window);
    after.provider.change({ remark: { kind: 'redirected', host: 'proxy.test' } });
    await after.retirements.load();
    assert.equal(
      notice((await after.show()).page),
      'Messages for OpenAI are sent to proxy.test, as set in your settings.',
    );
  });

  it('is said where what is stored is none', async () => {
    const window = open();
    for (const sentence of ['a', 'b']) await window.retirements.add(sentence);
    assert.equal(window.retirements.has('a'), true);
    assert.equal(window.retirements.has(first), false);
    assert.equal(notice((await window.show()).page), first);
  });
});
