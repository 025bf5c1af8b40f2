/**
 * Records how a real vendor answers one of SCOUT's own questions, for the contract suite:
 * `npm run record -- <endpoint or preset> <scenario> [--model <id>] [--base-url <url>] [--key-variable <NAME>]`; see docs/providers.md.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { vendorOfDialect } from '../../src/providers/endpoint.js';
import { findEndpoint } from '../../src/providers/endpoints.js';
import { presets } from '../../src/providers/presets.js';
import { vendors } from '../../src/providers/registry.js';
import { projectFolder } from '../support/projectFolder.js';
import { recordAnswer } from '../support/recordings/recordAnswer.js';
import { recordingScenarios } from '../support/recordings/scenarios.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string' }, 'base-url': { type: 'string' }, 'key-variable': { type: 'string' } },
});
const [endpointId = '', scenario = ''] = positionals;
const builtIn = findEndpoint(endpointId);
const preset = presets.find(({ id }) => id === endpointId);
const vendorId = builtIn?.vendor ?? (preset && vendorOfDialect[preset.dialect]);
const vendor = vendors.find(({ id }) => id === vendorId);
if (vendor === undefined || recordingScenarios[scenario] === undefined) {
  fail(
    `Usage: npm run record -- <endpoint or preset> <scenario>\nScenarios: ${Object.keys(recordingScenarios).join(', ')}`,
  );
}
const usual = builtIn?.keyVariables ?? (preset?.keyVariable === undefined ? [] : [preset.keyVariable]);
const variables = values['key-variable'] === undefined ? usual : [values['key-variable']];
const apiKey = variables.map((name) => process.env[name]).find((key) => key !== undefined && key !== '');
if (apiKey === undefined && (builtIn ?? preset)?.needsKey === true) {
  fail(
    variables.length === 0
      ? 'Name the variable with your key: --key-variable <NAME>.'
      : `Set ${variables.join(' or ')} to your key.`,
  );
}
const model = values.model ?? builtIn?.fallbackModels[0]?.id;
if (model === undefined) fail('Name a model: --model <id>.');
const baseUrl = values['base-url'] ?? preset?.baseUrl;
if (baseUrl?.includes('{') === true) fail(`Fill in the address: --base-url ${baseUrl}`);
const auth = preset?.auth === 'api-key' ? ({ kind: 'header', name: 'api-key' } as const) : undefined;

const recording = await recordAnswer({ vendor, scenario, model, apiKey, baseUrl, auth });
const folder = path.join(projectFolder, 'test/fixtures/recordings');
const file = path.join(folder, `${endpointId}-${scenario}-${model.replaceAll(/[^\w.-]+/gu, '-')}.json`);
await mkdir(folder, { recursive: true });
await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
console.log(`Saved ${path.relative(projectFolder, file)}. Read it over before you commit it. SCOUT read:`);
console.log(recording.answer);

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
