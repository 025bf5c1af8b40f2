import { TimeSlices } from '../core/timeSlices.js';
import { KnownValues, type KnownValuesState } from './knownValues.js';
import { PrivateKeys } from './privateKeys.js';
import { scanAddresses } from './scanAddresses.js';
import { scanAssignments } from './scanAssignments.js';
import { scanHeaders } from './scanHeaders.js';
import { scanRuns } from './scanRuns.js';
import type { SecretFinding } from './secretFinding.js';
import { windowMargin, type WindowScan } from './textWindow.js';

/** What is looked at in one step, in UTF-16 code units: a few milliseconds. */
const windowLength = 8 * 1024;

const scans: readonly WindowScan[] = [scanRuns, scanAddresses, scanHeaders, scanAssignments];
const noValues = new KnownValues([]);

/**
 * Finds likely secrets, in time proportional to the length of the text, whatever it is. Looks at it piece by piece and lets others have
 * their turn between two.
 * @param known values to be found wherever they are, such as those of the workspace's environment files
 * @returns in their order, without overlaps
 * @throws `AbortError` when the signal is aborted
 */
export async function findSecrets(
  text: string,
  known: KnownValues = noValues,
  signal?: AbortSignal,
): Promise<readonly SecretFinding[]> {
  const found: SecretFinding[] = [];
  const slices = new TimeSlices();
  for (const step of steps(text, known)) {
    found.push(...step);
    await slices.pause();
    signal?.throwIfAborted();
  }
  return withoutOverlaps(found);
}

/** What is found in each piece. */
function* steps(text: string, known: KnownValues): Generator<SecretFinding[]> {
  const keys = new PrivateKeys(text);
  const state: KnownValuesState = {};
  for (let start = 0; start < text.length; start += windowLength) {
    const end = Math.min(text.length, start + windowLength);
    const offset = Math.max(0, start - windowMargin);
    const window = { text: text.slice(offset, end + windowMargin), from: start - offset, to: end - offset };
    const found = scans.flatMap((scan) => [...scan(window)]);
    const moved = found.map((finding) => ({ ...finding, start: finding.start + offset, end: finding.end + offset }));
    const values = known.size === 0 ? [] : [...known.find(text, start, end, state)];
    yield [
      ...values.map((value): SecretFinding => ({ ...value, kind: 'env-value' })),
      ...keys.find(start, end),
      ...moved,
    ];
  }
}

/**
 * Of two that overlap one remains, from the beginning of the first to the end of the last: what belongs to either is a secret. It is called
 * what the larger of them is, or the one with a shape of its own.
 */
function withoutOverlaps(found: SecretFinding[]): readonly SecretFinding[] {
  const ordered = found.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  const kept: SecretFinding[] = [];
  for (const finding of ordered) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
    else kept[kept.length - 1] = { ...last, end: Math.max(last.end, finding.end), kind: kindOf(last, finding) };
  }
  return kept;
}

function kindOf(first: SecretFinding, second: SecretFinding): SecretFinding['kind'] {
  const isSame = first.start === second.start && first.end === second.end;
  return isSame && rank(second) < rank(first) ? second.kind : first.kind;
}

/** Names of variables say less than a key's own shape. */
function rank({ kind }: SecretFinding): number {
  if (kind === 'env-value') return 3;
  return kind === 'api-key' || kind === 'password' ? 2 : kind === 'authorization' ? 1 : 0;
}
