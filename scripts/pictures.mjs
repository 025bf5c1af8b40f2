/** Builds SCOUT and takes the pictures of the README, docs/images/*.png, in a real workbench. `-- search` takes that one only. */
import { nodeExecutable, run, runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const build = await run(nodeExecutable(), ['esbuild.mjs']);
if (build.code !== 0) process.exit(build.code);
const { code } = await runTypeScript('test/pictures/main.ts', process.argv.slice(2));
process.exit(code);
