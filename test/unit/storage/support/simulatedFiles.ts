import path from 'node:path';
import type { Files } from '../../../../src/storage/worker/files/files.js';

interface Content {
  bytes: Buffer;
  /** How much of it a power loss cannot take. */
  synced: number;
}

type Names = Map<string, Content>;
type Disk = Map<string, Names>;

/** A change of names that a power loss may undo until the folder it leads to is synced. */
interface NameChange {
  readonly directory: string;
  readonly apply: (disk: Disk) => void;
}

export type Operation = keyof Files;

/**
 * A disk in memory that can fail at any call, and that remembers which bytes and which names a power loss
 * would spare.
 */
export class SimulatedFiles implements Files {
  /** Called before every operation; throws to make it fail. */
  before: (operation: Operation, file: string) => void = () => undefined;
  /** Bytes that still fit; what does not fit is written in part and fails with ENOSPC. */
  space = Number.POSITIVE_INFINITY;
  readonly calls: Operation[] = [];
  readonly #current: Disk = new Map();
  readonly #durable: Disk = new Map();
  #unsynced: NameChange[] = [];
  readonly #open = new Map<number, { content: Content; file: string }>();
  #lastDescriptor = 0;

  list(directory: string): readonly string[] {
    this.#enter('list', directory);
    return [...(this.#current.get(directory)?.keys() ?? [])];
  }

  read(file: string, offset = 0, length = Number.POSITIVE_INFINITY): Buffer {
    this.#enter('read', file);
    return Buffer.from(this.#find(file).bytes.subarray(offset, offset + length));
  }

  size(file: string): number {
    this.#enter('size', file);
    return this.#find(file).bytes.length;
  }

  makeDirectory(directory: string): void {
    this.#enter('makeDirectory', directory);
    for (const disk of [this.#current, this.#durable]) if (!disk.has(directory)) disk.set(directory, new Map());
  }

  create(file: string): number {
    this.#enter('create', file);
    if (this.#namesOf(file).has(path.basename(file))) throw systemError('EEXIST', file);
    const content = { bytes: Buffer.alloc(0), synced: 0 };
    this.#change(file, (disk) => namesIn(disk, file).set(path.basename(file), content));
    this.#open.set(++this.#lastDescriptor, { content, file });
    return this.#lastDescriptor;
  }

  append(descriptor: number, bytes: Buffer): void {
    const { content, file } = this.#opened(descriptor);
    this.#enter('append', file);
    const fitting = bytes.subarray(0, this.space);
    content.bytes = Buffer.concat([content.bytes, fitting]);
    this.space -= fitting.length;
    if (fitting.length < bytes.length) throw systemError('ENOSPC', file);
  }

  sync(descriptor: number): void {
    const { content, file } = this.#opened(descriptor);
    this.#enter('sync', file);
    content.synced = content.bytes.length;
  }

  close(descriptor: number): void {
    this.#opened(descriptor);
    this.#open.delete(descriptor);
  }

  exists(file: string): boolean {
    this.#enter('exists', file);
    return this.#current.get(path.dirname(file))?.has(path.basename(file)) ?? false;
  }

  rename(from: string, to: string): void {
    this.#enter('rename', from);
    const content = this.#find(from);
    this.#namesOf(to);
    this.#change(to, (disk) => {
      namesIn(disk, from).delete(path.basename(from));
      namesIn(disk, to).set(path.basename(to), content);
    });
  }

  remove(file: string): void {
    this.#enter('remove', file);
    this.space += this.#find(file).bytes.length;
    this.#change(file, (disk) => namesIn(disk, file).delete(path.basename(file)));
  }

  syncDirectory(directory: string): void {
    this.#enter('syncDirectory', directory);
    if (!this.#current.has(directory)) throw systemError('ENOENT', directory);
    for (const change of this.#unsynced) if (change.directory === directory) change.apply(this.#durable);
    this.#unsynced = this.#unsynced.filter((change) => change.directory !== directory);
  }

  get openDescriptors(): number {
    return this.#open.size;
  }

  /** The name under which the file was created. */
  fileOf(descriptor: number): string {
    return this.#opened(descriptor).file;
  }

  /** Puts a file on the disk without a system call. */
  put(file: string, bytes: Buffer): void {
    for (const disk of [this.#current, this.#durable]) {
      const names = disk.get(path.dirname(file)) ?? new Map<string, Content>();
      disk.set(path.dirname(file), names.set(path.basename(file), { bytes, synced: bytes.length }));
    }
  }

  /** Changes a file's bytes in place, as failing hardware does: also for whoever has it open. */
  overwrite(file: string, bytes: Buffer): void {
    this.#find(file).bytes = Buffer.from(bytes);
  }

  /** Every file's bytes by its path. */
  contents(): ReadonlyMap<string, Buffer> {
    const all = new Map<string, Buffer>();
    for (const [directory, names] of this.#current) {
      for (const [name, { bytes }] of names) all.set(path.join(directory, name), Buffer.from(bytes));
    }
    return all;
  }

  /** The same files on another disk, as whoever opens them now finds them. */
  copy(): SimulatedFiles {
    const next = new SimulatedFiles();
    for (const directory of this.#current.keys()) next.makeDirectory(directory);
    for (const [file, bytes] of this.contents()) next.put(file, bytes);
    return next;
  }

  /**
   * What a machine finds after a power loss now: each change of names that was not synced has survived or not, whatever
   * became of the others; of each file there is what was synced and any prefix of what was not, perhaps with zeros for the rest.
   * @param random a number in [0, 1); with 0 nothing survives that need not.
   */
  afterPowerLoss(random: () => number): SimulatedFiles {
    const disk: Disk = new Map([...this.#durable].map(([directory, names]) => [directory, new Map(names)]));
    for (const change of this.#unsynced) if (random() >= 0.5) change.apply(disk);
    const next = new SimulatedFiles();
    for (const [directory, names] of disk) {
      next.makeDirectory(directory);
      for (const [name, { bytes, synced }] of names) {
        const kept = bytes.subarray(0, synced + Math.floor(random() * (bytes.length - synced + 1)));
        const zeros = kept.length < bytes.length && random() > 0.8 ? bytes.length - kept.length : 0;
        next.put(path.join(directory, name), Buffer.concat([kept, Buffer.alloc(zeros)]));
      }
    }
    return next;
  }

  #enter(operation: Operation, file: string): void {
    this.calls.push(operation);
    this.before(operation, file);
  }

  /** A rename changes two names at once, or none. */
  #change(target: string, apply: (disk: Disk) => void): void {
    apply(this.#current);
    this.#unsynced.push({ directory: path.dirname(target), apply });
  }

  #find(file: string): Content {
    const content = this.#current.get(path.dirname(file))?.get(path.basename(file));
    if (content === undefined) throw systemError('ENOENT', file);
    return content;
  }

  #namesOf(file: string): Names {
    const names = this.#current.get(path.dirname(file));
    if (names === undefined) throw systemError('ENOENT', file);
    return names;
  }

  #opened(descriptor: number): { content: Content; file: string } {
    const opened = this.#open.get(descriptor);
    if (opened === undefined) throw systemError('EBADF', String(descriptor));
    return opened;
  }
}

function namesIn(disk: Disk, file: string): Names {
  return disk.get(path.dirname(file))!;
}

/** What Node throws when a system call fails. */
export function systemError(code: string, file: string): Error {
  return Object.assign(new Error(`${code}: simulated, '${file}'`), { code, syscall: 'simulated' });
}
