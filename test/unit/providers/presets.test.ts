import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEndpoints } from '../../../src/models/endpoints/parseEndpoints.js';
import { endpoints } from '../../../src/providers/endpoints.js';
import { presets } from '../../../src/providers/presets.js';
import { endpointFrom } from '../../../src/vscode/endpoints/endpointEntries.js';
import { projectFolder } from '../../support/projectFolder.js';
import { entryOf } from '../../../src/vscode/endpoints/endpointSettings.js';

const read = (file: string): readonly string[] => readFileSync(path.join(projectFolder, file), 'utf8').split('\n');
const readme = read('README.md');
const documentation = read('docs/providers.md');

describe('the presets', () => {
  it('are those that the documents promise, each once', () => {
    const ids = presets.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const promised =
      'azure-classic azure-v1 bedrock cerebras deepseek fireworks github-models groq litellm llama-cpp lm-studio moonshot ollama openrouter other together vllm xai';
    assert.deepEqual([...ids].sort(), promised.split(' '));
  });

  for (const preset of presets) {
    it(`become an endpoint without a fault: ${preset.name}`, () => {
      const filled = preset.baseUrl.replaceAll(/\{\w+\}/gu, 'x') || 'http://gw.example/v1';
      const entry = entryOf(preset, preset.id, preset.name, filled, preset.models);
      assert.deepEqual(parseEndpoints([entry], endpoints).problems, []);
      const endpoint = endpointFrom(entry);
      assert.equal(endpoint.needsKey, preset.needsKey);
      assert.equal(endpoint.added?.baseUrl, filled);
    });

    it(`are explained in the README and in the documentation: ${preset.name}`, () => {
      const row = (lines: readonly string[]): string =>
        lines.find((line) => line.toLowerCase().startsWith(`| ${preset.name.toLowerCase()} |`)) ?? '';
      const { closedOn, keyVariable = '', keyUrl = '', baseUrl, source } = preset;
      assert.match(row(readme), /\w/u);
      if (closedOn === undefined) assert.ok(row(readme).includes(keyVariable), 'the variable that may hold the key');
      if (closedOn === undefined && !preset.id.startsWith('azure'))
        assert.ok(row(readme).includes(keyUrl), 'where to get a key');
      assert.ok(row(documentation).includes(source), 'the source');
      if (closedOn === undefined) assert.ok(row(documentation).includes(baseUrl), 'the address');
    });

    it(`state where they are from, and ask for all that is blank: ${preset.name}`, () => {
      assert.match(preset.source, /^https:\/\/[\w.-]+(?:\/|$)/u);
      const blanks = [preset.baseUrl, ...(preset.models ?? [])].flatMap(
        (text) => text.match(/(?<=\{)\w+(?=\})/gu) ?? [],
      );
      assert.deepEqual([...new Set(blanks)].sort(), [...(preset.blanks ?? [])].sort());
    });

    it(`send keys over an encrypted connection or to this machine only: ${preset.name}`, () => {
      assert.match(preset.baseUrl, /^(?:https:\/\/|http:\/\/127\.0\.0\.1:\d+\/|$)/u);
    });
  }
});
