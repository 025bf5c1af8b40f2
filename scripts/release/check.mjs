/** `npm run release:check -- v1.2.3`: whether this tag may be published. Needs no dependencies. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../environment.mjs';
import { faultsOfRelease } from './faultsOfRelease.mjs';

const read = (name) => readFileSync(path.join(projectFolder, name), 'utf8');
const faults = faultsOfRelease({
  tag: process.argv[2] ?? '',
  manifest: JSON.parse(read('package.json')),
  changelog: read('CHANGELOG.md'),
  security: read('SECURITY.md'),
});
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
