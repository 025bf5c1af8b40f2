/** What it costs to apply a code block to a file, against the making of a diff of the same change by the library, in turns. */
import { createTwoFilesPatch, structuredPatch } from 'diff';
import { applyChange } from '../../../src/apply/applyChange.js';
import { parseBlock } from '../../../src/apply/parseBlock.js';
import { median } from '../median.js';

export interface ApplyCost {
  readonly what: string;
  /** Milliseconds of CPU, medians: with as many lines as asked for, and with four times as many. */
  readonly once: number;
  readonly fourfold: number;
  /** `structuredPatch` of the file before and after, with as many lines as asked for. */
  readonly peer: number;
}

export interface ApplyCostReport {
  readonly lines: number;
  readonly costs: readonly ApplyCost[];
}

export function measureApplyCost(lines: number, rounds: number): Promise<ApplyCostReport> {
  const kinds = Object.keys(blocksOf(lines));
  const costs = kinds.map((kind) => {
    const [small, large] = [subject(lines, kind), subject(lines * 4, kind)];
    const peer = (): unknown => structuredPatch('a', 'b', small.before, small.after);
    const [once, fourfold, peerTime] = inTurns(rounds, [small.apply, large.apply, peer]);
    return { what: kind, once: once ?? NaN, fourfold: fourfold ?? NaN, peer: peerTime ?? NaN };
  });
  return Promise.resolve({ lines, costs });
}

/** A file of functions of ten lines, of which every fiftieth changes. */
function fileOf(lines: number, changes: boolean): string {
  const functions = Array.from({ length: lines / 10 }, (_, index) => {
    const body = Array.from({ length: 7 }, (_, line) => `  const value${line} = compute(${index}, ${line});`);
    if (changes && index % 50 === 7) body[3] = `  const value3 = recompute(${index});`;
    return [`function step${index}() {`, ...body, '}', ''].join('\n');
  });
  return `${functions.join('\n')}\n`;
}

const patchOf = (lines: number): string =>
  createTwoFilesPatch('a/f.js', 'b/f.js', fileOf(lines, false), fileOf(lines, true));

function blocksOf(lines: number): Record<string, { info: string; code: string }> {
  const after = fileOf(lines, true);
  const middle = Math.floor(lines / 1000) * 50 + 7;
  const start = after.indexOf(`function step${middle}() {`);
  const changed = after.slice(start, after.indexOf('\n}\n', start) + 3);
  const body = changed.split('\n');
  return {
    'unified diff': { info: 'diff', code: patchOf(lines) },
    'unified diff without numbers': { info: 'diff', code: patchOf(lines).replaceAll(/^@@ .* @@$/gm, '@@') },
    'search and replace': {
      info: '',
      code: `<<<<<<< SEARCH\n  const value3 = compute(${middle}, 3);\n=======\n${body[4]}\n>>>>>>> REPLACE`,
    },
    'whole file': { info: 'js', code: after },
    'one function': { info: 'js', code: changed },
    'fragment with marks': { info: 'js', code: [body[0], '  // ...', ...body.slice(3, 7), '  // ...', '}'].join('\n') },
    'fits nowhere': { info: 'diff', code: '@@\n a\n-  const value3 = absent();\n+b\n }' },
  };
}

function subject(lines: number, kind: string): { before: string; after: string; apply: () => unknown } {
  const [before, after] = [fileOf(lines, false), fileOf(lines, true)];
  const { info = '', code = '' } = blocksOf(lines)[kind] ?? {};
  const apply = (): unknown => parseBlock(info, code).files.map((file) => applyChange(before, file).kind);
  const expected = kind === 'fits nowhere' ? 'refused' : 'applied';
  if (String(apply()) !== expected) throw new Error(`The block was not ${expected}: ${kind}.`);
  return { before, after, apply };
}

/** More than one call at a time: the clock ticks in milliseconds. */
const calls = 10;

function inTurns(rounds: number, actions: readonly (() => unknown)[]): number[] {
  const times = actions.map((): number[] => []);
  for (let round = -3; round < rounds; round++)
    for (const [index, action] of actions.entries()) {
      const before = process.threadCpuUsage();
      for (let call = 0; call < calls; call++) action();
      const { user, system } = process.threadCpuUsage(before);
      // The first rounds warm the compiler.
      if (round >= 0) times[index]?.push((user + system) / 1000 / calls);
    }
  return times.map(median);
}
