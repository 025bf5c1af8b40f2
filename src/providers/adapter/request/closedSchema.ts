import { isRecord } from '../wireValues.js';

type Schema = Readonly<Record<string, unknown>>;

/** Below these are names of the user's own, not keywords; each has a schema. */
const named: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
/** Below these are values, which may look like a schema. */
const values: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples']);

/**
 * The schema with `additionalProperties: false` on every object and every property required, which is what strict
 * structured output asks for (OpenAI "Structured model outputs", Anthropic "Structured outputs").
 */
export function closedSchema(schema: Schema): Record<string, unknown> {
  return close(schema) as Record<string, unknown>;
}

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (!isRecord(value)) return value;
  const closed = mapped(value, (item, key) => {
    if (values.has(key)) return item;
    return named.has(key) && isRecord(item) ? mapped(item, close) : close(item);
  });
  if (!isObjectSchema(value)) return closed;
  const { properties } = value;
  return { ...closed, additionalProperties: false, required: isRecord(properties) ? Object.keys(properties) : [] };
}

/** Also one that may be null, and one that only has properties. */
function isObjectSchema({ type, properties }: Schema): boolean {
  return type === undefined ? isRecord(properties) : [type].flat().includes('object');
}

function mapped(fields: Schema, change: (item: unknown, name: string) => unknown): Schema {
  return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, change(item, name)]));
}
