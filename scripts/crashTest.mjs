/** Kills processes that write, and counts what is lost: `npm run test:crash -- --kills 1000 --writers 4`; see test/crash/crashTest.ts. */
import { runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { code } = await runTypeScript('test/crash/crashTest.ts', process.argv.slice(2));
process.exit(code);
