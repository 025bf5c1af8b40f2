import { fieldsOf, textIn, type WireFields } from '../../adapter/wireValues.js';

/**
 * What an item is known by: its id, and its place in the answer. GitHub Copilot gives it another id in every event; some servers number
 * nothing.
 */
export function keysOf(id: unknown, output: unknown): readonly string[] {
  const known = textIn(id);
  const isNumbered = typeof output === 'number';
  return [
    ...(known === undefined ? [] : [known]),
    ...(isNumbered || known === undefined ? [`#${isNumbered ? output : 0}`] : []),
  ];
}

export function eventKeys(event: object): readonly string[] {
  const { item_id: id, output_index: output } = fieldsOf(event);
  return keysOf(id, output);
}

export function keysOfCall(id: unknown): readonly string[] {
  return textIn(id) === undefined ? [] : [`call ${String(id)}`];
}

/** A call is known by what it says: servers exist that number all of them 0, or give two the same id. */
export function finishedKeys(
  { type, call_id: id, name, arguments: given }: WireFields,
  keys: readonly string[],
): readonly string[] {
  if (type === 'function_call' && textIn(id) !== undefined) return [JSON.stringify([id, name, given])];
  return keys.map((key) => `${String(type)} ${key}`);
}

export function partKey(item: string, part: unknown): string {
  return `${item}/${typeof part === 'number' ? part : ''}`;
}
