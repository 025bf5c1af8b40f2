import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundleFile, currentBundle } from '../../../scripts/l10n.mjs';
import { projectFolder } from '../../support/projectFolder.js';

type Texts = Readonly<Record<string, string>>;

const manifest = read('package.json');
const manifestTexts = parse(read('package.nls.json'));
const bundle = parse(read('l10n/bundle.l10n.json'));

/** Languages there are translations for, by the names of their files. */
const languages = ['', 'l10n'].flatMap((folder) =>
  readdirSync(path.join(projectFolder, folder)).flatMap(
    (file) => /^(?:package\.nls|bundle\.l10n)\.(.+)\.json$/.exec(file)?.[1] ?? [],
  ),
);

describe('the texts', () => {
  it('are collected: run `node scripts/l10n.mjs` when this fails', async () => {
    assert.equal(readFileSync(bundleFile, 'utf8'), await currentBundle());
  }).timeout(60_000);

  it('of the manifest are all there, and none is left over', () => {
    const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!));
    assert.deepEqual(Object.keys(manifestTexts).sort(), [...used].sort());
  });

  it('have placeholders that are counted from 0 without a gap', () => {
    const gaps = Object.keys(bundle).filter((text) =>
      placeholders(text).some((placeholder, index, all) => placeholder !== index && placeholder !== all[index - 1]),
    );
    assert.deepEqual(gaps, []);
  });

  it('are translated into German', () => {
    assert.ok(languages.includes('de'));
  });
});

for (const language of new Set(languages)) {
  describe(`the translation "${language}"`, () => {
    const pairs = [
      { what: 'the manifest', english: manifestTexts, translated: parse(read(`package.nls.${language}.json`)) },
      { what: 'the code', english: bundle, translated: parse(read(`l10n/bundle.l10n.${language}.json`)) },
    ];

    for (const { what, english, translated } of pairs) {
      it(`has every text of ${what}, and no other`, () => {
        assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort());
        assert.deepEqual(
          Object.keys(translated).filter((key) => translated[key]!.trim() === ''),
          [],
        );
      });

      it(`keeps placeholders, links, icons and names of settings of ${what}`, () => {
        const changed = Object.keys(english).filter(
          (key) => fixedParts(translated[key] ?? '') !== fixedParts(english[key]!),
        );
        assert.deepEqual(changed, []);
      });
    }
  });
}

function read(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8');
}

function parse(json: string): Texts {
  return JSON.parse(json) as Texts;
}

function placeholders(text: string): number[] {
  return [...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number)).sort((a, b) => a - b);
}

/** What a translation must not change, in any order. */
function fixedParts(text: string): string {
  return [...text.matchAll(/\{\d+\}|\$\([\w-]+\)|\(command:[^)]+\)|`[^`]+`|scout\.[\w.{}]*\w|https?:\/\/|\n/g)]
    .map(([part]) => part)
    .sort()
    .join(' ');
}
