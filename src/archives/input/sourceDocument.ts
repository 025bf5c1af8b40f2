/** A file that is not read before `open`. */
export interface AttachedBytes {
  /** In bytes, as its folder or zip says. */
  readonly size: number;
  /** As often as asked for. @throws ImportError */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** A file that may hold chats, in a folder, in a zip, or on its own. Nothing of it is read before `open`. */
export interface SourceDocument {
  /** For people: where it lies in what was chosen. */
  readonly name: string;
  /** Of the text, in bytes; for the progress. */
  readonly size: number;
  /** The name of the folder it lies in; empty for none. */
  readonly folder: string;
  /** Unix milliseconds: when it was last written. */
  readonly modifiedAt: number;
  /** Its bytes, as often as asked for. @throws ImportError */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Makes sure that all of it can be read, where that can be known without reading it as JSON. @throws ImportError */
  readonly verify: (signal: AbortSignal) => Promise<void>;
  /** The file beside it with this name, if there is one. */
  readonly beside: (name: string) => SourceDocument | undefined;
  /** The file near it whose name begins with this id; `undefined` where there is none. @throws ImportError */
  readonly attachment: (id: string) => Promise<AttachedBytes | undefined>;
}

/** What the user chose. `bytes`: a file that lies where only the editor can read, and was read whole. */
export type ArchiveInput =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array };

/** The files in what the user chose; to be disposed when all are read. */
export interface OpenInput extends AsyncDisposable {
  readonly documents: readonly SourceDocument[];
}

/** The id that the name of an attachment begins with in the exports of ChatGPT, such as `file-AbC123-photo.png`. */
export function attachmentIdOf(name: string): string | undefined {
  return /^file[-_][A-Za-z0-9]+/u.exec(name)?.[0];
}

/** Files with these names may be read; which of them are, what they hold decides. */
export function mayHoldChats(name: string): boolean {
  return /\.jsonl?$/iu.test(name);
}

/** The same pieces, until the signal is aborted: then it throws. */
export async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}

/** All bytes, unless there are more than `limit`. */
export async function readAll(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | undefined> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) return undefined;
    all.push(chunk);
  }
  return Buffer.concat(all);
}
