import assert from 'node:assert/strict';
import type { PictureHostMessage, PictureViewMessage } from '../../../../../src/webview/protocol/pictures.js';
import { PictureLoads } from '../../../../../src/webview/ui/pictures/pictureLoads.js';

const address = { messageId: 'm', index: 1 };
const piece = (offset: number, base64: string, isLast = false): PictureHostMessage => ({
  type: 'picture-piece',
  ...address,
  offset,
  base64,
  isLast,
});

describe('loading a picture', () => {
  let asked: PictureViewMessage[];
  let loads: PictureLoads;
  let received: unknown[];
  let isWanted: boolean;

  beforeEach(() => {
    asked = [];
    received = [];
    isWanted = true;
    loads = new PictureLoads((message) => asked.push(message));
  });

  const start = (): (() => void) =>
    loads.start(address, {
      onPiece: (pieces, isLast) => {
        received.push([pieces.map((bytes) => [...bytes]), isLast]);
        return isWanted;
      },
      onBroken: () => received.push('broken'),
    });
  const offsets = (): unknown[] => asked.map((message) => 'offset' in message && message.offset);

  it('asks for one piece after the other', () => {
    start();
    loads.receive(piece(0, 'AQID'));
    loads.receive(piece(4, 'BA==', true));
    assert.deepEqual(received, [
      [[[1, 2, 3]], false],
      [[[1, 2, 3], [4]], true],
    ]);
    assert.deepEqual(offsets(), [0, 4]);
    loads.askAgain();
    assert.deepEqual(offsets(), [0, 4], 'it is complete');
  });

  it('reads a piece once that comes twice', () => {
    start();
    loads.askAgain();
    loads.receive(piece(0, 'AQID'));
    loads.receive(piece(0, 'AQID'));
    assert.deepEqual(received, [[[[1, 2, 3]], false]]);
    loads.askAgain();
    assert.deepEqual(offsets(), [0, 0, 4, 4]);
  });

  it('asks for no more when nobody wants it, or when it was ended', () => {
    isWanted = false;
    start();
    loads.receive(piece(0, 'AQID'));
    const end = start();
    end();
    loads.receive(piece(0, 'AQID'));
    assert.equal(received.length, 1);
    assert.deepEqual(offsets(), [0, 0]);
  });

  it('is not ended by who began before', () => {
    const end = start();
    start();
    end();
    loads.receive(piece(0, 'AQID', true));
    assert.equal(received.length, 1);
  });

  it('fails when the data is none, or the picture is gone', () => {
    start();
    loads.receive(piece(0, '<svg'));
    start();
    loads.receive({ type: 'picture-gone', ...address });
    loads.receive(piece(0, 'AQID'));
    assert.deepEqual(received, ['broken', 'broken']);
  });
});
