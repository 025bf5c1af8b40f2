/**
 * What stands in a log or a table in the place of what a part holds. A file has the hash in the place of its `data`; an attachment has a
 * `HeldElsewhere` as its `text`, its `data`, or both.
 */
export interface FileReference {
  readonly type: 'file';
  readonly mediaType: string;
  readonly name?: string;
  /** SHA-256 of the bytes, as 64 hexadecimal digits. */
  readonly blob: string;
}

export interface HeldElsewhere {
  /** SHA-256 of the bytes, as 64 hexadecimal digits. */
  readonly blob: string;
}

/** What of an attachment may be in a blob. */
export const attachmentContents = ['text', 'data'] as const;

const hashPattern = /^[0-9a-f]{64}$/;

export function isBlobHash(value: unknown): value is string {
  return typeof value === 'string' && hashPattern.test(value);
}

/** The hashes of the blobs a message part refers to; empty when it refers to none. */
export function blobsOf(part: unknown): readonly string[] {
  if (!isObject(part)) return [];
  const { type, data, blob } = part;
  if (type === 'file') return data === undefined && isBlobHash(blob) ? [blob] : [];
  if (type !== 'attachment') return [];
  return attachmentContents.flatMap((name) => blobIn(part[name]) ?? []);
}

/** The hash of the blob that holds what `content` of an attachment is; `undefined` when it is in no blob. */
export function blobIn(content: unknown): string | undefined {
  return isObject(content) && isBlobHash(content['blob']) ? content['blob'] : undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
