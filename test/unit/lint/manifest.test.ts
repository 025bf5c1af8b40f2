import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { endpoints } from '../../../src/providers/endpoints.js';
import { projectFolder } from '../../support/projectFolder.js';

interface Setting {
  readonly scope?: string;
  readonly enum?: readonly string[];
}

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as Manifest;
const settings = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
) as Readonly<Record<string, Setting>>;
const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

describe('the manifest', () => {
  it('has an address for every provider', () => {
    const addresses = Object.keys(settings).filter((name) => name.endsWith('.baseUrl'));
    assert.deepEqual(addresses.sort(), endpoints.map(({ settingKey }) => `scout.${settingKey}.baseUrl`).sort());
  });

  for (const name of Object.keys(settings).filter((setting) => setting.endsWith('.baseUrl'))) {
    it(`lets no workspace set ${name}, which decides where a key is sent`, () => {
      assert.equal(settings[name]?.scope, 'machine');
      assert.ok(restrictedConfigurations.includes(name), 'restricted in workspaces that are not trusted');
    });
  }

  it('lets no workspace that is not trusted choose who is asked, or what is said to them', () => {
    for (const role of ['llm', 'background']) {
      for (const name of [`scout.${role}.provider`, `scout.${role}.model`]) {
        assert.ok(name in settings && restrictedConfigurations.includes(name), name);
      }
    }
    assert.ok(restrictedConfigurations.includes('scout.systemPrompt'));
  });

  it('restricts no setting that does not exist', () => {
    assert.deepEqual(
      restrictedConfigurations.filter((name) => !(name in settings)),
      [],
    );
  });

  it('offers every provider for both roles', () => {
    const ids = endpoints.map(({ id }) => id);
    assert.deepEqual([...(settings['scout.llm.provider']?.enum ?? [])].sort(), [...ids].sort());
    assert.deepEqual([...(settings['scout.background.provider']?.enum ?? [])].sort(), [...ids, 'off'].sort());
  });
});
