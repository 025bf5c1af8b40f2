import assert from 'node:assert/strict';
import type { ExportTexts } from '../../../../src/archives/export/exportTexts.js';
import { localizedExportTexts } from '../../../../src/vscode/archives/localizedExportTexts.js';
import { texts as known } from '../../archives/support/exporting.js';

describe('the words of exported documents', () => {
  const texts = Object.entries(localizedExportTexts()) as [keyof ExportTexts, string][];

  it('are all there', () => {
    assert.deepEqual(texts.map(([name]) => name).sort(), Object.keys(known).sort());
    for (const [name, text] of texts) assert.notEqual(text.trim(), '', name);
  });

  it('have a place for what the document puts in, where it puts in something', () => {
    const withPlace = (all: Iterable<readonly [string, string]>): readonly string[] =>
      [...all]
        .filter(([, text]) => text.includes('{0}'))
        .map(([name]) => name)
        .sort();
    assert.deepEqual(withPlace(texts), withPlace(Object.entries(known)));
    for (const [name, text] of texts) assert.ok(text.split('{0}').length <= 2, name);
  });
});
