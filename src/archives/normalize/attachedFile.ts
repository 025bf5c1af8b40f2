import type { FilePart } from '../../core/message.js';
import { archiveLimits } from '../limits.js';
import type { RecordSource } from '../importedConversation.js';

/** The kinds of files SCOUT knows, by their first bytes. What another program says of a file, or calls it, proves nothing. */
const signatures: readonly { readonly mediaType: string; readonly matches: (head: Buffer) => boolean }[] = [
  {
    mediaType: 'image/png',
    matches: (head) => head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  },
  { mediaType: 'image/jpeg', matches: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff },
  { mediaType: 'image/gif', matches: (head) => /^GIF8[79]a/u.test(head.toString('latin1', 0, 6)) },
  {
    mediaType: 'image/webp',
    matches: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  },
  { mediaType: 'application/pdf', matches: (head) => head.toString('latin1', 0, 5) === '%PDF-' },
];

/** The part for a file's bytes; none, with a note, for a kind SCOUT does not know or a file that is too large. */
export function attachedBytes(
  bytes: Uint8Array,
  name: string | undefined,
  { note }: Pick<RecordSource, 'note'>,
): FilePart[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return attached(buffer, () => buffer.toString('base64'), buffer.length, name, note);
}

/** The same for base64, with or without a `data:` address around it. Any other address is a file that is missing. */
export function attachedBase64(
  text: string,
  name: string | undefined,
  { note }: Pick<RecordSource, 'note'>,
): FilePart[] {
  const data = /^data:[^,]{0,200};base64,/iu.test(text) ? text.slice(text.indexOf(',') + 1) : text;
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(data)) {
    note('attachment-missing');
    return [];
  }
  return attached(Buffer.from(data.slice(0, 64), 'base64'), () => data, Math.floor(data.length * 0.75), name, note);
}

function attached(
  head: Buffer,
  base64: () => string,
  size: number,
  name: string | undefined,
  note: RecordSource['note'],
): FilePart[] {
  const known = signatures.find(({ matches }) => matches(head));
  if (known === undefined || size > archiveLimits.attachmentBytes) {
    note(known === undefined ? 'attachment-kind' : 'attachment-size');
    return [];
  }
  return [
    {
      type: 'file',
      mediaType: known.mediaType,
      data: base64(),
      ...(name === undefined || name === '' ? {} : { name: name.slice(0, 200) }),
    },
  ];
}
