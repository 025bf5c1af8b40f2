import { ImportError } from '../importError.js';
import { isObject } from './jsonRecords.js';

/** Elements that may move up, over all lines, when one before them is removed: a list is never that long and changed that often. */
const maximumMoves = 20_000_000;

/** The state of something that was written down as its changes, a line each: VS Code keeps its chat sessions so. */
export class ChangeLog {
  #state: unknown;
  #moves = 0;

  /** Whether a line begins such a log. */
  static begins(line: unknown): boolean {
    return isObject(line) && line['kind'] === 0 && isObject(line['v']) && Array.isArray(line['v']['requests']);
  }

  get state(): unknown {
    return this.#state;
  }

  /**
   * Applies a line: 0 is the whole state, 1 sets the value at a path, 2 appends to the list there, which is cut to `i` elements first, 3 removes
   * what is there. Gives false, having changed nothing, for what cannot be applied.
   * @throws ImportError `too-large` when removing would take too long
   */
  apply(line: unknown): boolean {
    if (!isObject(line)) return false;
    const { kind, k: path, v: value, i: length } = line;
    if (kind === 0) {
      this.#state = value;
      return true;
    }
    if (!Array.isArray(path) || !path.every(isKey)) return false;
    const key = path.at(-1);
    const holder = this.#at(path.slice(0, -1));
    switch (kind) {
      case 1:
        if (key === undefined) this.#state = value;
        return key === undefined || set(holder, key, value);
      case 2:
        return append(this.#at(path), value, length);
      case 3:
        if (Array.isArray(holder) && typeof key === 'number') this.#countMoves(holder.length - key);
        return key !== undefined && remove(holder, key);
      default:
        return false;
    }
  }

  #countMoves(moves: number): void {
    this.#moves += Math.max(0, moves);
    if (this.#moves > maximumMoves) throw new ImportError('too-large');
  }

  #at(path: readonly (string | number)[]): unknown {
    let value = this.#state;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string | number, unknown>)[key];
    }
    return value;
  }
}

/** Only what JSON itself can hold in its own place: no way leads to what all objects share. */
function isKey(key: unknown): key is string | number {
  return typeof key === 'number' ? Number.isSafeInteger(key) && key >= 0 : typeof key === 'string' && !shared.has(key);
}

const shared: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function set(holder: unknown, key: string | number, value: unknown): boolean {
  if (Array.isArray(holder)) {
    if (typeof key !== 'number' || key > holder.length) return false;
    holder[key] = value;
    return true;
  }
  if (!isObject(holder)) return false;
  (holder as Record<string, unknown>)[String(key)] = value;
  return true;
}

function append(list: unknown, value: unknown, length: unknown): boolean {
  if (!Array.isArray(list)) return false;
  if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0 && length < list.length)
    list.length = length;
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : []) list.push(item);
  return true;
}

function remove(holder: unknown, key: string | number): boolean {
  if (Array.isArray(holder)) return typeof key === 'number' && holder.splice(key, 1).length === 1;
  if (!isObject(holder) || !Object.hasOwn(holder, key)) return false;
  return Reflect.deleteProperty(holder, key);
}
