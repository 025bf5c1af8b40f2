import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isOnNetwork } from '../../../src/providers/endpoint.js';
import { endpoints } from '../../../src/providers/endpoints.js';
import { projectFolder } from '../../support/projectFolder.js';

interface Setting {
  readonly scope?: string;
  readonly ignoreSync?: boolean;
  readonly anyOf?: readonly { readonly enum?: readonly string[]; readonly pattern?: string }[];
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

interface Decision {
  readonly scope: string;
  readonly restricted: boolean;
  readonly synchronized: boolean;
  readonly why: string;
}

/** The rows of the table in docs/settings.md. */
const decisions = new Map<string, Decision>(
  readFileSync(path.join(projectFolder, 'docs', 'settings.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([, name = '']) => name.startsWith('scout.'))
    .map(([, name = '', scope = '', restricted, synchronized, , why = '']) => [
      name,
      { scope, restricted: restricted === 'yes', synchronized: synchronized === 'yes', why },
    ]),
);

describe('the manifest', () => {
  it('has an address for every provider on the network', () => {
    const addresses = Object.keys(settings).filter((name) => name.endsWith('.baseUrl'));
    assert.deepEqual(
      addresses.sort(),
      endpoints
        .filter(isOnNetwork)
        .map(({ settingKey }) => `scout.${settingKey}.baseUrl`)
        .sort(),
    );
  });

  for (const name of Object.keys(settings)) {
    it(`has ${name} as docs/settings.md decided`, () => {
      const decision = decisions.get(name);
      assert.ok(decision !== undefined, 'docs/settings.md says who may set it, and why');
      const { scope, ignoreSync = false } = settings[name]!;
      assert.deepEqual(
        { scope, restricted: restrictedConfigurations.includes(name), synchronized: !ignoreSync },
        { scope: decision.scope, restricted: decision.restricted, synchronized: decision.synchronized },
      );
      assert.ok(decision.why.length > 10, 'a reason');
    });
  }

  it('has every setting that docs/settings.md decides about', () => {
    assert.deepEqual([...decisions.keys()].sort(), Object.keys(settings).sort());
  });

  it('lets neither a folder nor a remote machine decide where a key is sent, or that something is sent', () => {
    const own = Object.keys(settings).filter((name) =>
      /\.baseUrl$|^scout\.endpoints$|^scout\.background\./u.test(name),
    );
    assert.equal(own.length, endpoints.filter(isOnNetwork).length + 3);
    assert.deepEqual(
      own.filter((name) => settings[name]?.scope !== 'application'),
      [],
    );
  });

  it('restricts every setting that a folder may set', () => {
    const open = Object.keys(settings).filter((name) => settings[name]?.scope !== 'application');
    assert.deepEqual(
      open.filter((name) => !restrictedConfigurations.includes(name)),
      // A folder can only add to it, and what it adds keeps something from being sent.
      ['scout.privacy.localOnly'],
    );
  });

  it('restricts no setting that does not exist', () => {
    assert.deepEqual(
      restrictedConfigurations.filter((name) => !(name in settings)),
      [],
    );
  });

  it('offers every provider for both roles', () => {
    const ids = endpoints.map(({ id }) => id);
    const offered = (name: string): readonly string[] => settings[name]?.anyOf?.[0]?.enum ?? [];
    assert.deepEqual([...offered('scout.llm.provider')].sort(), [...ids].sort());
    assert.deepEqual([...offered('scout.background.provider')].sort(), [...ids, 'off'].sort());
  });

  it('accepts the id of an added endpoint for both roles', () => {
    for (const name of ['scout.llm.provider', 'scout.background.provider']) {
      const pattern = settings[name]?.anyOf?.[1]?.pattern;
      assert.ok(pattern !== undefined && new RegExp(pattern, 'u').test('my-gateway-2'));
    }
  });
});
