import type { FilePart, TextPart } from '../../../core/message.js';
import { codeOf } from '../files/files.js';
import type { AttachmentPlaces } from './attachmentPlaces.js';
import { attachmentContents, blobIn, blobsOf, type FileReference } from './blobReference.js';
import { type BlobReading, type BlobStore, hashOf } from './blobStore.js';
import { detachedPart, encodingOf } from './detachedPart.js';

/** Bytes that events refer to. */
export interface Blob {
  readonly hash: string;
  readonly bytes: Buffer;
}

/** Why what a blob held is not there. */
type Loss = 'missing' | 'damaged' | 'unreadable';

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
    return events.map((event) =>
      this.#places.inEvent(event, (part) => detachedPart(part, (bytes) => this.#keep(bytes, blobs))),
    );
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
        isAttached ||= blobsOf(part).length > 0;
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

  #keep(bytes: Buffer, blobs: Map<string, Blob>): string {
    const hash = hashOf(bytes);
    if (!blobs.has(hash)) this.#store.put(hash, bytes);
    blobs.set(hash, { hash, bytes });
    return hash;
  }

  #attach(part: unknown): unknown {
    const [hash] = blobsOf(part);
    if (hash === undefined) return part;
    const { type } = part as { readonly type: string };
    return type === 'file' ? this.#attachFile(part as FileReference) : this.#attachContents(part as DetachedAttachment);
  }

  #attachFile({ blob, ...reference }: FileReference): FilePart | TextPart {
    const reading = this.#read(blob);
    if (Buffer.isBuffer(reading)) return { ...reference, data: reading.toString('base64') };
    const { name, mediaType } = reference;
    return { type: 'text', text: this.#lossOf(name === undefined ? mediaType : `${name}, ${mediaType}`, reading) };
  }

  /** An attachment stays one, with whatever of it is there; what is not is told by its note, or by its text where nothing else is there. */
  #attachContents(reference: DetachedAttachment): unknown {
    const attached: Record<string, unknown> = { ...reference };
    let loss: string | undefined;
    for (const name of attachmentContents) {
      const hash = blobIn(reference[name]);
      if (hash === undefined) continue;
      const reading = this.#read(hash);
      if (Buffer.isBuffer(reading)) attached[name] = reading.toString(encodingOf[name]);
      else {
        delete attached[name];
        loss = this.#lossOf(`${String(reference.label)}, ${String(reference.mediaType)}`, reading);
      }
    }
    if (loss === undefined) return attached;
    const isEmpty = attachmentContents.every((name) => attached[name] === undefined);
    return { ...attached, ...(isEmpty ? { text: loss } : { note: loss }) };
  }

  #read(hash: string): BlobReading | 'unreadable' {
    try {
      return this.#store.read(hash);
    } catch (error) {
      if (codeOf(error) === '') throw error;
      return 'unreadable';
    }
  }

  /** The sentence that stands in its place. */
  #lossOf(label: string, loss: Loss): string {
    if (!this.#warned) {
      this.#warned = true;
      this.#warnings.push(
        `Attachments in ${this.#store.directory} are ${loss}. Run "SCOUT: Check History" to see which. A copy of that folder can restore them.`,
      );
    }
    return `[This attachment is ${loss}: ${label}]`;
  }
}

/** An attachment of which a blob holds something; all of it may be anything. */
type DetachedAttachment = Readonly<Record<'label' | 'mediaType' | 'text' | 'data', unknown>>;
