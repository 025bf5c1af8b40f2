import assert from 'node:assert/strict';
import { ScoutError } from '../../../../../src/core/errors.js';
import { attachmentPieceLength, type AttachmentHostMessage } from '../../../../../src/webview/protocol/attachments.js';
import type { ChatView } from '../../../../../src/webview/host/chatView.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { attachmentPart, type MemoryAttachments } from '../support/memoryAttachments.js';

type Ended = Extract<AttachmentHostMessage, { readonly type: 'attach-ended' }>;

describe('attachments on their way while the page goes', () => {
  let window: ChatWindow;
  let attachments: MemoryAttachments;
  let page: ChatPage;
  let view: ChatView;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ attachments } = window);
    await window.store('c', {});
    ({ page, view } = await window.show('c'));
  });
  afterEach(() => window.dispose());

  const ends = () => page.posted.filter((message): message is Ended => message.type === 'attach-ended');
  const taken = () => page.posted.filter(({ type }) => type === 'piece-taken').length;
  const piece = (request: string, part: number, isLast = false) =>
    page.say({
      type: 'attach-piece',
      request,
      conversationId: 'c',
      name: `${request}.png`,
      mediaType: 'image/png',
      scaledFrom: null,
      offset: part * attachmentPieceLength,
      base64: isLast ? 'AAAA' : 'A'.repeat(attachmentPieceLength),
      isLast,
    });
  /** Files of which a part has come, of nearly all that may be held at once. */
  async function sendHalves(): Promise<void> {
    for (let file = 0; file < 10; file += 1)
      for (let part = 0; part < 20; part += 1) {
        piece(`half${file}`, part);
        await until(() => taken() === file * 20 + part + 1);
      }
  }

  for (const [how, leave] of [
    ['hidden', () => view.suspend()],
    ['made anew', () => undefined],
  ] as const)
    it(`are forgotten and told to the next page when it is ${how}: what had come of a file takes no room`, async () => {
      await sendHalves();
      leave();
      await page.ask({ type: 'view-ready', anchorId: null }, 'attach-settled');
      assert.deepEqual(
        ends().map(({ request, outcome, problem }) => [request, outcome, problem.includes(`“${request}.png”`)]),
        Array.from({ length: 10 }, (_, file) => [`half${file}`, 'failed', true]),
      );
      for (let part = 0; part < 50; part += 1) {
        piece('next', part, part === 49);
        await until(() => taken() === 200 + part + 1 || part === 49);
      }
      await until(() => ends().some(({ request, outcome }) => request === 'next' && outcome === 'added'));
    });

  it('are answered when it is there again, behind what is attached by then, and what is still under way is named', async () => {
    const readings = new Map(['added', 'gone', 'slow'].map((name) => [name, Promise.withResolvers<void>()]));
    attachments.capture = async (what) => {
      await readings.get(what)?.promise;
      return [attachmentPart(what)];
    };
    for (const what of readings.keys())
      page.say({ type: 'attach-uris', request: what, conversationId: 'c', uris: [what] });
    await until(() => attachments.asked.length === 3);
    view.suspend();
    readings.get('added')!.resolve();
    readings.get('gone')!.reject(new ScoutError('invalid-request', 'It is gone.'));
    await until(async () => (await attachments.drafts.list('c')).length === 1);
    const before = page.posted.length;
    const { underWay } = await page.ask({ type: 'view-ready', anchorId: null }, 'attach-settled');
    assert.deepEqual(underWay, ['slow']);
    const told = page.posted.slice(before).filter(({ type }) => type.startsWith('attach'));
    assert.deepEqual(told.filter(({ type }) => type === 'attachments').length > 0 && told[0]!.type, 'attachments');
    assert.deepEqual(
      ends()
        .map(({ request, outcome, problem }) => [request, outcome, problem])
        .toSorted(),
      [
        ['added', 'added', ''],
        ['gone', 'failed', 'It is gone.'],
      ],
    );
    readings.get('slow')!.resolve();
    await until(() => ends().length === 3);
  });
});
