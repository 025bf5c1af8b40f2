/** Types into a view whose host is stopped and killed: `npm run test:delivery -- --rounds 200`; see test/crash/delivery/deliveryTest.ts. */
import { runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { code } = await runTypeScript('test/crash/delivery/deliveryTest.ts', process.argv.slice(2));
process.exit(code);
