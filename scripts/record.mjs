/** Records a real vendor's answer for the contract suite: `npm run record -- openai plain`; see test/record/record.ts. */
import { runTypeScript } from './environment.mjs';
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { code } = await runTypeScript('test/record/record.ts', process.argv.slice(2));
process.exit(code);
