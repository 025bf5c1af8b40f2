import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pdfBytes } from '../../support/pdfBytes.js';
import { randomBytes } from 'node:crypto';
import { bombPng, drawnPng, noisePng } from '../../view/support/pngs.js';

const megabyte = 1024 * 1024;
/** Files of `many`. */
export const manyFiles = 20_000;

/** Fills a folder with files that are hard to attach. */
export function writeBadFiles(folder: string): void {
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(path.join(folder, name), content);
  sparse(path.join(folder, 'endless.log'), 200 * megabyte);
  write('wide.png', drawnPng(20_000, 100));
  const side = 3_300;
  write('heavy.png', noisePng(side, side, randomBytes(side * side * 3)));
  write('bomb.png', bombPng(20_000, 20_000));
  write('torn.png', drawnPng(9_000, 30).subarray(0, 200));
  write('shot.heic', Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(500)]));
  write('torn.pdf', '%PDF-1.7 and nothing else');
  write('locked.pdf', pdfBytes(['Secret'], true));
  write('fine.pdf', pdfBytes(['Fine print']));
  write('utf16.txt', Buffer.from('\ufeffGrüße aus UTF-16', 'utf16le'));
  write('latin1.txt', Buffer.from('Grüße aus Latin-1\n', 'latin1'));
  write('mixed.txt', Buffer.concat([Buffer.from('Grüße '), Buffer.from('Grüße\n', 'latin1')]));
  write('zeros.dat', Buffer.concat([Buffer.from('begin\0\0\0middle\0'), Buffer.alloc(200), Buffer.from('end')]));
  write('gone.txt', 'It was there when it was attached.\n');
  mkdirSync(path.join(folder, 'loop', 'inner'), { recursive: true });
  write('loop/inner/leaf.txt', 'A leaf.\n');
  symlinkSync(path.join(folder, 'loop'), path.join(folder, 'loop', 'inner', 'again'));
  symlinkSync('self', path.join(folder, 'loop', 'self'));
  writeMany(path.join(folder, 'many'), manyFiles);
  mkdirSync(path.join(folder, '.github', 'prompts'), { recursive: true });
  write(
    '.github/prompts/torn.prompt.md',
    '---\ndescription: [never closed\nmodel: {{{\n---\nSay hello to ${selection}.\n',
  );
}

/** Empty files, 1,000 in a folder. */
function writeMany(folder: string, count: number): void {
  for (let file = 0; file < count; file += 1) {
    const part = path.join(folder, `part-${Math.floor(file / 1_000)}`);
    if (file % 1_000 === 0) mkdirSync(part, { recursive: true });
    closeSync(openSync(path.join(part, `file-${file}.txt`), 'w'));
  }
}

/** Takes no room on the disk. @param bytes how long it says it is */
function sparse(file: string, bytes: number): void {
  const descriptor = openSync(file, 'w');
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
}
