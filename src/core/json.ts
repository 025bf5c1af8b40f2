/** How deep the free-form JSON of a message part may be nested. Threads refuse to clone what is nested some thousands deep. */
export const maximumJsonDepth = 200;
/** How many values it may hold. */
const maximumJsonValues = 1_000_000;
/** What is nested deeper, people do not read in lines that are indented. */
const maximumIndentedDepth = 8;
/** How many times as long indentation may make it: 24,000 numbers within a hundred brackets are 48 KB, and were 5 MB with it. */
const maximumIndentation = 4;

/** Whether the value, which must not contain itself, is nested at most so deep. Never runs out of stack when that is some hundreds. */
export function isNestedWithin(value: unknown, depth: number): boolean {
  if (depth < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((item) => isNestedWithin(item, depth - 1));
}

/** Whether the value is plain JSON that can be cloned, saved and read again: not nested too deep, without cycles. */
export function isStorableJson(value: unknown): boolean {
  return storableValues(value) !== undefined;
}

/** How many values such JSON holds; `undefined` for anything else. */
export function storableValues(value: unknown): number | undefined {
  let values = 0;
  const isStorable = (nested: unknown, depth: number): boolean => {
    if (++values > maximumJsonValues) return false;
    if (nested === null || typeof nested === 'string' || typeof nested === 'boolean') return true;
    if (typeof nested === 'number') return Number.isFinite(nested);
    if (typeof nested !== 'object' || depth === maximumJsonDepth) return false;
    if (Array.isArray(nested)) return nested.every((item) => isStorable(item, depth + 1));
    // A key without a value is dropped, as JSON does.
    return Object.values(nested).every((item) => item === undefined || isStorable(item, depth + 1));
  };
  try {
    return isStorable(value, 0) ? values : undefined;
  } catch {
    // A getter that throws, a revoked proxy.
    return undefined;
  }
}

/**
 * The JSON of any value, in pieces: however deep it is nested, and with words in the place of what JSON cannot hold. Of a value that
 * contains itself through many ways it has no end: whoever reads it stops at a length of their own.
 */
export function* jsonPieces(value: unknown): Generator<string, void> {
  const open: { readonly container: object; readonly entries: Iterator<Entry>; readonly end: string }[] = [];
  const ancestors = new Set<object>();
  let next: Entry | undefined = { prefix: '', value };
  while (next !== undefined) {
    yield next.prefix;
    const nested = next.value;
    if (typeof nested !== 'object' || nested === null) yield scalar(nested);
    else if (ancestors.has(nested)) yield '"[Circular]"';
    else {
      const isArray = Array.isArray(nested);
      ancestors.add(nested);
      open.push({ container: nested, entries: entriesOf(nested), end: isArray ? ']' : '}' });
      yield isArray ? '[' : '{';
    }
    next = undefined;
    for (let inner = open.at(-1); inner !== undefined && next === undefined; inner = open.at(-1)) {
      const { done, value: entry } = inner.entries.next() as IteratorResult<Entry, undefined>;
      if (done !== true) next = entry;
      else {
        yield inner.end;
        ancestors.delete(inner.container);
        open.pop();
      }
    }
  }
}

/** The JSON of any value as text; one that is longer than `maximumLength` UTF-16 units is cut, and ends with an ellipsis. */
export function readableJson(value: unknown, maximumLength: number): string {
  const pieces: string[] = [];
  let length = 0;
  for (const piece of jsonPieces(value)) {
    pieces.push(piece);
    length += piece.length;
    if (length > maximumLength) return `${pieces.join('').slice(0, maximumLength)}…`;
  }
  return pieces.join('');
}

/** JSON in lines, as people read it; in one line where there would be little but indentation. Empty for what is no JSON. */
export function indentedJson(value: unknown): string {
  const line = JSON.stringify(value) ?? '';
  if (!isNestedWithin(value, maximumIndentedDepth)) return line;
  const lines = JSON.stringify(value, undefined, 2) ?? '';
  return lines.length > maximumIndentation * line.length ? line : lines;
}

interface Entry {
  /** The comma and the key before the value. */
  readonly prefix: string;
  readonly value: unknown;
}

function* entriesOf(container: object): Generator<Entry, undefined> {
  let comma = '';
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index++, comma = ',')
      yield { prefix: comma, value: propertyOf(container, index) };
    return undefined;
  }
  for (const key of keysOf(container)) {
    const value = propertyOf(container, key);
    if (value === undefined) continue;
    yield { prefix: `${comma}${JSON.stringify(key)}:`, value };
    comma = ',';
  }
  return undefined;
}

function keysOf(container: object): readonly string[] {
  try {
    return Object.keys(container);
  } catch {
    return [];
  }
}

function propertyOf(container: object, key: string | number): unknown {
  try {
    return (container as Readonly<Record<string | number, unknown>>)[key];
  } catch {
    return '[unreadable]';
  }
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'function':
    case 'symbol':
      return `"[${typeof value}]"`;
    default:
      return JSON.stringify(value) ?? 'null';
  }
}
