type Schema = Readonly<Record<string, unknown>>;

/** Keywords that only describe. */
const silent: ReadonlySet<string> = new Set(['$schema', 'title', 'description', 'definitions']);

/**
 * What a value breaks of a JSON Schema, as far as the schema of archives uses it; a keyword that is not known here is
 * an error, so that none is passed over.
 */
export function schemaFaults(root: Schema, value: unknown, schema: Schema = root, at = '$'): string[] {
  return Object.keys(schema).flatMap((keyword) => {
    if (silent.has(keyword)) return [];
    const nested = nestedFaults(root, value, schema, keyword, at);
    if (nested !== undefined) return nested;
    const isSound = isSoundValue(value, keyword, schema[keyword]);
    if (isSound === undefined) throw new Error(`The keyword ${keyword} is not known here.`);
    return isSound ? [] : [`${at}: ${keyword}`];
  });
}

/** What a keyword finds that looks into the value or at other schemas; `undefined` for any other keyword. */
function nestedFaults(root: Schema, value: unknown, schema: Schema, keyword: string, at: string): string[] | undefined {
  const argument = schema[keyword];
  switch (keyword) {
    case '$ref':
      return schemaFaults(root, value, referred(root, String(argument)), at);
    case 'oneOf': {
      const fitting = (argument as Schema[]).filter((option) => schemaFaults(root, value, option, at).length === 0);
      return fitting.length === 1 ? [] : [`${at}: oneOf`];
    }
    case 'items':
      if (!Array.isArray(value)) return [];
      return value.flatMap((item, index) => schemaFaults(root, item, argument as Schema, `${at}[${index}]`));
    case 'required':
      return (argument as string[])
        .filter((name) => isObject(value) && !Object.hasOwn(value, name))
        .map((name) => `${at}: required ${name}`);
    case 'properties':
      return Object.entries(argument as Record<string, Schema>).flatMap(([name, property]) =>
        isObject(value) && Object.hasOwn(value, name) ? schemaFaults(root, value[name], property, `${at}.${name}`) : [],
      );
    case 'additionalProperties':
      return Object.keys(isObject(value) ? value : {})
        .filter((name) => !Object.hasOwn(schema['properties'] as object, name))
        .map((name) => `${at}: additional ${name}`);
    default:
      return undefined;
  }
}

/** Whether the value is as a keyword wants it that looks at nothing else; `undefined` for any other keyword. */
function isSoundValue(value: unknown, keyword: string, argument: unknown): boolean | undefined {
  switch (keyword) {
    case 'const':
      return value === argument;
    case 'enum':
      return (argument as unknown[]).includes(value);
    case 'type':
      return (Array.isArray(argument) ? argument : [argument]).some((type) => isOfType(value, type));
    case 'minimum':
      return typeof value !== 'number' || value >= Number(argument);
    case 'minLength':
      return typeof value !== 'string' || value.length >= Number(argument);
    case 'maxLength':
      return typeof value !== 'string' || value.length <= Number(argument);
    case 'pattern':
      return typeof value !== 'string' || new RegExp(String(argument), 'u').test(value);
    default:
      return undefined;
  }
}

function referred(root: Schema, reference: string): Schema {
  return (root['definitions'] as Record<string, Schema>)[reference.replace('#/definitions/', '')]!;
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
