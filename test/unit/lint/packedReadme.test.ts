import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readmeForPackage } from '../../../scripts/readme.mjs';
import { projectFolder } from '../../support/projectFolder.js';

const readme = readFileSync(path.join(projectFolder, 'README.md'), 'utf8');
const packed = readmeForPackage(readme);

describe('the README in the package', () => {
  it('refers to nothing that is not on the web or in itself', () => {
    const targets = [...packed.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!);
    assert.ok(targets.length > 0);
    assert.deepEqual(
      targets.filter((target) => !/^(?:https:\/\/|#)/.test(target)),
      [],
    );
  });

  it('shows no picture and no caption of one', () => {
    assert.match(readme, /^!\[/m);
    assert.doesNotMatch(packed, /!\[|An answer arriving/);
  });

  it('keeps what is said about a picture', () => {
    assert.match(packed, /\*\*Find anything\.\*\* [^\n]+\n\n\*\*Lose nothing/);
  });

  it('keeps every heading and every row of a table', () => {
    const lines = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => /^[#|]/.test(line))
        .map((line) => line.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1'));
    assert.deepEqual(lines(packed), lines(readme));
  });
});
