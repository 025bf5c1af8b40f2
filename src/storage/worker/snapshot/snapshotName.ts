/** A snapshot's file name: `snap-<number>-<writer>-<attempt>.db`. */
export interface SnapshotName {
  /** Two more than the highest there was when its making began; of a copy without search index, one more than that of the original. */
  readonly number: number;
  /** 16 hexadecimal digits, of the process that made it. */
  readonly writer: string;
  /** Counts a process's attempts. */
  readonly attempt: number;
}

const pattern = /^snap-([1-9][0-9]{0,8})-([0-9a-f]{16})-([1-9][0-9]{0,8})\.db$/;

export function formatSnapshotName({ number, writer, attempt }: SnapshotName): string {
  return `snap-${number}-${writer}-${attempt}.db`;
}

/** `undefined` when the file is no snapshot. */
export function parseSnapshotName(file: string): SnapshotName | undefined {
  const match = pattern.exec(file);
  return match === null ? undefined : { number: Number(match[1]), writer: match[2]!, attempt: Number(match[3]) };
}

/** A total order, the same for everybody: later numbers are greater. */
export function compareSnapshotNames(a: SnapshotName, b: SnapshotName): number {
  if (a.number !== b.number) return a.number - b.number;
  if (a.writer !== b.writer) return a.writer < b.writer ? -1 : 1;
  return a.attempt - b.attempt;
}
