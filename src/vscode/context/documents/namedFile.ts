/** A file as it was read. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where it can be opened again, if anywhere. */
  readonly uri?: string;
}
