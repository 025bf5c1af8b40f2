import type { Mutation } from './mutation.js';
import { distancesTo, type RuntimeImports } from './runtimeImports.js';
import { runTests, type TestRun } from './testRun.js';
import { WorkingCopy } from './workingCopy.js';

/** `unseen`: no test loads the file. */
export type Outcome = 'killed' | 'timed out' | 'survived' | 'unseen';

export interface Verdict {
  readonly mutation: Mutation;
  readonly outcome: Outcome;
  /** The test that noticed it. */
  readonly by?: string;
}

export interface Campaign {
  readonly project: string;
  readonly mutations: readonly Mutation[];
  /** The texts of the mutated files, by path. */
  readonly sources: ReadonlyMap<string, string>;
  readonly imports: RuntimeImports;
  readonly testFiles: readonly string[];
  /** How many are tried at the same time. */
  readonly jobs: number;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly log: (line: string) => void;
}

/** Milliseconds that a run may take whatever it took before: a busy machine is no hang. */
const leastLimitMs = 120_000;
const baselineLimitMs = 45 * 60_000;

/**
 * Tries each mutation in a copy of the project against the tests that load its file: first the nearest, then the others, the fastest
 * first, up to the first failure. A hang and a crash count as noticed. A failure has to happen twice.
 */
export async function runCampaign(campaign: Campaign): Promise<readonly Verdict[]> {
  const { mutations, jobs, project } = campaign;
  using copies = new DisposableStack();
  const folders = Array.from({ length: Math.min(jobs, mutations.length) }, () => copies.use(new WorkingCopy(project)));
  if (folders[0] === undefined) return [];
  const durations = await measure(campaign, folders[0].folder);
  const verdicts: Verdict[] = [];
  const waiting = [...mutations];
  await Promise.all(
    folders.map(async (copy) => {
      for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
        const verdict = await judge(mutation, campaign, copy, durations);
        verdicts.push(verdict);
        campaign.onVerdict(verdict);
      }
    }),
  );
  return verdicts;
}

/** Runs once without a mutation what will be run with one. Resolves with the milliseconds of each file whose tests pass. */
async function measure(campaign: Campaign, folder: string): Promise<ReadonlyMap<string, number>> {
  const { mutations, testFiles, imports, log } = campaign;
  const files = new Set(mutations.flatMap(({ file }) => [...distancesTo(file, testFiles, imports).keys()]));
  if (files.size === 0) return new Map();
  log(`Running ${files.size} test files without a mutation …`);
  const run: TestRun = {
    folder,
    files: [...files].sort(),
    bail: false,
    limit: baselineLimitMs,
    showErrors: true,
  };
  const result = await runTests(run);
  if (typeof result === 'string') throw new Error(`Without a mutation the tests have ${result}.`);
  const failing = new Set(result.failures.map(({ file }) => file));
  for (const file of failing) log(`Left out, since it fails without a mutation: ${file}`);
  return new Map([...files].filter((file) => !failing.has(file)).map((file) => [file, result.durations[file] ?? 0]));
}

async function judge(
  mutation: Mutation,
  { sources, testFiles, imports }: Campaign,
  copy: WorkingCopy,
  durations: ReadonlyMap<string, number>,
): Promise<Verdict> {
  const distances = distancesTo(mutation.file, testFiles, imports);
  const groups = inGroups(distances, durations);
  if (groups.length === 0) return { mutation, outcome: 'unseen' };
  const run = (files: readonly string[]): ReturnType<typeof runTests> => {
    const expected = files.reduce((sum, file) => sum + durations.get(file)!, 0);
    return runTests({ folder: copy.folder, files, bail: true, limit: leastLimitMs + 5 * expected });
  };
  return copy.with(mutation, sources.get(mutation.file)!, async () => {
    for (const files of groups) {
      const found = await tryFiles(files, run);
      if (found !== undefined) return { mutation, ...found };
    }
    return { mutation, outcome: 'survived' };
  });
}

/**
 * What the first of these test files that notices something makes of the mutation; `undefined` when none does. A busy machine makes
 * tests fail, too: only a file that fails twice has noticed something.
 */
export async function tryFiles(
  files: readonly string[],
  run: (files: readonly string[]) => ReturnType<typeof runTests>,
): Promise<Pick<Verdict, 'outcome' | 'by'> | undefined> {
  let left = files;
  while (left.length > 0) {
    const result = await run(left);
    if (result === 'timed out') return { outcome: 'timed out' };
    if (result === 'crashed') return { outcome: 'killed', by: 'the process of the tests ended' };
    const [failure] = result.failures;
    if (failure === undefined) return undefined;
    const again = await run([failure.file]);
    if (typeof again === 'string' || again.failures.length > 0)
      return { outcome: 'killed', by: `${failure.file}: ${failure.title}` };
    left = left.slice(left.indexOf(failure.file) + 1);
  }
  return undefined;
}

/** The test files that load a file: the nearest, then the others, each group with the fastest first. */
export function inGroups(
  distances: ReadonlyMap<string, number>,
  durations: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const files = [...distances.keys()].filter((file) => durations.has(file));
  files.sort((a, b) => durations.get(a)! - durations.get(b)! || (a < b ? -1 : 1));
  const least = Math.min(...files.map((file) => distances.get(file)!));
  const { near = [], far = [] } = Object.groupBy(files, (file) => (distances.get(file)! === least ? 'near' : 'far'));
  return [near, far].filter((group) => group.length > 0);
}
