import { looksRandom } from './randomness.js';
import type { SecretFinding, SecretKind } from './secretFinding.js';
import { isStandIn } from './standIns.js';
import type { TextWindow } from './textWindow.js';

interface Shape {
  /** Its first group is the secret. Every repetition in it is bounded, and begins with a word. */
  readonly pattern: RegExp;
  readonly kind: SecretKind;
  readonly isSecret: (value: string) => boolean;
}

const isGiven = (value: string): boolean => !isStandIn(value);
const isCredential = (value: string): boolean => value.length >= 8 && /\d|=$/u.test(value) && isGiven(value);

const shapes: readonly Shape[] = [
  {
    pattern:
      /\b(?:proxy-)?authorization\\?["']?\]?[ \t]{0,4}[:=,][ \t]{0,4}\\?["'`]?(?:(?:bearer|basic|token|apikey|digest|bot|key)[ \t]{1,4})?([\w.~+/=:-]{8,2000})/dgiu,
    kind: 'authorization',
    isSecret: isCredential,
  },
  { pattern: /\bbearer[ \t]{1,4}([\w.~+/=-]{20,2000})/dgiu, kind: 'authorization', isSecret: looksRandom },
  {
    pattern: /\bx-api-key\\?["']?[ \t]{0,4}:[ \t]{0,4}\\?["'`]?([\w.~+/=-]{8,500})/dgiu,
    kind: 'api-key',
    isSecret: isCredential,
  },
  {
    pattern: /\bmachine\s{1,20}\S{1,200}\s{1,20}(?:login\s{1,20}\S{1,200}\s{1,20})?password\s{1,20}(\S{3,200})/dgiu,
    kind: 'netrc-password',
    isSecret: isGiven,
  },
  {
    pattern: /\bcurl\b[^\n]{0,200}?[ \t](?:-u|--user)[ =]?["']?[\w.@+-]{1,64}:([^\s"'`@]{4,200})/dgu,
    kind: 'password',
    isSecret: isGiven,
  },
];

/** Secrets in headers, in `.netrc` and in commands. */
export function* scanHeaders({ text, from, to }: TextWindow): Generator<SecretFinding> {
  for (const { pattern, kind, isSecret } of shapes) {
    pattern.lastIndex = from;
    for (let hit = pattern.exec(text); hit !== null && hit.index < to; hit = pattern.exec(text)) {
      const place = hit.indices?.[1];
      if (place === undefined || !isSecret(text.slice(...place))) continue;
      yield { start: place[0], end: place[1], kind };
    }
  }
}
