/**
 * Opens a real VS Code with SCOUT installed and its chat panel open; sets up, builds and packs before.
 * `--smoke` tries every provider in a headless one instead, against the simulator; `--smoke --live` with
 * the keys in the environment.
 */
import path from 'node:path';
import { projectFolder, runTypeScript } from './environment.mjs';
import { packageExtension, packFolder } from './package.mjs';
import { setUpOrExit } from './setup.mjs';

const flags = process.argv.slice(2);
for (const flag of flags.filter((flag) => !['--smoke', '--live'].includes(flag))) {
  console.error(`Unknown option ${flag}. Available options: --smoke, --live.`);
  process.exit(1);
}

await setUpOrExit();
console.log('Building SCOUT …');
const packages = await packAll();
const { code } = await runTypeScript('scripts/start/main.mjs', [...flags, ...packages]);
process.exit(code);

async function packAll() {
  const opener = path.join(projectFolder, 'out', 'scout-opener.vsix');
  try {
    const [{ file }] = await Promise.all([
      packageExtension(),
      packFolder(path.join(projectFolder, 'scripts', 'start', 'opener'), opener),
    ]);
    return [file, opener];
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
