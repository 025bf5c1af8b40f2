/** Sets up what is missing and builds; flags such as `--watch` go to esbuild.mjs. */
import { nodeExecutable, run } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit({ editor: false });
const { code } = await run(nodeExecutable(), ['esbuild.mjs', ...process.argv.slice(2)]);
process.exit(code);
