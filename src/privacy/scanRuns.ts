import { keysIn } from './keyShapes.js';
import { looksRandom } from './randomness.js';
import type { SecretFinding, SecretKind } from './secretFinding.js';
import { isPublished } from './standIns.js';
import { longestRun, type TextWindow } from './textWindow.js';

const runs = /[\w-]{16,}/gu;
const segment = /\.([\w-]{1,6000})/y;

/** Keys that can be told by their own shape, wherever they stand. */
export function* scanRuns({ text, from, to }: TextWindow): Generator<SecretFinding> {
  runs.lastIndex = 0;
  for (let hit = runs.exec(text); hit !== null && hit.index < to; hit = runs.exec(text)) {
    const [run] = hit;
    const start = hit.index;
    const next = runs.lastIndex;
    if (run.length <= longestRun && start >= from) {
      yield* dotted(text, start, run);
      for (const { start: at, end, kind } of keysIn(run, text.slice(Math.max(0, start - 2), start))) {
        yield { start: start + at, end: start + end, kind };
      }
    }
    runs.lastIndex = next;
  }
}

/** Keys with a dot or a colon in them: the run is their first or their last part. */
function* dotted(text: string, start: number, run: string): Generator<SecretFinding> {
  if (run.startsWith('eyJ')) yield* jwt(text, start, run);
  else if (/^[MNO][\w-]{22,27}$/u.test(run)) yield* discord(text, start, run);
  if (run.length > 255) return;
  for (const [before, kind, shape] of afterDots) {
    const at = start - before.length;
    if (at < 0 || !text.startsWith(before, at) || /\w/u.test(text.charAt(at - 1)) || !shape.test(run)) continue;
    const end = kind === 'sendgrid-key' ? endOfSegments(text, start + run.length, 1) : start + run.length;
    if (end !== undefined && looksRandom(run)) yield { start: at, end, kind };
  }
  const bot = run.length === 35 ? /(?<!\w)\d{8,10}:$/u.exec(text.slice(Math.max(0, start - 12), start)) : null;
  if (bot !== null && looksRandom(run)) {
    yield { start: start - bot[0].length, end: start + run.length, kind: 'telegram-token' };
  }
}

const afterDots: readonly (readonly [string, SecretKind, RegExp])[] = [
  ['SG.', 'sendgrid-key', /^[\w-]{16,40}$/u],
  ['hvs.', 'api-key', /^[\w-]{24,200}$/u],
  ['ya29.', 'google-key', /^[\w-]{30,250}$/u],
];

function* jwt(text: string, start: number, header: string): Generator<SecretFinding> {
  const middle = start + header.length;
  if (!text.startsWith('.eyJ', middle)) return;
  const end = endOfSegments(text, middle, 2);
  if (end !== undefined && !isPublished(text.slice(middle, end))) yield { start, end, kind: 'jwt' };
}

function* discord(text: string, start: number, id: string): Generator<SecretFinding> {
  const end = endOfSegments(text, start + id.length, 2);
  if (end === undefined || !/^\d{17,20}$/u.test(Buffer.from(id, 'base64url').toString('latin1'))) return;
  yield { start, end, kind: 'discord-token' };
}

/** Where as many further parts end, each after a dot; `undefined` if there are fewer. */
function endOfSegments(text: string, from: number, count: number): number | undefined {
  segment.lastIndex = from;
  let end: number | undefined;
  for (let number = 0; number < count; number++) {
    if (segment.exec(text) === null) return undefined;
    end = segment.lastIndex;
  }
  return end;
}
