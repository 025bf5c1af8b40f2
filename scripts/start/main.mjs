/** The second half of start.mjs, under Node 24 with TypeScript: the simulator, the editor, the end of both. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exitOnSignals } from '../../test/support/exitOnSignals.ts';
import { startSimulator } from '../../test/support/simulator/simulator.ts';
import { projectFolder } from '../environment.mjs';
import { openDesktop, obtainDesktop } from './desktop.mjs';
import { setUpProviders } from './providerSetup.mjs';
import { openServed } from './served.mjs';
import { smoke } from './smoke.mjs';

const { values, positionals: packages } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, live: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const simulator = await startSimulator();
const providerSetup = setUpProviders({
  simulatorUrl: simulator.url,
  useKeys: !values.smoke || values.live,
  withAdded: values.smoke,
});

if (values.smoke) {
  exitOnSignals();
  const passed = await smoke({ packages, providerSetup });
  await simulator.close();
  process.exit(passed ? 0 : 1);
}

// What is said in it stays: the editor of `npm start` keeps its data from one start to the next.
const stateFolder = path.join(projectFolder, '.vscode-test', 'start');
mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
const ended = Promise.withResolvers();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ended.resolve);

for (const { name, simulated } of providerSetup.list) {
  console.log(`${name}: ${simulated ? 'simulated answers' : 'using your API key from the environment'}`);
}
const desktop = await obtainDesktop();
const editor = desktop
  ? await openDesktop({ desktop, stateFolder, packages, providerSetup })
  : await openServed({ stateFolder, packages, providerSetup });
console.log(editor.announcement);
console.log('Press Ctrl+C to stop.');
await Promise.race([ended.promise, editor.ended]);
await editor.close();
await simulator.close();
process.exit(0);
