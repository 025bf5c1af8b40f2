import path from 'node:path';
import { codeOf, type Files, isSystemError } from '../files/files.js';
import { moveToQuarantine } from '../log/quarantine.js';
import { allocateImage } from '../sqlite/imageMemory.js';
import { readImageInto, readSnapshotMeta, type SnapshotMeta } from './snapshotFile.js';
import { runToEnd } from '../step.js';
import { compareSnapshotNames, parseSnapshotName, type SnapshotName } from './snapshotName.js';

/** One snapshot in the folder, as far as this process has looked at it. */
export interface Snapshot {
  readonly name: SnapshotName;
  readonly file: string;
  readonly meta: SnapshotMeta;
  /** Whether this process has checked every bit of it. */
  verified: boolean;
}

/** The snapshots of one database's folder. Damaged ones are put into quarantine where they are noticed. */
export class SnapshotCatalogue {
  readonly #files: Files;
  readonly #directory: string;
  readonly #schemaVersion: number;
  readonly #known = new Map<string, Snapshot>();
  readonly #unreadable = new Map<string, Error>();
  /** Damaged ones that could not be moved away. */
  readonly #leftAlone = new Set<string>();
  #warnings: string[] = [];
  #hasUnknownVersion = false;
  #damaged = 0;

  constructor(files: Files, directory: string, schemaVersion: number) {
    this.#files = files;
    this.#directory = directory;
    this.#schemaVersion = schemaVersion;
  }

  /** Another version of SCOUT, with other tables, has left a snapshot here. */
  get hasUnknownVersion(): boolean {
    return this.#hasUnknownVersion;
  }

  /** The system's error for the snapshots that could not be read at the last refresh, if there were any. */
  get failure(): Error | undefined {
    return this.#unreadable.values().next().value;
  }

  /** How many could not be used since this catalogue was made: damaged ones, and those that cannot be read now. */
  get lost(): number {
    return this.#damaged + this.#unreadable.size;
  }

  /** The greatest first. */
  get all(): readonly Snapshot[] {
    return [...this.#known.values()].sort((a, b) => compareSnapshotNames(b.name, a.name));
  }

  /** Warnings for the user since the last call; sentences. */
  takeWarnings(): readonly string[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  /** Looks at those that are new among the folder's names, and forgets those that are gone. */
  refresh(names: readonly string[]): void {
    const present = new Set(names);
    for (const name of this.#known.keys()) if (!present.has(name)) this.#known.delete(name);
    this.#unreadable.clear();
    for (const fileName of names) {
      const name = parseSnapshotName(fileName);
      if (name !== undefined && !this.#known.has(fileName) && !this.#leftAlone.has(fileName))
        this.#inspect(fileName, name);
    }
  }

  /** Adds one this process has just made and checked. */
  addVerified(name: SnapshotName, file: string, meta: SnapshotMeta): Snapshot {
    const snapshot = { name, file, meta, verified: true };
    this.#known.set(path.basename(file), snapshot);
    return snapshot;
  }

  /** Its image, checked; `undefined` when it is damaged, unreadable or gone, which is then noted. */
  readImage(snapshot: Snapshot): Uint8Array | undefined {
    return runToEnd(this.readImageInSteps(snapshot));
  }

  /** The same in steps. */
  *readImageInSteps(snapshot: Snapshot): Generator<void, Uint8Array | undefined> {
    try {
      const image = allocateImage(snapshot.meta.image.size);
      if (yield* readImageInto(image, this.#files, snapshot.file, snapshot.meta.image)) {
        snapshot.verified = true;
        return image;
      }
      this.setAside(snapshot);
    } catch (error) {
      this.#known.delete(path.basename(snapshot.file));
      this.#noteFailure(path.basename(snapshot.file), error);
    }
    return undefined;
  }

  /** Puts one that turned out to be damaged into quarantine. */
  setAside({ file }: Snapshot): void {
    this.#known.delete(path.basename(file));
    this.#setAside(path.basename(file));
  }

  #inspect(fileName: string, name: SnapshotName): void {
    const file = path.join(this.#directory, fileName);
    try {
      const meta = readSnapshotMeta(this.#files, file, this.#schemaVersion);
      if (meta === 'unknown-version') this.#hasUnknownVersion = true;
      else if (meta === 'damaged') this.#setAside(fileName);
      else this.#known.set(fileName, { name, file, meta, verified: false });
    } catch (error) {
      this.#noteFailure(fileName, error);
    }
  }

  #noteFailure(fileName: string, error: unknown): void {
    // Collected as garbage by another window since the folder was listed.
    if (codeOf(error) === 'ENOENT') return;
    if (!isSystemError(error)) throw error;
    this.#unreadable.set(fileName, error);
  }

  #setAside(fileName: string): void {
    this.#damaged++;
    try {
      moveToQuarantine(this.#files, path.join(this.#directory, fileName));
      this.#warnings.push(
        `${fileName} was damaged and was moved to the quarantine folder. Older history files were used instead.`,
      );
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      this.#leftAlone.add(fileName);
      this.#warnings.push(
        `${fileName} is damaged and could not be moved to the quarantine folder (${codeOf(error) || String(error)}).`,
      );
    }
  }
}
