import { isObject, type JsonObject } from './jsonRecords.js';

/** Readers of what other programs wrote: whatever is not as expected is absent, never an error. */

/** The latest time JavaScript knows. */
const MAX_TIME = 8.64e15;

export function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text that says something. */
export function wordsOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function objectOrEmpty(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOrEmpty(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects among a list's elements. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return listOrEmpty(value).filter(isObject);
}

/** A count of tokens. */
export function countOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/**
 * Unix milliseconds of a date as programs write them: ISO 8601, or a number of seconds, milliseconds or more, also as text. Which
 * it is follows from its size: milliseconds of 1973 are seconds of the year 5138.
 */
export function timeOrUndefined(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isFinite(number) ? timeOrUndefined(number) : validTime(Date.parse(value));
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  if (value < 1e11) return validTime(value * 1_000);
  if (value < 1e14) return validTime(value);
  return validTime(value < 1e17 ? value / 1_000 : value / 1e6);
}

function validTime(time: number): number | undefined {
  return Number.isFinite(time) && time >= 0 && time <= MAX_TIME ? Math.floor(time) : undefined;
}

/** A folder as SCOUT labels conversations with it: a URI in VS Code's own writing, whether it came as one or as a path. */
export function folderUri(value: unknown): string | undefined {
  const folder = wordsOrUndefined(value)?.toWellFormed();
  if (folder === undefined || /^[a-z][\w+.-]+:\/\//iu.test(folder)) return folder;
  const drive = /^([a-z]):[\\/]/iu.exec(folder)?.[1];
  if (drive === undefined) return folder.startsWith('/') ? `file://${encodeURI(folder)}` : undefined;
  return `file:///${drive.toLowerCase()}%3A${encodeURI(folder.slice(2).replaceAll('\\', '/'))}`;
}

/** The value a JSON text stands for; the text itself where it is none. */
export function jsonOrText(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
