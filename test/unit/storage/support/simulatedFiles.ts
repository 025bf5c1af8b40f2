import path from 'node:path';
import type { Files } from '../../../../src/storage/worker/files.js';

interface Content {
  bytes: Buffer;
  /** How much of it a power loss cannot take. */
  synced: number;
}

type Names = Map<string, Content>;

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
  #current = new Map<string, Names>();
  #durable = new Map<string, Names>();
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
    const names = this.#namesOf(file);
    if (names.has(path.basename(file))) throw systemError('EEXIST', file);
    const content = { bytes: Buffer.alloc(0), synced: 0 };
    names.set(path.basename(file), content);
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
    this.#namesOf(to).set(path.basename(to), content);
    this.#namesOf(from).delete(path.basename(from));
  }

  remove(file: string): void {
    this.#enter('remove', file);
    this.space += this.#find(file).bytes.length;
    this.#namesOf(file).delete(path.basename(file));
  }

  syncDirectory(directory: string): void {
    this.#enter('syncDirectory', directory);
    this.#durable.set(directory, new Map(this.#current.get(directory)));
  }

  get openDescriptors(): number {
    return this.#open.size;
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

  /**
   * What a machine finds after a power loss now: of each folder the synced names or the latest, of each file
   * what was synced and any prefix of what was not.
   * @param random a number in [0, 1).
   */
  afterPowerLoss(random: () => number): SimulatedFiles {
    const next = new SimulatedFiles();
    for (const directory of this.#durable.keys()) {
      next.makeDirectory(directory);
      const names = (random() < 0.5 ? this.#durable : this.#current).get(directory)!;
      for (const [name, { bytes, synced }] of names) {
        const kept = synced + Math.floor(random() * (bytes.length - synced + 1));
        next.put(path.join(directory, name), Buffer.from(bytes.subarray(0, kept)));
      }
    }
    return next;
  }

  #enter(operation: Operation, file: string): void {
    this.calls.push(operation);
    this.before(operation, file);
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

/** What Node throws when a system call fails. */
export function systemError(code: string, file: string): Error {
  return Object.assign(new Error(`${code}: simulated, '${file}'`), { code, syscall: 'simulated' });
}
