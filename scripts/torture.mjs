/** Kills processes that write, and counts what is lost: `npm run test:crash -- --kills 1000 --writers 4`; see test/crash/torture.ts. */
import { runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { code } = await runTypeScript('test/crash/torture.ts', process.argv.slice(2));
process.exit(code);
