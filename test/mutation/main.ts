/**
 * Changes single lines of the source, one at a time and in a copy, and counts which changes no test notices.
 *
 *     npm run mutate -- --seed 1 --count 20 [--folder src/storage …] [--jobs 2] [--list]
 *
 * The same seed chooses the same mutations of the same source. `--list` shows them and runs nothing. Prints each mutation with what
 * became of it, then the sum; out/mutation keeps both. Exits with 1 only when the tests could not be run.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exitOnSignals } from '../support/exitOnSignals.js';
import { projectFolder } from '../support/projectFolder.js';
import { areaOf } from './areas.js';
import { runCampaign } from './campaign.js';
import { chooseMutations } from './chooseMutations.js';
import { Compiler } from './compiler.js';
import { applyMutation, type Mutation } from './mutation.js';
import { mutationsOf } from './mutationsOf.js';
import { describeVerdict, summaryOf } from './report.js';
import { runtimeImports } from './runtimeImports.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20' },
    folder: { type: 'string', multiple: true, default: ['src'] },
    jobs: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});
exitOnSignals();

const files = globSync('{src,test}/**/*.{ts,tsx}', { cwd: projectFolder }).map((file) =>
  file.replaceAll(path.sep, '/'),
);
const sources = new Map(files.sort().map((file) => [file, readFileSync(path.join(projectFolder, file), 'utf8')]));
const folders = values.folder.map((folder) => folder.replace(/\/$/u, ''));
const mutable = files.filter(
  (file) => areaOf(file) !== undefined && folders.some((folder) => file === folder || file.startsWith(`${folder}/`)),
);
const { mutations, invalid } = choose();
const describe = (verdict: Parameters<typeof describeVerdict>[0]): string => describeVerdict(verdict, sources);
console.log(
  `Seed ${values.seed}: ${mutations.length} mutations of ${folders.join(', ')}; ${invalid} others did not compile.`,
);
if (values.list) for (const mutation of mutations) console.log(describe({ mutation }));
else await run();

/** A function of its own, so that the compiler's memory is free when the tests run. */
function choose(): { readonly mutations: readonly Mutation[]; readonly invalid: number } {
  const compiler = new Compiler(projectFolder);
  const candidates = mutable.flatMap((file) => mutationsOf(file, sources.get(file)!));
  let invalid = 0;
  const mutations = chooseMutations(candidates, Number(values.count), Number(values.seed), (mutation) => {
    const isValid = compiler.accepts(mutation.file, applyMutation(sources.get(mutation.file)!, mutation));
    if (!isValid) invalid += 1;
    return isValid;
  });
  return { mutations, invalid };
}

async function run(): Promise<void> {
  const lines: string[] = [];
  const verdicts = await runCampaign({
    project: projectFolder,
    mutations,
    sources,
    imports: runtimeImports(sources),
    testFiles: files.filter((file) => /^test\/(?:unit|contract)\/.*\.test\.tsx?$/u.test(file)),
    jobs: Number(values.jobs),
    onVerdict(verdict) {
      lines.push(describe(verdict));
      console.log(lines.at(-1));
    },
    log: console.log,
  });
  const summary = summaryOf(verdicts, invalid);
  console.log(`\n${summary}`);
  const output = path.join(projectFolder, 'out', 'mutation');
  mkdirSync(output, { recursive: true });
  writeFileSync(path.join(output, `seed-${values.seed}.txt`), `${lines.join('\n')}\n\n${summary}\n`);
}
