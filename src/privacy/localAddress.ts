/**
 * Whether requests to an address stay on this machine, or go to a host that the user counts as local: loopback addresses, `localhost` and
 * names below it, and the unspecified address, which leads to this machine as well.
 * @param localHosts names or addresses; `*.corp.test` is every name below it
 */
export function isLocalAddress(baseUrl: string | undefined, localHosts: readonly string[]): boolean {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return false;
  const { hostname, protocol } = new URL(baseUrl);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  const host = hostname.replace(/\.$/u, '');
  return isLoopback(host) || localHosts.some((entry) => isHost(host, entry));
}

/** Addresses are as `URL` writes them: four numbers, or the shortest form of IPv6. */
function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (/^127\.\d+\.\d+\.\d+$/u.test(host) || host === '0.0.0.0') return true;
  return host === '[::1]' || host === '[::]' || /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/u.test(host);
}

function isHost(host: string, entry: string): boolean {
  const wanted = entry.trim().toLowerCase();
  if (wanted.startsWith('*.')) return wanted.length > 2 && host.endsWith(wanted.slice(1));
  const isPlainIpv6 = wanted.includes(':') && !wanted.startsWith('[');
  const url = `http://${isPlainIpv6 ? `[${wanted}]` : wanted}/`;
  // No port, path or login: only a host is a host.
  return URL.canParse(url) && new URL(url).host.replace(/\.$/u, '') === host && !/[/@?#]/u.test(wanted);
}
