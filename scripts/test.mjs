/**
 * Every check there is: formatting, lint, types, build, then the suites of test/. Closes with the sum,
 * `N passed, N failed`, and with exit code 1 when anything failed or a suite ran no test.
 * `--only=unit,contract` (or `format`, `lint`, `types`, `build`) picks; what a picked suite needs is built all the same.
 * `--file=test/unit/core/title.test.ts`, a path or a pattern, picks test files; it may be given several times.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { nodeExecutable, projectFolder, run, runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

const minutes = 60_000;

/** Of a suite's process; each round of test/e2e/deliveryRounds.test.ts takes minutes of its own. */
const timeLimit = (35 + 4 * Number(process.env.SCOUT_DELIVERY_ROUNDS ?? 0)) * minutes;

/**
 * A suite is a folder of test/; its files are found by their names. `timeout` is that of one test. One with `apart` runs in
 * several processes, two at a time, beside the steps that need no build: one for each folder in `apart`, one for the rest. Databases
 * make the garbage collector run often, which is slow in a process that also holds what the linter's tests leave in the heap.
 */
const suites = [
  { name: 'unit', timeout: minutes, apart: ['storage', 'lint'] },
  { name: 'property', timeout: 10 * minutes, apart: ['storage/worker/engine', 'storage/worker/maintenance'] },
  { name: 'contract', timeout: 20_000, apart: [] },
  { name: 'view', timeout: 60_000, needs: ['build', 'editor'] },
  { name: 'crash', timeout: 2 * minutes, needs: ['build'] },
  { name: 'integration', needs: ['build', 'build tests', 'editor'] },
  { name: 'e2e', timeout: 3 * minutes, needs: ['build', 'editor'] },
];

const tool = (name, ...args) => [path.join(projectFolder, 'node_modules', name), ...args];
const steps = {
  format: [tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  lint: [tool('eslint/bin/eslint.js', '.', '--max-warnings=0')],
  types: [tool('typescript/bin/tsc', '-p', '.'), tool('typescript/bin/tsc', '-p', 'src/webview/ui')],
  build: [['esbuild.mjs']],
  'build tests': [['esbuild.mjs', '--tests']],
};

const values = (option) =>
  process.argv
    .slice(2)
    .flatMap((argument) => (argument.startsWith(`--${option}=`) ? [argument.slice(option.length + 3)] : []));
const files = values('file').map((file) => path.relative(projectFolder, path.resolve(projectFolder, file)));
const filesOf = (suite) => files.filter((file) => file.startsWith(path.join('test', suite, path.sep)));
const suitesOfFiles = suites.map(({ name }) => name).filter((name) => filesOf(name).length > 0);
const only = values('only').flatMap((names) => names.split(','));
if (only.length === 0) only.push(...suitesOfFiles);
const known = [...suites.map(({ name }) => name), ...Object.keys(steps)];
for (const name of only.filter((name) => !known.includes(name))) {
  console.error(`Unknown suite or step ${name}. Available: ${known.join(', ')}.`);
  process.exit(1);
}
for (const file of files) {
  const suite = suites.find(({ name }) => filesOf(name).includes(file));
  // The integration tests are bundled for the editor and run as a whole.
  const reason =
    suite === undefined || !only.includes(suite.name)
      ? 'is in no suite that was picked'
      : suite.name === 'integration'
        ? 'cannot run alone'
        : undefined;
  if (reason === undefined) continue;
  console.error(`${file} ${reason}.`);
  process.exit(1);
}
const chosen = (name) => only.length === 0 || only.includes(name);
const chosenSuites = suites.filter(({ name }) => chosen(name) && (files.length === 0 || suitesOfFiles.includes(name)));
const needed = (what) => chosenSuites.some(({ needs = [] }) => needs.includes(what));

await setUpOrExit({ editor: needed('editor') });
let passed = 0;
const failures = [];

const isDivided = ({ apart }) => apart !== undefined && files.length === 0;
await twoAtATime([
  ...chosenSuites.filter(isDivided).flatMap(partsOf),
  ...['lint', 'types', 'format'].filter(chosen).map((name) => () => runStep(name)),
]);
for (const step of ['build', 'build tests']) {
  if (chosen(step) || needed(step)) await runStep(step);
}
for (const suite of chosenSuites.filter((suite) => !isDivided(suite))) await runSuite(suite);
if (only.length === 0) failures.push(...strayTests());

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);

/** Each task uses one core. */
async function twoAtATime(tasks) {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await task();
  };
  await Promise.all([worker(), worker()]);
}

async function runStep(name) {
  const start = Date.now();
  const results = [];
  for (const args of steps[name])
    results.push(await run(nodeExecutable(), args, { capture: true, timeLimit: 10 * minutes }));
  const failed = results.some(({ code }) => code !== 0);
  console.log(`${name}: ${failed ? 'failed' : 'ok'} (${seconds(start)})`);
  for (const { output } of results) if (output.trim() !== '') console.log(output.trimEnd());
  if (failed) failures.push(name);
}

async function runSuite({ name, timeout, needs = [] }) {
  console.log(`\n── ${name} ──`);
  const resultFile = resultFileOf(name);
  const runner = needs.includes('build tests')
    ? ['test/support/runInEditor.ts', [resultFile]]
    : ['test/support/runInNode.ts', [name, String(timeout), resultFile, ...filesOf(name)]];
  await runTests(name, name, runner, {});
}

/** A process for each of the suite's folders that are apart, and one for its other test files; each reports when it has ended. */
function partsOf({ name, timeout, apart }) {
  const all = readdirSync(path.join(projectFolder, 'test', name), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => file.replaceAll(path.sep, '/'));
  const partOf = (file) => apart.find((folder) => file.startsWith(`${folder}/`)) ?? 'the rest';
  return [...apart, 'the rest'].map((part) => async () => {
    const label = apart.length === 0 ? name : `${name}, ${part}`;
    const own = all.filter((file) => partOf(file) === part).map((file) => `test/${name}/${file}`);
    await runTests(name, label, ['test/support/runInNode.ts', [name, String(timeout), resultFileOf(label), ...own]], {
      capture: true,
    });
  });
}

async function runTests(suite, label, runner, options) {
  const start = Date.now();
  rmSync(resultFileOf(label), { force: true });
  const { code, output } = await runTypeScript(...runner, { timeLimit, ...options });
  if (output !== '') console.log(output.trimEnd());
  const result = readResult(resultFileOf(label));
  passed += result.passed;
  failures.push(
    ...result.failures.map(({ title, reason }) => `${suite}: ${title}\n${reason.replaceAll(/^/gm, '    ')}`),
  );
  if (result.failures.length === 0 && code !== 0) failures.push(`${label}: ended with exit code ${code}`);
  else if (result.passed + result.failures.length === 0) failures.push(`${label}: ran no test`);
  const pending = result.pending > 0 ? `, ${result.pending} pending` : '';
  console.log(`${label}: ${result.passed} passed, ${result.failures.length} failed${pending} (${seconds(start)})`);
}

function resultFileOf(label) {
  return path.join(projectFolder, 'out', 'results', `${label.replaceAll(/[^a-z]+/g, '-')}.json`);
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failures: [], pending: 0 };
}

/** Test files in a folder that no suite runs would pass for ever. */
function strayTests() {
  const folders = suites.map(({ name }) => name);
  return readdirSync(path.join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file) && !folders.includes(file.split(path.sep)[0]))
    .map((file) => `test/${file}: belongs to no suite`);
}

function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
