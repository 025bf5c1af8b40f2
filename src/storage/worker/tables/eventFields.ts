import type { SqlValue } from 'sql.js';

/** An event that no version of SCOUT understands: refused when written, skipped when read. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

export function requireObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new InvalidEvent(`${what} must be an object.`);
  return value;
}

/** Whether a value is an object here and in its JSON, too: a `Date` or a boxed text is another thing there. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Two ids must stay two: SQLite's functions stop at a zero character, and its text cannot hold half a surrogate pair. */
export function requireId(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '' || value.includes('\0') || !value.isWellFormed()) {
    throw new InvalidEvent(`${what} must be a non-empty, well-formed string.`);
  }
  return value;
}

export function requireIdOrNull(value: unknown, what: string): string | null {
  return value === null ? null : requireId(value, what);
}

export function requireArray(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new InvalidEvent(`${what} must be a list.`);
  return value;
}

export function requireTime(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InvalidEvent(`${what} must be a time in milliseconds.`);
  return value;
}

/** Free text is stored as JSON, which preserves the characters that SQLite's text would not. */
export function requireText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new InvalidEvent(`${what} must be a string.`);
  return JSON.stringify(value);
}

export function requireTextOrNull(value: unknown, what: string): string | null {
  return value === null ? null : requireText(value, what);
}

export function requireTimeOrNull(value: unknown, what: string): number | null {
  return value === null ? null : requireTime(value, what);
}

export function requireBoolean(value: unknown, what: string): number {
  if (typeof value !== 'boolean') throw new InvalidEvent(`${what} must be true or false.`);
  return Number(value);
}

/** A list of texts without repetitions, as JSON; `null` for an empty one. */
export function requireTexts(value: unknown, what: string): string | null {
  const texts = requireArray(value, what);
  if (!texts.every((text) => typeof text === 'string')) throw new InvalidEvent(`${what} must be a list of strings.`);
  return texts.length === 0 ? null : JSON.stringify([...new Set(texts)]);
}

/** JSON of any value that has one. */
export function toJson(value: unknown, what: string): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch {
    json = undefined;
  }
  if (json === undefined) throw new InvalidEvent(`${what} must be JSON.`);
  return json;
}

/** How a field of an event becomes a column's value. */
export type FieldReader = (value: unknown, what: string) => SqlValue;
