import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isCancellation } from '../../core/errors.js';
import { addressKind, type AddressKind } from './addressKind.js';
import { PageFailure } from './pageFailure.js';

/** A host that is not on the open internet, or of which nobody here can tell. */
export interface DoubtfulHost {
  readonly host: string;
  /** `undefined`: the name is unknown to this machine, and a proxy may know it. */
  readonly address: string | undefined;
  readonly kind: Exclude<AddressKind, 'public'> | 'unknown';
  /** The page that leads there, where it was not the user. */
  readonly redirectedFrom: string | undefined;
}

export interface HostCheck {
  /** Whether a page may be read there. Rejects with `AbortError`. */
  readonly confirm: (host: DoubtfulHost) => Promise<boolean>;
  /** A proxy may look names up in the place of this machine. */
  readonly mayUseProxy: boolean;
  /** As the one of `node:dns`. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

/**
 * Looks a host up, and asks where one of its addresses is not public. The connection is made to what was looked up: a name that leads
 * elsewhere a moment later changes nothing.
 * @param resolve all addresses of a name
 * @returns the `lookup` for the connection; `undefined` when the user declined
 * @throws PageFailure, `AbortError`
 */
export async function checkedHost(
  host: string,
  redirectedFrom: string | undefined,
  { confirm, mayUseProxy }: HostCheck,
  resolve: (host: string) => Promise<readonly LookupAddress[]>,
): Promise<LookupFunction | undefined> {
  const name = host.replace(/^\[|\]$/gu, '');
  const addresses = await addressesOf(name, resolve, mayUseProxy);
  const doubtful =
    addresses.length === 0 ? undefined : addresses.find(({ address }) => addressKind(address) !== 'public');
  if (addresses.length === 0 || doubtful !== undefined) {
    const kind = doubtful === undefined ? 'unknown' : (addressKind(doubtful.address) as Exclude<AddressKind, 'public'>);
    if (!(await confirm({ host: name, address: doubtful?.address, kind, redirectedFrom }))) return undefined;
  }
  return (asked, options, callback) => {
    const wanted = typeof options === 'object' ? options.family : options;
    const fitting = addresses.filter(({ family }) => (wanted !== 4 && wanted !== 6 ? true : family === wanted));
    const [first] = fitting;
    if (asked !== name || first === undefined) callback(notFound(asked), '', 0);
    else if (typeof options === 'object' && options.all === true) callback(null, [...fitting]);
    else callback(null, first.address, first.family);
  };
}

async function addressesOf(
  name: string,
  resolve: (host: string) => Promise<readonly LookupAddress[]>,
  mayUseProxy: boolean,
): Promise<readonly LookupAddress[]> {
  const version = isIP(name);
  if (version !== 0) return [{ address: name, family: version }];
  try {
    const found = await resolve(name);
    if (found.length > 0) return found;
  } catch (error) {
    if (error instanceof PageFailure || isCancellation(error)) throw error;
    // What the resolver says names the host once more, and nothing else.
  }
  if (mayUseProxy) return [];
  throw new PageFailure('not-found', name);
}

function notFound(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${name} is not known`), { code: 'ENOTFOUND' });
}
