/**
 * Types into a view whose host is stopped and killed, again and again, and counts what is lost or doubled.
 *
 *     npm run test:delivery -- --rounds 200 [--messages 50] [--seed 1]
 *
 * Exits with 1 when anything is; such a round leaves its folder.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../support/projectFolder.js';
import { buildDeliveryPrograms } from './deliveryPrograms.js';
import { runDeliveryRounds } from './runDeliveryRounds.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    messages: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
});
const parent = path.join(projectFolder, 'out/deliveryTest');
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(path.join(parent, 'run-'));
const total = await runDeliveryRounds({
  folder,
  programs: await buildDeliveryPrograms(path.join(folder, 'programs')),
  rounds: Number(values.rounds),
  messages: Number(values.messages),
  seed: Number(values.seed),
});
console.log(JSON.stringify(total));
process.exit(total.lost + total.doubled + total.disordered + total.lostDrafts > 0 ? 1 : 0);
