import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { endpoints } from '../../../../src/providers/endpoints.js';
import { shortKeyState } from '../../../../src/vscode/models/chooseProvider.js';
import type { Connection } from '../../../../src/vscode/models/connections.js';
import { projectFolder } from '../../../support/projectFolder.js';

describe('the state of a key in the list of models', () => {
  const german = JSON.parse(readFileSync(path.join(projectFolder, 'l10n', 'bundle.l10n.de.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const [openai, vscode, own] = ['openai', 'vscode', 'compatible'].map((id) => endpoints.find((one) => one.id === id)!);
  const none: Connection = { key: undefined, keySource: 'none', baseUrl: undefined, isSimulated: false };

  for (const [expected, endpoint, connection] of [
    ['Key stored', openai!, { ...none, keySource: 'secret-storage' }],
    ['Environment key', openai!, { ...none, keySource: 'environment' }],
    ['Simulator answers', openai!, { ...none, isSimulated: true }],
    ['No key set', openai!, none],
    ['No key needed', vscode!, none],
    ['No key needed', own!, none],
  ] as const)
    it(`leaves room for the models: ${expected} (${endpoint.id})`, () => {
      const text = shortKeyState(endpoint, connection);
      assert.equal(text, expected);
      assert.ok(text.length <= 20, text);
      assert.ok(german[text]!.length <= 25, german[text]);
    });
});
