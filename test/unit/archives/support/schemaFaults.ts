type Schema = Readonly<Record<string, unknown>>;

/** Keywords that only describe. */
const silent: ReadonlySet<string> = new Set(['$schema', 'title', 'description', 'definitions']);

/**
 * What a value breaks of a JSON Schema, as far as the schema of archives uses it; a keyword that is not known here is
 * an error, so that none is passed over.
 */
export function schemaFaults(root: Schema, value: unknown, schema: Schema = root, at = '$'): string[] {
  const faults: string[] = [];
  const check = (isSound: boolean, keyword: string): void => void (isSound || faults.push(`${at}: ${keyword}`));
  for (const [keyword, argument] of Object.entries(schema)) {
    if (silent.has(keyword)) continue;
    switch (keyword) {
      case '$ref':
        faults.push(...schemaFaults(root, value, referred(root, String(argument)), at));
        break;
      case 'const':
        check(value === argument, keyword);
        break;
      case 'enum':
        check((argument as unknown[]).includes(value), keyword);
        break;
      case 'type':
        check(
          (Array.isArray(argument) ? argument : [argument]).some((type) => isOfType(value, type)),
          keyword,
        );
        break;
      case 'minimum':
        check(typeof value !== 'number' || value >= Number(argument), keyword);
        break;
      case 'minLength':
        check(typeof value !== 'string' || value.length >= Number(argument), keyword);
        break;
      case 'maxLength':
        check(typeof value !== 'string' || value.length <= Number(argument), keyword);
        break;
      case 'pattern':
        check(typeof value !== 'string' || new RegExp(String(argument), 'u').test(value), keyword);
        break;
      case 'oneOf':
        check(
          (argument as Schema[]).filter((option) => schemaFaults(root, value, option, at).length === 0).length === 1,
          keyword,
        );
        break;
      case 'items':
        if (Array.isArray(value))
          value.forEach((item, index) =>
            faults.push(...schemaFaults(root, item, argument as Schema, `${at}[${index}]`)),
          );
        break;
      case 'required':
        if (isObject(value))
          for (const name of argument as string[]) check(Object.hasOwn(value, name), `required ${name}`);
        break;
      case 'properties':
        if (isObject(value)) {
          for (const [name, property] of Object.entries(argument as Record<string, Schema>)) {
            if (Object.hasOwn(value, name)) faults.push(...schemaFaults(root, value[name], property, `${at}.${name}`));
          }
        }
        break;
      case 'additionalProperties':
        if (isObject(value))
          for (const name of Object.keys(value))
            check(Object.hasOwn(schema['properties'] as object, name), `additional ${name}`);
        break;
      default:
        throw new Error(`The keyword ${keyword} is not known here.`);
    }
  }
  return faults;
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
