/**
 * What an archive may ask of this machine, and of the history. A file or a record beyond that is refused with its reason, and nothing of it
 * stays in memory; of a conversation, what is beyond is cut or left out, and counted.
 */
export interface ArchiveLimits {
  /** One conversation in a file, in bytes of JSON. */
  readonly recordBytes: number;
  /** How deep JSON may be nested; some formats nest every answer in its question. What a part may hold is the storage's: see `isStorableJson`. */
  readonly depth: number;
  /** How many values it may hold: a few bytes of JSON can be a hundred in memory. */
  readonly recordValues: number;
  /** Files in a zip. */
  readonly zipEntries: number;
  /** The directory of a zip, in bytes. */
  readonly zipDirectoryBytes: number;
  /** What all that is read of a zip may inflate to, in bytes. */
  readonly inflatedBytes: number;
  /** How many times its compressed size an entry may inflate to, once it is larger than `ratioFromBytes`. */
  readonly inflationRatio: number;
  readonly ratioFromBytes: number;
  /** An image or PDF, in bytes. */
  readonly attachmentBytes: number;
  /** Files and folders that are looked at in a folder. */
  readonly folderEntries: number;
  /** Of one conversation, what it may have: no less than SCOUT's own may, see `src/chat/limits.ts`. */
  readonly messages: number;
  readonly jobs: number;
  readonly tags: number;
  readonly titleCharacters: number;
  readonly tagCharacters: number;
  /** Images and PDFs of all its messages, in bytes. */
  readonly conversationAttachmentBytes: number;
  /** Of one message, what it may have. */
  readonly messageParts: number;
  /** All its text, in UTF-16 units: its frame in the log stays below the storage's limit whatever is in it. */
  readonly messageCharacters: number;
  readonly messageFiles: number;
  readonly messageAttachmentBytes: number;
  /** What only goes back to a vendor: each is looked for in the whole message. */
  readonly messageOpaqueParts: number;
  /** Values in the inputs of its tools and in its opaque parts, together. */
  readonly messageValues: number;
  /** A name, an id, a title of a source, in UTF-16 units. */
  readonly nameCharacters: number;
  readonly urlCharacters: number;
  /** Why something failed, in UTF-16 units. */
  readonly errorCharacters: number;
}

const MEBIBYTE = 1024 * 1024;

export const archiveLimits: ArchiveLimits = {
  recordBytes: 192 * MEBIBYTE,
  depth: 20_000,
  recordValues: 5_000_000,
  zipEntries: 200_000,
  zipDirectoryBytes: 64 * MEBIBYTE,
  inflatedBytes: 32 * 1024 * MEBIBYTE,
  inflationRatio: 200,
  ratioFromBytes: 64 * MEBIBYTE,
  attachmentBytes: 32 * MEBIBYTE,
  folderEntries: 100_000,
  messages: 100_000,
  jobs: 10_000,
  tags: 50,
  titleCharacters: 300,
  tagCharacters: 100,
  conversationAttachmentBytes: 512 * MEBIBYTE,
  messageParts: 10_000,
  messageCharacters: 32_000_000,
  messageFiles: 1_000,
  messageAttachmentBytes: 128 * MEBIBYTE,
  messageOpaqueParts: 1_000,
  messageValues: 100_000,
  nameCharacters: 1_000,
  urlCharacters: 8_000,
  errorCharacters: 2_000,
};
