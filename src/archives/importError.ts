/**
 * Why a conversation, or a whole file, is not read. The words for it are the interface's.
 *
 * - `empty`, `not-json`, `truncated`, `trailing`: the file holds nothing, something else, less or more than JSON.
 * - `syntax`, `encoding`, `too-large`, `too-deep`: this conversation is no valid JSON, no valid UTF-8, or beyond the limits.
 * - `unrecognized`: it is no conversation of any format SCOUT knows.
 * - `other-product`: it is one of a program that SCOUT cannot read; `detail` is its name, missing where only the messages are recognized.
 * - `database`: the file is a database of SQLite's.
 * - `invalid`: it is one, but not built as it must be; `detail` says where.
 * - `newer`: it was written by a newer SCOUT.
 * - `zip-…`: the zip is damaged, encrypted, packed in a way SCOUT does not know, or out of all proportion.
 * - `too-many-files`: a folder holds more than SCOUT looks through. `unreadable`: the system does not let SCOUT read it; `detail` is the system's code.
 */
export type ImportErrorReason =
  | 'empty'
  | 'not-json'
  | 'truncated'
  | 'trailing'
  | 'syntax'
  | 'encoding'
  | 'too-large'
  | 'too-deep'
  | 'unrecognized'
  | 'other-product'
  | 'database'
  | 'invalid'
  | 'newer'
  | 'zip-damaged'
  | 'zip-encrypted'
  | 'zip-unsupported'
  | 'zip-bomb'
  | 'unreadable'
  | 'too-many-files';

/** Something that was to be imported is not as it must be. Neither reason nor detail holds a text of a chat. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly reason: ImportErrorReason;
  readonly detail: string | undefined;

  constructor(reason: ImportErrorReason, detail?: string) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}
