/** What an archive may ask of this machine. Whatever goes beyond is refused with its reason, and nothing of it stays in memory. */
export interface ArchiveLimits {
  /** One conversation in a file, in bytes of JSON. */
  readonly recordBytes: number;
  /** How deep JSON may be nested; some formats nest every answer in its question. */
  readonly depth: number;
  /** How deep the free-form JSON of a part may be nested, such as a tool call's input. */
  readonly dataDepth: number;
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
}

const MEBIBYTE = 1024 * 1024;

export const archiveLimits: ArchiveLimits = {
  recordBytes: 192 * MEBIBYTE,
  depth: 20_000,
  dataDepth: 200,
  zipEntries: 200_000,
  zipDirectoryBytes: 64 * MEBIBYTE,
  inflatedBytes: 32 * 1024 * MEBIBYTE,
  inflationRatio: 200,
  ratioFromBytes: 64 * MEBIBYTE,
  attachmentBytes: 32 * MEBIBYTE,
  folderEntries: 100_000,
};
