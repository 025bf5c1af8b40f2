/**
 * Kills writing processes at random instants and counts what is missing afterwards.
 *
 *     node --import tsx test/crash/torture.ts --kills 100 --writers 2 --seed 1
 *
 * Prints the counts; exits with 1 when anything acknowledged is lost, doubled or torn.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTorture } from './runTorture.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '40' },
    writers: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const folder = await mkdtemp(path.join(os.tmpdir(), 'scout-torture-'));
try {
  const seed = Number(values.seed);
  console.log(`seed ${seed}`);
  const result = await runTorture({ folder, kills: Number(values.kills), writers: Number(values.writers), seed });
  for (const [name, count] of Object.entries(result)) console.log(`${name} ${count}`);
  if (result.lost + result.duplicated + result.torn + result.wrong > 0 || result.acknowledged === 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
