import path from 'node:path';
import { codeOf, type Files } from '../files.js';
import { type Frame, type Scan, scanFrames } from './frame.js';
import { salvageSegment } from './quarantine.js';
import { formatSegmentName, parseSegmentName, type SegmentName } from './segmentName.js';

export interface SegmentContent {
  readonly writer: string;
  readonly frames: readonly Frame[];
  readonly size: number;
}

export interface LogReport {
  /** Sentences for the user: what could not be read, and where it is kept. */
  readonly warnings: readonly string[];
  /** The folder holds snapshots, which only a newer version of SCOUT writes. */
  readonly hasSnapshots: boolean;
}

/**
 * Reads every segment of a database's folder, each writer's in order, one file in memory at a time.
 * Damaged files are repaired or put into `quarantine/`; whatever cannot be read is skipped and reported.
 * @throws the system error when the folder itself cannot be read: an unreadable history is no empty one.
 */
export function readLog(files: Files, directory: string, onSegment: (content: SegmentContent) => void): LogReport {
  const warnings: string[] = [];
  const last = new Map<string, number>();
  const incomplete = new Set<string>();
  const names = files.list(directory);
  const segments = names.map(parseSegmentName).filter((name) => name !== undefined);
  segments.sort((a, b) => (a.writer === b.writer ? a.number - b.number : a.writer < b.writer ? -1 : 1));
  for (const name of segments) {
    const { frames, size, warning } = readSegment(files, directory, name);
    if (warning !== undefined) warnings.push(warning);
    // A gap inside a file is what a repair left, and was reported then.
    const have = last.get(name.writer) ?? 0;
    const gap = (frames[0]?.sequence ?? 0) > have + 1;
    last.set(name.writer, frames.reduce((highest, { sequence }) => Math.max(highest, sequence), have));
    if (gap && warning === undefined && !incomplete.has(name.writer)) {
      warnings.push(`Changes that belong before ${formatSegmentName(name)} are missing: a file of the history was damaged or removed.`);
    }
    if (gap || warning !== undefined) incomplete.add(name.writer);
    onSegment({ writer: name.writer, frames, size });
  }
  return { warnings, hasSnapshots: names.some((name) => /^snap-.*\.db$/.test(name)) };
}

interface SegmentReading {
  readonly frames: readonly Frame[];
  readonly size: number;
  readonly warning?: string;
}

function readSegment(files: Files, directory: string, name: SegmentName): SegmentReading {
  const fileName = formatSegmentName(name);
  let bytes: Buffer;
  try {
    bytes = files.read(path.join(directory, fileName));
  } catch (error) {
    // Sealed by another window since the folder was listed.
    if (codeOf(error) === 'ENOENT' && !name.sealed) return readSegment(files, directory, { ...name, sealed: true });
    return { frames: [], size: 0, warning: `${fileName} could not be read (${codeOf(error) || String(error)}); it was left as it is.` };
  }
  const scan = scanFrames(bytes);
  const warning = scan.damagedBytes > 0 ? repair(files, directory, name, scan) : undefined;
  return { frames: scan.frames.map(({ frame }) => frame), size: bytes.length, ...(warning === undefined ? {} : { warning }) };
}

function repair(files: Files, directory: string, name: SegmentName, scan: Scan): string {
  const fileName = formatSegmentName(name);
  try {
    salvageSegment(files, directory, name);
    if (scan.frames.length === 0) return `${fileName} holds nothing SCOUT can read; it was moved to the quarantine folder.`;
    return `${fileName} was damaged: ${scan.damagedBytes} bytes could not be read, ${scan.frames.length} entries could. The original is kept in the quarantine folder.`;
  } catch (error) {
    return `${fileName} is damaged: ${scan.damagedBytes} bytes could not be read. It could not be repaired (${codeOf(error) || String(error)}) and was left as it is.`;
  }
}
