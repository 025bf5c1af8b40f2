/** Changes single lines of the source and counts which changes no test notices: `npm run mutate -- --seed 1 --count 20`; see test/mutation/main.ts. */
import { runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { code } = await runTypeScript('test/mutation/main.ts', process.argv.slice(2));
process.exit(code);
