import { mediaTypeOf } from '../../core/fileType.js';
import type { FilePart } from '../../core/message.js';
import { singleLine } from '../../core/text/singleLine.js';
import { isCancellation } from '../../core/errors.js';
import { readAll, type AttachedBytes } from '../input/sourceDocument.js';
import type { DeferredFilePart, RecordSource } from '../importedConversation.js';

type Source = Pick<RecordSource, 'note' | 'limits'>;

/** The longest name of a file that is kept, in characters. */
const maximumName = 200;
/** Enough of a file to know its kind. */
const headBytes = 16;

/** The part for a file's bytes; none, with a note, for a kind SCOUT does not know or a file that is too large. */
export function attachedBytes(bytes: Uint8Array, name: string | undefined, source: Source): FilePart[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return attached(buffer, () => buffer.toString('base64'), buffer.length, name, source);
}

/** The same for base64, with or without a `data:` address around it. Any other address is a file that is missing. */
export function attachedBase64(text: string, name: string | undefined, source: Source): FilePart[] {
  const data = /^data:[^,]{0,200};base64,/iu.test(text) ? text.slice(text.indexOf(',') + 1) : text;
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(data)) {
    source.note('attachment-missing');
    return [];
  }
  const head = Buffer.from(data.slice(0, 64), 'base64');
  return attached(head, () => canonical(data), Math.floor(data.length * 0.75), name, source);
}

/** The same for a file that lies beside the conversation, of which only the beginning is read now. */
export async function attachedFile(
  file: AttachedBytes,
  name: string | undefined,
  source: Source,
): Promise<DeferredFilePart[]> {
  const read = async (): Promise<string | undefined> => {
    const bytes = await orMissing(() => readAll(file.open(), source.limits.attachmentBytes), source);
    return bytes?.toString('base64');
  };
  const { size } = file;
  const head = size > source.limits.attachmentBytes ? Buffer.alloc(0) : await orMissing(() => headOf(file), source);
  if (head === undefined) return [];
  const mediaType = acceptedType(head, size, source);
  return mediaType === undefined ? [] : [{ type: 'deferred-file', mediaType, size, ...named(name), read }];
}

/** What the file gives; `undefined`, with a note, when it cannot be read. Only cancelling ends more than this attachment. */
export async function orMissing<T>(read: () => Promise<T>, { note }: Pick<Source, 'note'>): Promise<T | undefined> {
  try {
    const value = await read();
    if (value === undefined) note('attachment-missing');
    return value;
  } catch (error) {
    if (isCancellation(error)) throw error;
    note('attachment-missing');
    return undefined;
  }
}

function attached(
  head: Buffer,
  base64: () => string,
  size: number,
  name: string | undefined,
  source: Source,
): FilePart[] {
  const mediaType = acceptedType(head, size, source);
  return mediaType === undefined ? [] : [{ type: 'file', mediaType, data: base64(), ...named(name) }];
}

function acceptedType(head: Buffer, size: number, { note, limits }: Source): string | undefined {
  // What another program says of a file, or calls it, proves nothing.
  const known = mediaTypeOf(head);
  if (size <= limits.attachmentBytes && known !== undefined) return known;
  note(size > limits.attachmentBytes ? 'attachment-size' : 'attachment-kind');
  return undefined;
}

function named(name: string | undefined): { readonly name?: string } {
  const line = singleLine(name ?? '', maximumName);
  return line === '' ? {} : { name: line };
}

/** Whether the storage takes it for bytes, and not for a text. */
export function isBase64(data: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/u.test(data) && canonical(data) === data;
}

/** The one way to write the same bytes. */
function canonical(base64: string): string {
  const end = Math.max(0, base64.length - ((base64.length - 1) % 4) - 1);
  return base64.slice(0, end) + Buffer.from(base64.slice(end), 'base64').toString('base64');
}

async function headOf(file: AttachedBytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.open()) {
    pieces.push(chunk);
    size += chunk.length;
    if (size >= headBytes) break;
  }
  return Buffer.concat(pieces);
}
