/** Writes src/models/facts/modelTable.json out of the installed @pydantic/genai-prices: `npm run prices`, after its version was changed. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './environment.mjs';
import { currentTable } from './prices/currentTable.mjs';

const file = path.join(projectFolder, 'src', 'models', 'facts', 'modelTable.json');
writeFileSync(file, await currentTable());
console.log(`Wrote ${path.relative(projectFolder, file)}`);
