import assert from 'node:assert/strict';
import type { PlaceholderGroup } from '../../../src/privacy/conversationPlaceholders.js';
import { joined, readStoredText, storedText } from '../../../src/privacy/storedPlaceholders.js';

const group = (tag: string, ...secrets: string[]): PlaceholderGroup => ({
  tag,
  issued: secrets.map((secret) => ({ kind: 'password', secret })),
});

describe('what is stored of placeholders', () => {
  it('is read as it was written', () => {
    const stored = { usedAt: 5, groups: [group('AAAAA', 'one', 't"w\\o\n'), group('BBBBB', 'three')] };
    assert.deepEqual(readStoredText(storedText(stored)), stored);
  });

  it('leaves out the oldest when it would be too much', () => {
    const many = group('AAAAA', ...Array.from({ length: 400 }, (_, index) => `secret-${index}`));
    const newer = { ...many, tag: 'BBBBB' };
    const groups = readStoredText(storedText({ usedAt: 1, groups: [many, newer] }))?.groups;
    assert.deepEqual(
      groups?.map(({ tag }) => tag),
      ['BBBBB'],
    );
    const long = [group('AAAAA', 'x'.repeat(200_000)), group('BBBBB', 'y'.repeat(200_000))];
    assert.equal(readStoredText(storedText({ usedAt: 1, groups: long }))?.groups.length, 1);
  });

  it('is nothing when it was not written by SCOUT, or is damaged', () => {
    const good = storedText({ usedAt: 5, groups: [group('AAAAA', 'one')] });
    for (const text of [
      '',
      'x',
      'null',
      '[]',
      '{}',
      good.slice(0, -1),
      good.replace('"version":1', '"version":2'),
      good.replace('5', '"5"'),
      good.replace('AAAAA', 'aaaaa'),
      good.replace('password', '__proto__'),
      good.replace('"one"', '1'),
      good.replace('"one"', '""'),
      good.replace('[{"tag"', '[null,{"tag"'),
      ' '.repeat(3_000_000) + good,
    ])
      assert.equal(readStoredText(text), undefined, text.trim());
  });

  it('is joined by windows, of each the longer', () => {
    const one = [group('AAAAA', 'a', 'b'), group('BBBBB', 'c')];
    const other = [group('BBBBB', 'c', 'd'), group('AAAAA', 'a'), group('CCCCC', 'e')];
    assert.deepEqual(joined(one, other), [group('AAAAA', 'a', 'b'), group('BBBBB', 'c', 'd'), group('CCCCC', 'e')]);
  });
});
