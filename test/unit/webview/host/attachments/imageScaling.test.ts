import assert from 'node:assert/strict';
import { ImageScaling } from '../../../../../src/webview/host/attachments/imageScaling.js';
import { attachmentPieceLength } from '../../../../../src/webview/protocol/attachments.js';
import type { ScalingHostMessage } from '../../../../../src/webview/protocol/imageScaling.js';

describe('images that pages make smaller', () => {
  let shown: number;
  let scaling: ImageScaling;
  beforeEach(() => {
    shown = 0;
    scaling = new ImageScaling(() => (shown += 1));
  });

  const connected = () => {
    const posted: ScalingHostMessage[] = [];
    const connection = scaling.connect((message) => posted.push(message));
    const { handlers } = connection;
    return {
      ...connection,
      posted,
      types: () => posted.map(({ type }) => type),
      read: (job: string, offset = 0) => void handlers['scale-read']({ type: 'scale-read', job, offset }),
      give: (job: string, base64: string, offset = 0, isLast = true) =>
        void handlers['scaled-piece']({ type: 'scaled-piece', job, offset, base64, isLast }),
      fail: (job: string) => void handlers['scale-failed']({ type: 'scale-failed', job, failure: 'unreadable' }),
    };
  };
  const { signal } = new AbortController();
  const image = Buffer.alloc(1_000_000, 7);

  it('are read piece by piece and come back the same way', async () => {
    const page = connected();
    const scaled = scaling.scale(image, signal);
    const { job } = page.posted[0]!;
    page.read(job);
    let offset = 0;
    const pieces: Buffer[] = [];
    for (;;) {
      const piece = page.posted.at(-1)!;
      assert.equal(piece.type, 'scale-piece');
      assert.equal(piece.offset, offset);
      pieces.push(Buffer.from(piece.base64, 'base64'));
      if (piece.isLast) break;
      assert.equal(piece.base64.length, attachmentPieceLength);
      page.read(job, (offset += piece.base64.length));
    }
    assert.ok(Buffer.concat(pieces).equals(image));
    page.give(job, 'AAAA', 0, false);
    assert.equal(page.posted.at(-1)!.type, 'scaled-taken');
    page.give(job, 'BBB=', 4);
    assert.deepEqual(await scaled, { data: 'AAAABBB=' });
    page.read(job);
    assert.equal(page.posted.at(-1)!.type, 'scale-gone');
    assert.equal(shown, 0);
  });

  it('are made by one page: another one is told that they are gone, until the first one is', async () => {
    const [first, second] = [connected(), connected()];
    const scaled = scaling.scale(image, signal);
    const { job } = first.posted[0]!;
    assert.equal(second.posted[0]!.job, job);
    first.read(job);
    second.read(job);
    assert.equal(second.posted.at(-1)!.type, 'scale-gone');
    second.give(job, 'CCCC');
    first.give(job, 'AAAA', 0, false);
    first.dispose();
    assert.deepEqual(second.posted.at(-1), { type: 'scale-image', job });
    second.read(job);
    second.give(job, 'DDDD');
    assert.deepEqual(await scaled, { data: 'DDDD' });
  });

  it('are begun anew by a new page, which counts alone', async () => {
    const page = connected();
    const scaled = scaling.scale(image, signal);
    const { job } = page.posted[0]!;
    page.read(job);
    page.give(job, 'AAAA', 0, false);
    page.announce();
    assert.deepEqual(page.posted.at(-1), { type: 'scale-image', job });
    page.read(job);
    page.give(job, 'BBBB');
    assert.deepEqual(await scaled, { data: 'BBBB' });
  });

  it('have a view shown where there is none, and wait for its page', async () => {
    const scaled = scaling.scale(image, signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(shown, 1);
    const page = connected();
    assert.deepEqual(page.posted, [], 'there is no page yet');
    page.announce();
    const { job } = page.posted[0]!;
    page.read(job);
    page.give(job, 'AAAA');
    assert.deepEqual(await scaled, { data: 'AAAA' });
  });

  it('fail when a page says so, or sends what does not fit', async () => {
    const page = connected();
    const failed = scaling.scale(image, signal);
    page.read(page.posted[0]!.job);
    page.fail(page.posted[0]!.job);
    await assert.rejects(failed, { failure: 'unreadable' });
    for (const [base64, offset] of [
      ['AAAA', 4],
      ['AAA', 0],
    ] as const) {
      const misfit = scaling.scale(image, signal);
      const { job } = page.posted.at(-1)!;
      page.read(job);
      page.give(job, base64, offset);
      await assert.rejects(misfit, { failure: 'unreadable' });
    }
  });

  it('end when nobody wants them any more, and a page is told', async () => {
    const page = connected();
    const controller = new AbortController();
    const aborted = scaling.scale(image, controller.signal);
    const { job } = page.posted[0]!;
    page.read(job);
    controller.abort();
    await assert.rejects(aborted, { name: 'AbortError' });
    page.give(job, 'AAAA', 0, false);
    assert.deepEqual(page.posted.at(-1), { type: 'scale-gone', job });
    await assert.rejects(scaling.scale(image, controller.signal), { name: 'AbortError' });
  });
});
