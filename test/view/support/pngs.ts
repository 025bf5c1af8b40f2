import { crc32, deflateSync } from 'node:zlib';

/** A picture with a drawing in it. */
export function drawnPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = y * (1 + width * 3) + 1 + x * 3;
      const isInside = (x - width / 2) ** 2 / (width / 3) ** 2 + (y - height / 2) ** 2 / (height / 3) ** 2 < 1;
      rows[place] = isInside ? 230 : (x * 255) / width;
      rows[place + 1] = isInside ? 150 : (y * 255) / height;
      rows[place + 2] = isInside ? 60 : 170;
    }
  }
  return png(width, height, deflateSync(rows));
}

/** One that is as large as its pixels. @param noise three bytes for each of them */
export function noisePng(width: number, height: number, noise: Uint8Array): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    rows.set(noise.subarray(y * width * 3, (y + 1) * width * 3), y * (1 + width * 3) + 1);
  return png(width, height, deflateSync(rows));
}

/** As large as it says, and next to nothing in a file: one bit a pixel. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return pngOf(header, deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8)))));
}

/** One that says it is so large, without any pixels. */
export function sizedPng(width: number, height: number): Buffer {
  return png(width, height, Buffer.alloc(0));
}

/** https://www.w3.org/TR/png-3/: eight bits a color, three colors. */
function png(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return pngOf(header, pixels);
}

function pngOf(header: Buffer, pixels: Buffer): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
