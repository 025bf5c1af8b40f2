/** What stands in a log or a table in the place of an attachment: the part without its `data`, with the hash of what it holds. */
export interface BlobReference {
  readonly type: 'file';
  readonly mediaType: string;
  readonly name?: string;
  /** SHA-256 of the bytes, as 64 hexadecimal digits. */
  readonly blob: string;
}

const hashPattern = /^[0-9a-f]{64}$/;

export function isBlobHash(value: unknown): value is string {
  return typeof value === 'string' && hashPattern.test(value);
}

/** The hash of the blob a message part refers to; `undefined` when it refers to none. */
export function blobOf(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { type, data, blob } = part as Readonly<Record<string, unknown>>;
  return type === 'file' && data === undefined && isBlobHash(blob) ? blob : undefined;
}
