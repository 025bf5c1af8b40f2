import { webAddress } from '../connections.js';

/** Two addresses by no more than what tells them apart, without user and password; alike when nothing else does. */
export function shortAddresses(one: string, other: string): readonly [string, string] {
  const forms: readonly ((url: URL) => string)[] = [
    ({ host }) => host,
    ({ host, pathname }) => host + pathname,
    ({ protocol, host, pathname, search }) => `${protocol}//${host}${pathname}${search}`,
  ];
  const [first, second] = [webAddress(one), webAddress(other)];
  if (first === undefined || second === undefined) return [afterUser(one), afterUser(other)];
  const pairs = forms.map((form) => [form(first), form(second)] as const);
  return pairs.find(([a, b]) => a !== b) ?? pairs[0]!;
}

/** Of what is no valid address, the part that cannot hold a password: earlier versions remembered such addresses. */
function afterUser(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
