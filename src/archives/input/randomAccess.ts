import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ImportError } from '../importError.js';

/** Bytes that can be read anywhere: a file, or what was read of one already. */
export interface RandomAccess extends AsyncDisposable {
  readonly size: number;
  /** Exactly these bytes. @throws ImportError `zip-damaged` when there are fewer. */
  read(offset: number, length: number): Promise<Buffer>;
  /** From `start` up to `end`, which is not part of it; all by default. Ends early when the bytes do. */
  stream(start?: number, end?: number): AsyncGenerator<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** Without it, opening a pipe waits for whoever writes into it. Windows has no such flag. */
const withoutWaiting = constants.O_RDONLY | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/** @throws ImportError `unreadable`, also for pipes and devices, which have no end */
export async function openFile(file: string): Promise<RandomAccess> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, withoutWaiting);
    const status = await handle.stat();
    if (!status.isFile()) throw new ImportError('unreadable', status.isDirectory() ? 'EISDIR' : 'EINVAL');
    return fileAccess(handle, status.size);
  } catch (error) {
    await handle?.close();
    throw unreadable(error);
  }
}

export function bytesAccess(bytes: Uint8Array): RandomAccess {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: all.length,
    read(offset, length) {
      if (offset < 0 || offset + length > all.length) return Promise.reject(new ImportError('zip-damaged'));
      return Promise.resolve(all.subarray(offset, offset + length));
    },
    async *stream(start = 0, end = all.length) {
      for (let at = start; at < Math.min(end, all.length); at += CHUNK_BYTES) {
        // As where a file is read: whoever cancels has a turn.
        yield await nextTurn(all.subarray(at, Math.min(at + CHUNK_BYTES, end)));
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export function unreadable(error: unknown): ImportError {
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return error instanceof ImportError ? error : new ImportError('unreadable', systemCode);
}

function fileAccess(handle: FileHandle, size: number): RandomAccess {
  const readInto = async (buffer: Buffer, position: number): Promise<number> => {
    try {
      return (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
    } catch (error) {
      throw unreadable(error);
    }
  };
  return {
    size,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) throw new ImportError('zip-damaged');
      const buffer = Buffer.alloc(length);
      for (let done = 0; done < length;) {
        const bytesRead = await readInto(buffer.subarray(done), offset + done);
        if (bytesRead === 0) throw new ImportError('zip-damaged');
        done += bytesRead;
      }
      return buffer;
    },
    async *stream(start = 0, end = Number.POSITIVE_INFINITY) {
      for (let at = start; at < end;) {
        // A buffer for each piece: whoever takes it may keep it.
        const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - at));
        const bytesRead = await readInto(buffer, at);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
