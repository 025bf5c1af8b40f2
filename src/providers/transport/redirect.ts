/** The statuses that name another address for the same request (RFC 9110, 15.4). 301 and 302 allow a change of the method and do not ask for it. */
const sameRequest: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/** Whether the same request is to be sent to another address. */
export function isRedirect(response: Response): boolean {
  return sameRequest.has(response.status);
}

/** Where a server sends a request; `undefined` where it names no address, or one with a user and password of its own. */
export function redirectTarget(response: Response, url: string): URL | undefined {
  const location = response.headers.get('location');
  const target = location === null ? null : URL.parse(location, url);
  return target === null || target.username !== '' || target.password !== '' ? undefined : target;
}
