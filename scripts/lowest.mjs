/** `npm run test:lowest`: the smoke test, every provider once, in the lowest VS Code that the manifest names. */
import path from 'node:path';
import { childEnvironment, nodeExecutable, projectFolder, run } from './environment.mjs';
import { installLowestVsCode } from './lowestVsCode.mjs';
import { setUpOrExit } from './setup.mjs';
import { exitWith } from './setUpStep.mjs';

await setUpOrExit();
const { codeServerFolder, nodeFile } = await installLowestVsCode().catch(exitWith);
const env = childEnvironment({ SCOUT_CODE_SERVER: codeServerFolder, SCOUT_CODE_SERVER_NODE: nodeFile });
const { code } = await run(nodeExecutable(), [path.join(projectFolder, 'scripts', 'start.mjs'), '--smoke'], { env });
process.exit(code);
