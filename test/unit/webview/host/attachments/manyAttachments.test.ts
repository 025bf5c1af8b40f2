import assert from 'node:assert/strict';
import { attachmentPieceLength, type AttachmentHostMessage } from '../../../../../src/webview/protocol/attachments.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { attachmentPart, type MemoryAttachments } from '../support/memoryAttachments.js';

type Ended = Extract<AttachmentHostMessage, { readonly type: 'attach-ended' }>;

describe('more attachments at once than a view takes', () => {
  let window: ChatWindow;
  let attachments: MemoryAttachments;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ attachments } = window);
    await window.store('c', {});
    ({ page } = await window.show('c'));
  });
  afterEach(() => window.dispose());

  const ends = () => page.posted.filter((message): message is Ended => message.type === 'attach-ended');
  const piece = (request: string, offset = 0, isLast = true) =>
    page.say({
      type: 'attach-piece',
      request,
      conversationId: 'c',
      name: `${request}.png`,
      mediaType: 'image/png',
      scaledFrom: null,
      offset,
      base64: isLast ? 'AAAA' : 'A'.repeat(attachmentPieceLength),
      isLast,
    });

  it('have an answer each: those that are not taken are told with their names, and the others are attached', async () => {
    const reading = Promise.withResolvers<void>();
    attachments.capture = async (what) => {
      await reading.promise;
      return [attachmentPart(what)];
    };
    for (let index = 0; index < 120; index += 1) piece(`file${index}`);
    await until(() => ends().length === 20);
    for (const { request, outcome, problem } of ends()) {
      assert.equal(outcome, 'failed');
      assert.ok(problem.includes(`“${request}.png”`) && !/fault/u.test(problem), problem);
    }
    page.say({ type: 'attach-uris', request: 'u', conversationId: 'c', uris: ['file:///a%20b.ts'] });
    page.say({ type: 'attach-pick', request: 'p', conversationId: 'c' });
    await until(() => ends().length === 22);
    assert.deepEqual(
      ends().map(({ outcome }) => outcome),
      Array(22).fill('failed'),
    );
    reading.resolve();
    await until(() => ends().length === 122);
    assert.equal(ends().filter(({ outcome }) => outcome === 'added').length, 100);
    piece('again');
    await until(() => ends().some(({ request, outcome }) => request === 'again' && outcome === 'added'));
  });

  it('that are halfway here and too large together end with a sentence, which makes room for others', async () => {
    const pieces = 10;
    let [taken, file] = [0, 0];
    for (; ends().length === 0 && file < 40; file += 1)
      for (let part = 0; part < pieces && ends().length === 0; part += 1) {
        piece(`file${file}`, part * attachmentPieceLength, false);
        taken += 1;
        await until(
          () => page.posted.filter(({ type }) => type === 'piece-taken').length === taken || ends().length > 0,
        );
      }
    const [{ request, outcome, problem }] = ends() as [Ended];
    assert.equal(outcome, 'failed');
    assert.ok(problem.includes(`“${request}.png”`) && /at once/u.test(problem), problem);
    assert.ok(
      window.logger.lines.every((line) => !line.startsWith('error')),
      'it is no fault of SCOUT',
    );
    for (let each = 0; each < file - 1; each += 1) piece(`file${each}`, pieces * attachmentPieceLength);
    piece('after');
    await until(() => ends().some((end) => end.request === 'after'));
    assert.equal(ends().filter((end) => end.outcome === 'added').length, file);
  });

  it('that do not follow what has come of them end with a sentence', async () => {
    piece('gap', 4);
    await until(() => ends().length === 1);
    assert.match(ends()[0]!.problem, /“gap\.png” did not arrive as a whole/u);
  });
});
