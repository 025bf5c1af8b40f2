/** Reads an export as SCOUT's own reader of JSON does, and does nothing with it: what an import costs at least. */
import { createReadStream } from 'node:fs';
import { readJsonRecords } from '../../../../src/archives/input/jsonRecords.js';
import { archiveLimits } from '../../../../src/archives/limits.js';
import { answer, readOptions } from './program.js';

export interface ParseOptions {
  readonly file: string;
}

export interface ParseFigures {
  readonly records: number;
  /** Of all threads, in milliseconds. */
  readonly cpuMs: number;
}

const { file } = readOptions<ParseOptions>();
const begin = process.cpuUsage();
let records = 0;
const bytes = createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
for await (const piece of readJsonRecords(bytes, archiveLimits)) if (piece.kind === 'record') records++;
const { user, system } = process.cpuUsage(begin);
answer({ records, cpuMs: (user + system) / 1_000 } satisfies ParseFigures);
