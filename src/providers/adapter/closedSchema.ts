type Schema = Readonly<Record<string, unknown>>;

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
  const closed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    // The names below `properties` are the user's own, not keywords: they are entered one by one.
    closed[key] = key === 'properties' && isRecord(item) ? closeEach(item) : close(item);
  }
  if (closed['type'] === 'object') {
    closed['additionalProperties'] = false;
    closed['required'] = isRecord(closed['properties']) ? Object.keys(closed['properties']) : [];
  }
  return closed;
}

function closeEach(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, close(property)]));
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
