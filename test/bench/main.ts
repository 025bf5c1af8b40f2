/** Takes all figures in one run, prints them as ratios and keeps them in out/bench. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { exitOnSignals } from '../support/exitOnSignals.js';
import { projectFolder } from '../support/projectFolder.js';
import { measureActivation } from './activation.js';
import { measureFirstEvents } from './firstEvent.js';

exitOnSignals();
const folder = path.join(projectFolder, 'out', 'bench');
mkdirSync(folder, { recursive: true });

const firstEvents = await measureFirstEvents(60);
keep('first-event', firstEvents);
console.log('Send to first event, against a bare fetch reader on the same simulator (medians):');
for (const { provider, adapter, bareFetch, ratio } of firstEvents) {
  console.log(`  ${provider}: ${ratio.toFixed(2)} times (${adapter.toFixed(2)} against ${bareFetch.toFixed(2)} ms)`);
}

const activation = await measureActivation(5);
keep('activation', activation);
const { scout, control } = activation;
console.log(`\nActivation in VS Code ${activation.vscode}, against an extension that does nothing (medians of ${activation.rounds} fresh starts each):`);
console.log(`  Load Code + Finish Activate: ${activation.ratioLoadAndFinish.toFixed(2)} times (${scout.loadCode} + ${scout.finishActivate} against ${control.loadCode} + ${control.finishActivate} ms)`);
console.log(`  Load + Call + Finish: ${activation.ratioAll.toFixed(2)} times (Call Activate ${scout.callActivate} against ${control.callActivate} ms)`);
console.log(`  Memory of the extension host: ${activation.memoryAboveControl.toFixed(1)} MiB above (heap ${activation.heapAboveControl.toFixed(1)} MiB above)`);

function keep(name: string, figures: unknown): void {
  const machine = { cores: availableParallelism(), node: process.version, platform: process.platform };
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ machine, figures }, null, 2));
}
