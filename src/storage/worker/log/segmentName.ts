/** A log file's name: `seg-<writer>-<number>.log`, and `.log.sealed` once nobody may append to it. */
export interface SegmentName {
  /** 16 hexadecimal digits, drawn anew for every run of a writer. */
  readonly writer: string;
  /** Counts a writer's segments from 1. */
  readonly number: number;
  readonly sealed: boolean;
}

const pattern = /^seg-([0-9a-f]{16})-([1-9][0-9]{0,8})\.log(\.sealed)?$/;

export function formatSegmentName(name: SegmentName): string {
  return `seg-${name.writer}-${name.number}.log${name.sealed ? '.sealed' : ''}`;
}

/** `undefined` when the file is no log segment. */
export function parseSegmentName(file: string): SegmentName | undefined {
  const match = pattern.exec(file);
  if (match === null) return undefined;
  return { writer: match[1]!, number: Number(match[2]), sealed: match[3] !== undefined };
}
