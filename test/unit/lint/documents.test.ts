import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endpoints } from '../../../src/providers/endpoints.js';
import { projectFolder } from '../../support/projectFolder.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly key: string; readonly mac: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  };
}

const read = (file: string): string => readFileSync(path.join(projectFolder, file), 'utf8');
const readme = read('README.md');
const { contributes } = JSON.parse(read('package.json')) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;

/** `cmd+k delete` as people write it: `⌘K Delete`. */
function keyName(key: string): string {
  return key.replaceAll(/\w+/gu, (word) => word[0]!.toUpperCase() + word.slice(1)).replaceAll('Cmd+', '⌘');
}

describe('the README', () => {
  it('names every command of the palette', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    const shown = contributes.commands.filter(({ command }) => !hidden.includes(command));
    const titles = shown.map(({ title }) => `SCOUT: ${texts[title.replaceAll('%', '')]}`);
    assert.deepEqual(
      titles.filter((title) => !readme.includes(title)),
      [],
    );
  });

  it('names the keys of every command that has some', () => {
    for (const { key, mac } of contributes.keybindings) {
      const shown = [keyName(key), keyName(mac)].join(' · ');
      assert.ok(readme.includes(`| ${shown} |`), shown);
    }
  });

  it('names every setting, and none that does not exist', () => {
    const settings = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    const named = new Set([...readme.matchAll(/`(scout\.\w+\.?\w*)`/g)].map(([, name]) => name!));
    assert.deepEqual([...named].sort(), settings.sort());
  });

  it('names every provider with the variables that may hold its key, and where to get one', () => {
    for (const { name, keyVariables, keyUrl } of endpoints) {
      const row = readme.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';
      for (const part of [...keyVariables, keyUrl ?? '']) assert.ok(row.includes(part), `${name}: ${part}`);
    }
  });
});

describe('the documents', () => {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    ...globSync('docs/**/*.md', { cwd: projectFolder }),
  ];

  for (const file of files) {
    it(`link to what exists: ${file}`, () => {
      const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!.replace(/#.*$/, ''));
      const ours = links.filter((link) => link !== '' && !/^[a-z]+:/.test(link));
      assert.deepEqual(
        ours.filter((link) => !existsSync(path.join(projectFolder, path.dirname(file), link))),
        [],
      );
    });
  }
});
