import { labelOf } from '../../core/text/labelOf.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { EndpointFault, type EndpointFaultKind } from './endpointFault.js';
import { idOf, parseEndpoint, type Fields } from './parseEndpoint.js';

/** An entry of `scout.endpoints` that is not used, or not as it was meant. */
export interface EndpointProblem {
  /** Its name or id, or its place in the list, such as `#2`; empty: the whole setting. */
  readonly entry: string;
  readonly kind: EndpointFaultKind;
  /** What in it is at fault, if one thing is; never a value. */
  readonly subject: string;
}

export interface ParsedEndpoints {
  /** The built-in ones, then the user's in their order. */
  readonly endpoints: readonly Endpoint[];
  readonly problems: readonly EndpointProblem[];
}

/** More than anybody has; every list in which endpoints are picked shows all. */
export const mostEntries = 100;

/**
 * Reads the setting `scout.endpoints`, which anybody may have edited by hand: what is wrong with an entry is said of that entry, and all
 * others work. An entry with the id `compatible` takes the place of the built-in server of that name, which version 0.1 had.
 */
export function parseEndpoints(value: unknown, builtIn: readonly Endpoint[]): ParsedEndpoints {
  if (value === undefined || value === null) return { endpoints: builtIn, problems: [] };
  if (!Array.isArray(value)) return { endpoints: builtIn, problems: [{ entry: '', kind: 'no-list', subject: '' }] };
  const problems: EndpointProblem[] = [];
  const added: Endpoint[] = [];
  if (value.length > mostEntries) problems.push({ entry: '', kind: 'too-many', subject: String(mostEntries) });
  for (const [index, entry] of value.slice(0, mostEntries).entries()) {
    try {
      added.push(readEntry(entry, builtIn, added));
    } catch (error) {
      if (!(error instanceof EndpointFault)) throw error;
      problems.push({ entry: nameOf(entry, index), kind: error.kind, subject: error.subject });
    }
  }
  const kept = builtIn.filter(({ id }) => !added.some((endpoint) => endpoint.id === id));
  const { endpoints, repeated } = withoutLikeNames([...kept, ...added]);
  return { endpoints, problems: [...problems, ...repeated] };
}

function readEntry(entry: unknown, builtIn: readonly Endpoint[], before: readonly Endpoint[]): Endpoint {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw new EndpointFault('no-object');
  const id = idOf(entry as Fields);
  if (id === 'off' || builtIn.some((endpoint) => endpoint.id === id && id !== 'compatible'))
    throw new EndpointFault('reserved-id', id);
  if (before.some((endpoint) => endpoint.id === id)) throw new EndpointFault('same-id', id);
  return parseEndpoint(entry as Fields, (vendor) => builtIn.find((one) => one.vendor === vendor)?.defaultBaseUrl);
}

/** Two endpoints of one name could not be told apart in any list: the later one is shown with its id. */
function withoutLikeNames(all: readonly Endpoint[]): {
  readonly endpoints: readonly Endpoint[];
  readonly repeated: readonly EndpointProblem[];
} {
  const names = new Set<string>();
  const repeated: EndpointProblem[] = [];
  const endpoints = all.map((endpoint) => {
    let { name } = endpoint;
    // Somebody may be called just that; each round makes it longer.
    while (names.has(name.toLowerCase())) name = `${name} (${endpoint.id})`;
    names.add(name.toLowerCase());
    if (name === endpoint.name) return endpoint;
    repeated.push({ entry: endpoint.name, kind: 'same-name', subject: endpoint.id });
    return { ...endpoint, name };
  });
  return { endpoints, repeated };
}

function nameOf(entry: unknown, index: number): string {
  const { name, id } = (typeof entry === 'object' && entry !== null ? entry : {}) as Fields;
  const text = [name, id].find((value) => typeof value === 'string' && value !== '');
  return (typeof text === 'string' ? labelOf(text, 60) : '') || `#${index + 1}`;
}
