import { BlockList, isIP } from 'node:net';

/**
 * Where an IP address is. `public`: anybody's. All others are not on the open internet: this machine, the network around it, or a range
 * that is reserved; a page there is read only when the user says so.
 */
export type AddressKind = 'public' | 'loopback' | 'private' | 'link-local' | 'reserved';

type Range = readonly [address: string, prefix: number];

/** https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry */
const ranges: Readonly<Record<Exclude<AddressKind, 'public'>, readonly Range[]>> = {
  loopback: [
    ['127.0.0.0', 8],
    ['::1', 128],
  ],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['fc00::', 7],
    ['fec0::', 10],
  ],
  // With the addresses at which clouds tell a machine its secrets.
  'link-local': [
    ['169.254.0.0', 16],
    ['168.63.129.16', 32],
    ['fe80::', 10],
  ],
  reserved: [
    ['0.0.0.0', 8],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
    ['::', 128],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['3fff::', 20],
    ['5f00::', 16],
    ['ff00::', 8],
  ],
};

const lists = Object.entries(ranges).map(([kind, members]) => {
  const list = new BlockList();
  for (const [address, prefix] of members) list.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return { kind: kind as Exclude<AddressKind, 'public'>, list };
});

/** IPv6 addresses that lead to an IPv4 one in their last four bytes: mapped, compatible, and translated (RFC 4291, 6052, 7915, 8215). */
const embedding: readonly Range[] = [
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
];
const embedded = new BlockList();
for (const [address, prefix] of embedding) embedded.addSubnet(address, prefix, 'ipv6');
const sixToFour = new BlockList();
sixToFour.addSubnet('2002::', 16, 'ipv6');
/** All that is given to anybody; the rest of IPv6 is not in use, or means something of its own. */
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/** @param address an IP address as DNS or a URL without brackets has it; anything else is `reserved` */
export function addressKind(address: string): AddressKind {
  const plain = address.replace(/%.*$/u, '');
  const version = isIP(plain);
  if (version === 0) return 'reserved';
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const found = lists.find(({ list }) => list.check(plain, family));
  if (found !== undefined && !(found.kind === 'reserved' && version === 6 && embedded.check(plain, family)))
    return found.kind;
  if (version === 4) return 'public';
  const groups = groupsOf(plain);
  if (embedded.check(plain, family)) return addressKind(dotted(groups[6]!, groups[7]!));
  if (sixToFour.check(plain, family)) return addressKind(dotted(groups[1]!, groups[2]!));
  return unicast.check(plain, family) ? 'public' : 'reserved';
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  // The last four bytes may be written as those of IPv4; the URL parser has one way to write them all.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const first = numbers(head);
  const last = numbers(tail ?? '');
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}
