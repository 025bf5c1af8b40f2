import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import { RecordSplitter, type RecordPosition, type SplitPiece } from './recordSplitter.js';
import { utf8Bytes } from './utf8Bytes.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export type JsonPiece =
  | { readonly kind: 'header'; readonly value: unknown }
  | { readonly kind: 'record'; readonly position: RecordPosition; readonly value: unknown }
  | { readonly kind: 'bad'; readonly position: RecordPosition; readonly problem: ImportError };

/**
 * The records of a JSON text, one after the other, however large the text is. A record that cannot be read is reported in
 * its place, and the reading goes on. The next bytes are taken when the next record is asked for.
 */
export async function* readJsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  limits: Pick<ArchiveLimits, 'recordBytes' | 'recordValues' | 'depth'>,
): AsyncGenerator<JsonPiece> {
  const splitter = new RecordSplitter(limits);
  for await (const chunk of utf8Bytes(chunks)) {
    for (const piece of splitter.push(chunk)) yield parsed(piece);
    // Nothing that follows could be read.
    if (splitter.hasFailed) return;
  }
  for (const piece of splitter.end()) yield parsed(piece);
}

/** @throws ImportError for bytes that are no UTF-8, or no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError('encoding');
  }
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text.
    throw new ImportError('syntax');
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(piece: SplitPiece): JsonPiece {
  if (piece.kind === 'bad') return { kind: 'bad', position: piece.position, problem: new ImportError(piece.reason) };
  try {
    const value = parseJson(piece.bytes);
    return piece.kind === 'header' ? { kind: 'header', value } : { kind: 'record', position: piece.position, value };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const position = piece.kind === 'record' ? piece.position : { number: 1, offset: 0 };
    return { kind: 'bad', position, problem: error };
  }
}
