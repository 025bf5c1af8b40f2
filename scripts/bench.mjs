/** Builds and takes the figures of docs/performance.md, each compared with a peer in the same run. */
import { nodeExecutable, run, runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const build = await run(nodeExecutable(), ['esbuild.mjs']);
if (build.code !== 0) process.exit(build.code);
const { code } = await runTypeScript('test/bench/main.ts', process.argv.slice(2));
process.exit(code);
