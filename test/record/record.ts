/**
 * Records how a real vendor answers one of SCOUT's own questions, for the contract suite:
 * `npm run record -- <endpoint> <scenario> [--model <id>] [--base-url <url>] [--key-variable <NAME>]`; see docs/providers.md.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findEndpoint } from '../../src/providers/endpoints.js';
import { vendors } from '../../src/providers/registry.js';
import { projectFolder } from '../support/projectFolder.js';
import { recordAnswer } from '../support/recordings/recordAnswer.js';
import { recordingScenarios } from '../support/recordings/scenarios.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string' }, 'base-url': { type: 'string' }, 'key-variable': { type: 'string' } },
});
const [endpointId = '', scenario = ''] = positionals;
const endpoint = findEndpoint(endpointId);
const vendor = vendors.find(({ id }) => id === endpoint?.vendor);
if (endpoint === undefined || vendor === undefined || recordingScenarios[scenario] === undefined) {
  fail(`Usage: npm run record -- <endpoint> <scenario>\nScenarios: ${Object.keys(recordingScenarios).join(', ')}`);
}
const variables = values['key-variable'] === undefined ? endpoint.keyVariables : [values['key-variable']];
const apiKey = variables.map((name) => process.env[name]).find((key) => key !== undefined && key !== '');
if (apiKey === undefined && endpoint.needsKey) fail(`Set ${variables.join(' or ')} to your key.`);
const model = values.model ?? endpoint.fallbackModels[0]?.id;
if (model === undefined) fail('Name a model: --model <id>.');

const recording = await recordAnswer({ vendor, scenario, model, apiKey, baseUrl: values['base-url'] });
const folder = path.join(projectFolder, 'test/fixtures/recordings');
const file = path.join(folder, `${endpoint.id}-${scenario}-${model.replaceAll(/[^\w.-]+/gu, '-')}.json`);
await mkdir(folder, { recursive: true });
await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
console.log(`Saved ${path.relative(projectFolder, file)}. Read it over before you commit it. SCOUT read:`);
console.log(recording.answer);

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
