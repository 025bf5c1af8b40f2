import assert from 'node:assert/strict';
import { imageSize, mayOpen } from '../../../../../src/webview/ui/markdown/linkPolicy.js';

describe('mayOpen', () => {
  for (const url of ['https://example.org', 'HTTP://example.org/a?b#c', 'mailto:a@example.org']) {
    it(`lets ${url} be opened`, () => assert.equal(mayOpen(url), true));
  }

  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' https://example.org',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode:extension/x',
    'vscode-insiders://x',
    'blob:https://x',
    'https:example.org',
    '//example.org',
    '/etc/passwd',
    '#here',
    'README.md',
    '',
  ];
  for (const url of refused) {
    it(`leaves ${JSON.stringify(url)} as text`, () => assert.equal(mayOpen(url), false));
  }
});

const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const png = (width: number, height: number): number[] => {
  const header = Buffer.alloc(26);
  header.write('\x89PNG\r\n\x1a\n', 'latin1');
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12, 'latin1');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return [...header];
};
const pictures: Record<string, number[]> = {
  png: png(300, 200),
  gif: [...ascii('GIF89a'), 44, 1, 200, 0],
  jpeg: [0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 44, 3],
  webp: [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0],
};

describe('imageSize', () => {
  for (const [type, bytes] of Object.entries(pictures)) {
    it(`reads the size of a ${type} from its header`, () => {
      const { width, height } = imageSize(`data:image/${type};base64,${base64(...bytes)}`)!;
      assert.deepEqual({ width, height }, { width: 300, height: 200 });
    });

    it(`knows no size of a ${type} that is cut off`, () => {
      for (let length = 0; length < bytes.length - 5; length++)
        assert.equal(imageSize(`data:image/${type};base64,${base64(...bytes.slice(0, length))}`), null);
    });
  }

  it('reads both other forms of WebP', () => {
    const lossy = [
      ...ascii('RIFF'),
      0,
      0,
      0,
      0,
      ...ascii('WEBPVP8 '),
      9,
      0,
      0,
      0,
      1,
      1,
      1,
      0x9d,
      1,
      0x2a,
      44,
      1,
      200,
      0,
    ];
    const lossless = [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBPVP8L'), 9, 0, 0, 0, 0x2f, 0x2b, 0xc1, 0x31, 0, 0];
    for (const bytes of [lossy, lossless]) {
      const { width, height } = imageSize(`data:image/webp;base64,${base64(...bytes)}`)!;
      assert.deepEqual({ width, height }, { width: 300, height: 200 });
    }
  });

  it('takes nothing that needs the network, may hold script, is huge, or is no picture of its type', () => {
    const small = base64(...png(1, 1));
    for (const url of [
      'https://example.org/a.png',
      `data:image/svg+xml;base64,${small}`,
      `data:text/html;base64,${small}`,
      `data:image/gif;base64,${small}`,
      `data:image/png;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9"/>').toString('base64')}`,
      'data:image/png;base64,%%%%',
      'data:image/png;base64,',
      `data:image/png;base64,${small}${'A'.repeat(512 * 1024)}`,
    ])
      assert.equal(imageSize(url), null, url.slice(0, 60));
  });
});
