/**
 * Kills, stops and delays processes that share one history, again and again, and counts what is missing afterwards.
 *
 *     npm run test:crash -- --kills 1000 --writers 4 [--minutes 10] [--seed 1] [--resume] [--state out/crashTest/state.json] [--round 250]
 *
 * `--kills` and `--minutes` bound this run. `--resume` adds to the sum of earlier runs over the same engine, and goes on with their seed. Prints the sum; exits
 * with 1 when anything acknowledged is lost, doubled, torn or otherwise not what it should be. A round in which that happens leaves its folder.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildCrashPrograms } from './crashPrograms.js';
import { runRound } from './runRound.js';
import { addRound, engineVersion, hasFaults, readState, type CrashTestState, writeState } from './totals.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    writers: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '600' },
    round: { type: 'string', default: '250' },
    seed: { type: 'string' },
    resume: { type: 'boolean', default: false },
    state: { type: 'string', default: 'out/crashTest/state.json' },
  },
});
const projectFolder = path.resolve(import.meta.dirname, '../..');
const stateFile = path.resolve(projectFolder, values.state);
const earlier = values.resume ? readState(stateFile) : undefined;
let state: CrashTestState = earlier ?? { seed: Number(values.seed ?? Date.now() % 1_000_000), rounds: 0, totals: [] };
if (values.seed !== undefined) state = { ...state, seed: Number(values.seed) };

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time somebody means it.
    if (stop.signal.aborted) process.exit(130);
    console.log('Ending this round …');
    stop.abort();
  });
}

const engine = engineVersion(projectFolder);
mkdirSync(path.dirname(stateFile), { recursive: true });
const folder = mkdtempSync(path.join(path.dirname(stateFile), 'run-'));
const programs = await buildCrashPrograms(path.join(folder, 'programs'));
const deadline = Date.now() + Number(values.minutes) * 60_000;
const wanted = Number(values.kills);
console.log(`engine ${engine.engine} (${engine.commit}), seed ${state.seed}, from round ${state.rounds}`);

let killed = 0;
let failed = false;
while (killed < wanted && Date.now() < deadline && !stop.signal.aborted && !failed) {
  const round = state.rounds;
  const start = Date.now();
  const roundFolder = path.join(folder, `round-${round}`);
  const kills = Math.min(Number(values.round), wanted - killed);
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(Math.max(1, deadline - start))]);
  try {
    const result = await runRound({
      folder: roundFolder,
      programs,
      kills,
      writers: Number(values.writers),
      seed: state.seed * 1_000 + round,
      signal,
    });
    killed += result.kills;
    failed = hasFaults(result);
    state = addRound(state, engine, result, Date.now() - start);
    writeState(stateFile, state);
    console.log(
      `round ${round}: ${Object.entries(result)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}, ${((Date.now() - start) / 1000).toFixed(0)} s`,
    );
  } catch (error) {
    failed = true;
    console.error(error);
  }
  if (failed) console.error(`Round ${round} failed; its files are in ${roundFolder}`);
  else rmSync(roundFolder, { recursive: true, force: true });
}
if (!failed) rmSync(folder, { recursive: true, force: true });

for (const { engine, commit, rounds, milliseconds, counts } of state.totals) {
  const minutes = milliseconds / 60_000;
  console.log(
    `\nengine ${engine} (${commit}): ${rounds} rounds, ${minutes.toFixed(1)} minutes, ${(counts.kills / minutes).toFixed(0)} kills a minute`,
  );
  for (const [name, count] of Object.entries(counts)) console.log(`${name} ${count}`);
}
process.exit(failed ? 1 : 0);
