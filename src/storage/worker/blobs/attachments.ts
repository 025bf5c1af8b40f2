import type { FilePart, TextPart } from '../../../core/message.js';
import { codeOf } from '../files/files.js';
import type { AttachmentPlaces } from './attachmentPlaces.js';
import { blobOf, type BlobReference } from './blobReference.js';
import { type BlobReading, type BlobStore, hashOf } from './blobStore.js';

/**
 * Attachments whose base64 is longer become blobs. Below it, a file of their own with its two syncs costs more than what it
 * saves; above it, every snapshot would write them again.
 */
const LONGEST_INLINE = 16 * 1024;

/** Bytes that events refer to. */
export interface Blob {
  readonly hash: string;
  readonly bytes: Buffer;
}

/** Stores large attachments outside of a database and its log: events lose them on their way in, answers get them back. */
export class Attachments {
  readonly #store: BlobStore;
  readonly #places: AttachmentPlaces;
  readonly #warnings: string[] = [];
  #warned = false;

  constructor(store: BlobStore, places: AttachmentPlaces) {
    this.#store = store;
    this.#places = places;
  }

  /**
   * The events, with references in the place of large attachments, which are on the disk and survive a power loss then.
   * @param blobs receives what is referred to, for `confirm`.
   * @throws the system error.
   */
  detach(events: readonly unknown[], blobs: Map<string, Blob>): readonly unknown[] {
    return events.map((event) => this.#places.inEvent(event, (part) => this.#detach(part, blobs)));
  }

  /** To be called when the events are in the log, before they count as saved. @throws the system error. */
  confirm(blobs: ReadonlyMap<string, Blob>): void {
    for (const { hash, bytes } of blobs.values()) this.#store.confirm(hash, bytes);
  }

  /**
   * What a query answered, with attachments in the place of references, in steps: each element of a list that has attachments is one. One that
   * cannot be read is a sentence that says so.
   */
  *attach(query: string, answer: unknown): Generator<void, unknown> {
    if (!Array.isArray(answer)) return this.#places.inAnswer(query, answer, (part) => this.#attach(part));
    const attached: unknown[] = [];
    for (const [index, element] of (answer as readonly unknown[]).entries()) {
      let isAttached = false;
      const [whole] = this.#places.inAnswer(query, [element], (part) => {
        isAttached ||= blobOf(part) !== undefined;
        return this.#attach(part);
      }) as readonly unknown[];
      attached.push(whole);
      if (isAttached && index < answer.length - 1) yield;
    }
    return attached;
  }

  /** Sentences for the user since the last call. */
  takeWarnings(): readonly string[] {
    return this.#warnings.splice(0);
  }

  #detach(part: unknown, blobs: Map<string, Blob>): unknown {
    if (!isFilePart(part) || part.data.length <= LONGEST_INLINE) return part;
    const bytes = Buffer.from(part.data, 'base64');
    // Line breaks and the like would not come back; such a text stays where it is.
    if (bytes.toString('base64') !== part.data) return part;
    const hash = hashOf(bytes);
    if (!blobs.has(hash)) this.#store.put(hash, bytes);
    blobs.set(hash, { hash, bytes });
    const { data: _, ...rest } = part;
    return { ...rest, blob: hash } satisfies BlobReference;
  }

  #attach(part: unknown): unknown {
    const hash = blobOf(part);
    if (hash === undefined) return part;
    const { blob: _, ...reference } = part as BlobReference;
    const reading = this.#read(hash);
    return Buffer.isBuffer(reading)
      ? ({ ...reference, data: reading.toString('base64') } satisfies FilePart)
      : this.#substitute(reference, reading);
  }

  #read(hash: string): BlobReading | 'unreadable' {
    try {
      return this.#store.read(hash);
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return 'unreadable';
    }
  }

  #substitute({ name, mediaType }: Omit<BlobReference, 'blob'>, what: 'missing' | 'damaged' | 'unreadable'): TextPart {
    if (!this.#warned) {
      this.#warned = true;
      this.#warnings.push(
        `Attachments in ${this.#store.directory} are ${what}. Run "SCOUT: Check History" to see which. A copy of that folder can restore them.`,
      );
    }
    const label = name === undefined ? mediaType : `${name}, ${mediaType}`;
    return { type: 'text', text: `[This attachment is ${what}: ${label}]` };
  }
}

function isFilePart(part: unknown): part is FilePart {
  return (
    typeof part === 'object' &&
    part !== null &&
    'type' in part &&
    part.type === 'file' &&
    'data' in part &&
    typeof part.data === 'string'
  );
}
