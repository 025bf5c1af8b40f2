import { labelOf } from '../../core/text/labelOf.js';
import {
  vendorOfDialect,
  type AddedEndpoint,
  type Dialect,
  type Endpoint,
  type EndpointId,
} from '../../providers/endpoint.js';
import type { KeyAuth, VendorId } from '../../providers/provider.js';
import { accountHeaders } from './accountHeaders.js';
import { EndpointFault } from './endpointFault.js';
import { isHeaderValue, keyHeaderName, parseHeaders, parseQuery } from './parseHeaders.js';
import { parseModels } from './parseModels.js';

/** An id is part of the names of secrets and of preferences, so it is short and plain. */
const id = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/u;
const variable = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/u;
const longestName = 60;

export type Fields = Readonly<Record<string, unknown>>;

/** Throws `EndpointFault`. */
export function idOf({ id: value }: Fields): EndpointId {
  if (typeof value !== 'string' || !id.test(value)) throw new EndpointFault('id');
  return value as EndpointId;
}

/**
 * Reads one entry of `scout.endpoints`. Throws `EndpointFault`. Fields it does not know are another version's, and ignored.
 * @param addressOfVendor the vendor's own address, for entries without one
 */
export function parseEndpoint(fields: Fields, addressOfVendor: (vendor: VendorId) => string | undefined): Endpoint {
  const endpointId = idOf(fields);
  const vendor = vendorOfDialect[dialectOf(fields)];
  const { baseUrl, query } = addressOf(fields);
  const defaultBaseUrl = baseUrl ?? addressOfVendor(vendor);
  if (defaultBaseUrl === undefined) throw new EndpointFault('base-url');
  const auth = authOf(fields['auth']);
  const keyVariable = textOf(fields, 'keyVariable');
  if (keyVariable !== undefined && !variable.test(keyVariable)) throw new EndpointFault('field', 'keyVariable');
  const keyUrl = webAddressOf(fields, 'keyUrl');
  const models = parseModels(fields['models']);
  return {
    id: endpointId,
    name: labelOf(textOf(fields, 'name') ?? '', longestName) || endpointId,
    vendor,
    settingKey: 'endpoints',
    ...(keyUrl === undefined ? {} : { keyUrl }),
    keyVariables: keyVariable === undefined ? [] : [keyVariable],
    // Where nothing is said about the key, servers with Chat Completions may do without.
    needsKey: auth === undefined ? vendor !== 'compatible' : auth.kind !== 'none',
    defaultBaseUrl,
    fallbackModels: models,
    added: {
      baseUrl,
      auth,
      headers: [
        ...parseHeaders(fields['headers']),
        ...accountHeaders({
          organization: accountIn(fields, 'organization'),
          project: accountIn(fields, 'project'),
        }),
      ],
      query: { ...query, ...parseQuery(fields['query']) },
      preset: textOf(fields, 'preset'),
      models,
    },
  };
}

function dialectOf({ dialect = 'chat-completions' }: Fields): Dialect {
  if (typeof dialect === 'string' && Object.hasOwn(vendorOfDialect, dialect)) return dialect as Dialect;
  throw new EndpointFault('dialect', typeof dialect === 'string' ? labelOf(dialect, longestName) : '');
}

/** Parameters are often copied along with an address (Azure's `api-version`); the path of a request comes before them. */
function addressOf(fields: Fields): { readonly baseUrl: string | undefined; readonly query: AddedEndpoint['query'] } {
  const text = fields['baseUrl'];
  if (text === undefined) return { baseUrl: undefined, query: {} };
  const url = typeof text === 'string' && /^https?:\/\/\S+$/u.test(text.trim()) ? URL.parse(text.trim()) : null;
  if (typeof text !== 'string' || url === null || url.hash !== '') throw new EndpointFault('base-url');
  const [baseUrl = ''] = text.trim().split('?');
  return { baseUrl: baseUrl.replace(/\/+$/u, ''), query: parseQuery(Object.fromEntries(url.searchParams)) };
}

function authOf(value: unknown): KeyAuth | undefined {
  switch (value) {
    case undefined:
      return undefined;
    case 'bearer':
    case 'none':
      return { kind: value };
    case 'api-key':
    case 'x-api-key':
      return { kind: 'header', name: value };
    default:
      if (typeof value !== 'object' || value === null || !('header' in value)) throw new EndpointFault('auth');
      return { kind: 'header', name: keyHeaderName(value.header) };
  }
}

function accountIn(fields: Fields, field: 'organization' | 'project'): string | undefined {
  const value = textOf(fields, field);
  if (value !== undefined && !isHeaderValue(value)) throw new EndpointFault('field', field);
  return value;
}

function webAddressOf(fields: Fields, field: string): string | undefined {
  const text = textOf(fields, field);
  // Shown as a link in a box of the editor.
  if (text !== undefined && !/^https:\/\/[\w.-]+(?:\/[\w./~-]*)?$/u.test(text)) throw new EndpointFault('field', field);
  return text;
}

function textOf(fields: Fields, field: string): string | undefined {
  const value = fields[field];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 1_000) throw new EndpointFault('field', field);
  return value;
}
