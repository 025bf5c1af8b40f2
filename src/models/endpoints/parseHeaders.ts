import { labelOf } from '../../core/text/labelOf.js';
import type { HeaderSetting } from '../../providers/endpoint.js';
import { EndpointFault } from './endpointFault.js';

/** Entries, characters of a name, and characters of a value; servers refuse requests whose headers exceed some 8 to 16 KB. */
const limits = { entries: 50, name: 100, value: 4_096 } as const;

/** What a header's name consists of: RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~\da-z-]+$/iu;
/** What `fetch` takes for a value: RFC 9110, section 5.5, without the characters beyond ASCII, which servers read in different ways. */
const fieldValue = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/u;
/** What belongs to the connection or is SCOUT's to say; `fetch` refuses most of them. https://fetch.spec.whatwg.org/#forbidden-request-header */
const reserved =
  /^(?:host|connection|keep-alive|content-.*|transfer-encoding|te|trailer|upgrade|expect|accept-encoding|proxy-.*|sec-.*|via|origin|cookie2?)$/iu;
/** Headers and parameters whose value is a secret by their name alone. Any of them can be a secret header; few are none. */
const secretName =
  /authorization|api-?key|subscription-key|secret|password|(?:^|[-_])(?:token|key|sig|signature|credentials?)$/iu;
/** What the keys of known vendors begin with, and tokens in front of which their scheme stands. */
const secretValue =
  /^(?:bearer|basic)\s+\S{8,}$|(?:^|[^\w-])(?:sk-|sk_|gsk_|hf_|xai-|AIza|ghp_|github_pat_|glpat-|csk-)[\w.-]{16,}/iu;

/** Throws `EndpointFault`. @param value an object of names and values, or a list of `{ name, value }` and `{ name, secret: true }` */
export function parseHeaders(value: unknown): readonly HeaderSetting[] {
  if (value === undefined) return [];
  const entries = Array.isArray(value) ? value.map(fromList) : fromObject(value);
  if (entries.length > limits.entries) throw new EndpointFault('header');
  const names = entries.map(({ name }) => name.toLowerCase());
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new EndpointFault('header', repeated);
  return entries;
}

function fromObject(value: unknown): readonly HeaderSetting[] {
  if (typeof value !== 'object' || value === null) throw new EndpointFault('header');
  return Object.entries(value).map(([name, text]) => header(name, text, false));
}

function fromList(entry: unknown): HeaderSetting {
  if (typeof entry !== 'object' || entry === null) throw new EndpointFault('header');
  const { name, value, secret } = entry as Partial<Record<'name' | 'value' | 'secret', unknown>>;
  return header(name, value, secret === true);
}

function header(name: unknown, value: unknown, isSecret: boolean): HeaderSetting {
  if (typeof name !== 'string' || name.length > limits.name || !token.test(name) || reserved.test(name))
    throw new EndpointFault('header', typeof name === 'string' ? labelOf(name, limits.name) : '');
  if (isSecret && value === undefined) return { name, isSecret };
  if (isSecret || secretName.test(name) || (typeof value === 'string' && secretValue.test(value)))
    throw new EndpointFault('open-secret', name);
  if (!isHeaderValue(value)) throw new EndpointFault('header', name);
  return { name, value, isSecret };
}

/** Whether a header can carry this. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= limits.value && fieldValue.test(value);
}

/** Throws `EndpointFault`. Parameters of the address: texts, numbers and truth values by name. */
export function parseQuery(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new EndpointFault('query');
  const entries = Object.entries(value);
  if (entries.length > limits.entries) throw new EndpointFault('query');
  return Object.fromEntries(
    entries.map(([name, text]) => {
      const isFit = ['string', 'number', 'boolean'].includes(typeof text) && String(text).length <= limits.value;
      if (name === '' || !isFit) throw new EndpointFault('query', labelOf(name, limits.name));
      if (secretName.test(name) || secretValue.test(String(text)))
        throw new EndpointFault('open-secret', labelOf(name, limits.name));
      return [name, String(text)];
    }),
  );
}

/** Throws `EndpointFault`. Whether the header named for the key can carry one. */
export function keyHeaderName(name: unknown): string {
  if (typeof name === 'string' && name.length <= limits.name && token.test(name) && !reserved.test(name)) return name;
  throw new EndpointFault('auth');
}
