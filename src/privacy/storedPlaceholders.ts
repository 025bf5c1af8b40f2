import type { IssuedSecret, PlaceholderGroup } from './conversationPlaceholders.js';
import { secretKinds, type SecretKind } from './secretFinding.js';

/** What is stored of one conversation. */
export interface StoredPlaceholders {
  /** When something was added last, in milliseconds since the epoch. */
  readonly usedAt: number;
  /** The oldest first. */
  readonly groups: readonly PlaceholderGroup[];
}

/** Of one conversation; what is beyond it is known only as long as the window lives. */
const maximumSecrets = 500;
const maximumLength = 256 * 1024;
const version = 1;
const kinds: ReadonlySet<unknown> = new Set(secretKinds);

/** As it is stored. The oldest groups are left out when all would be too many. */
export function storedText({ usedAt, groups }: StoredPlaceholders): string {
  let [secrets, length] = [0, 0];
  const kept = groups.toReversed().filter(({ issued }) => {
    secrets += issued.length;
    length += issued.reduce((sum, { secret }) => sum + secret.length, 0);
    return secrets <= maximumSecrets && length <= maximumLength;
  });
  return JSON.stringify({ version, usedAt, groups: kept.toReversed() });
}

/** `undefined` when the text is not what `storedText` writes. */
export function readStoredText(text: string): StoredPlaceholders | undefined {
  // Escaped, a character takes up to six.
  if (text.length > 8 * maximumLength) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== version) return undefined;
  const { usedAt, groups } = value;
  if (typeof usedAt !== 'number' || !Number.isFinite(usedAt) || !Array.isArray(groups)) return undefined;
  return groups.every(isGroup) ? { usedAt, groups } : undefined;
}

/** What is in either; of a group that both have, the longer one. */
export function joined(
  one: readonly PlaceholderGroup[],
  other: readonly PlaceholderGroup[],
): readonly PlaceholderGroup[] {
  const byTag = new Map(one.map((group) => [group.tag, group]));
  for (const group of other)
    if (group.issued.length > (byTag.get(group.tag)?.issued.length ?? 0)) byTag.set(group.tag, group);
  return [...byTag.values()];
}

function isGroup(value: unknown): value is PlaceholderGroup {
  if (!isRecord(value)) return false;
  const { tag, issued } = value;
  return (
    typeof tag === 'string' &&
    /^[A-Z2-9]{5}$/u.test(tag) &&
    Array.isArray(issued) &&
    issued.length <= maximumSecrets &&
    issued.every(isIssued)
  );
}

function isIssued(value: unknown): value is IssuedSecret {
  return isRecord(value) && isKind(value['kind']) && typeof value['secret'] === 'string' && value['secret'] !== '';
}

function isKind(value: unknown): value is SecretKind {
  return kinds.has(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
