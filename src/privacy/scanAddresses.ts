import type { SecretFinding, SecretKind } from './secretFinding.js';
import { isStandIn } from './standIns.js';
import type { TextWindow } from './textWindow.js';

const starts = /:\/\//gu;
/** The part of an address in which a user and a password can be. */
const authority = /[^\s"'`<>\\]{1,512}/y;

/** Addresses of hooks: whoever knows them may write. */
const hooks: readonly (readonly [RegExp, SecretKind])[] = [
  [/^hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{20,200})/u, 'slack-token'],
  [/^(?:\w{1,10}\.)?discord(?:app)?\.com\/api\/webhooks\/(\d{17,20}\/[\w-]{40,100})/u, 'discord-token'],
];

/** Passwords in addresses, and addresses that are secret themselves. */
export function* scanAddresses({ text, from, to }: TextWindow): Generator<SecretFinding> {
  starts.lastIndex = from;
  for (let hit = starts.exec(text); hit !== null && hit.index < to; hit = starts.exec(text)) {
    authority.lastIndex = starts.lastIndex;
    const address = authority.exec(text)?.[0];
    if (address === undefined) continue;
    const start = hit.index + 3;
    const password = passwordIn(address);
    if (password !== undefined) {
      yield { start: start + password.start, end: start + password.end, kind: 'url-password' };
    }
    for (const [shape, kind] of hooks) {
      const secret = shape.exec(address);
      if (secret?.[1] === undefined || isStandIn(secret[1]) || !/\d/u.test(secret[1])) continue;
      const end = start + secret[0].length;
      yield { start: end - secret[1].length, end, kind };
    }
  }
}

/** `user:password@host`: a slash or a question mark in the password is seldom encoded, hence the last `@` before a path counts. */
function passwordIn(address: string): { start: number; end: number } | undefined {
  const colon = address.indexOf(':');
  const slash = address.indexOf('/');
  const inAuthority = address.lastIndexOf('@', slash === -1 ? address.length : slash);
  const end = inAuthority === -1 && slash > colon && colon !== -1 ? address.indexOf('@', slash) : inAuthority;
  if (colon === -1 || end <= colon + 1) return undefined;
  const user = address.slice(0, colon);
  const password = address.slice(colon + 1, end);
  // `https://host:8080/@scope/name` has a port.
  if (/^\d{1,5}\//u.test(password) || user.includes('@') || /[/?#]/u.test(user)) return undefined;
  return password.length < 3 || password === user || isStandIn(password) ? undefined : { start: colon + 1, end };
}
