import assert from 'node:assert/strict';
import { chooseMutations } from '../../mutation/chooseMutations.js';
import type { Mutation } from '../../mutation/mutation.js';

/** One mutation for each line, two for the first. */
function mutationsIn(file: string, lines: number): readonly Mutation[] {
  const all = Array.from({ length: lines }, (_, index) => index + 1);
  return [1, ...all].map((line, start) => ({ file, line, operator: 'o', start, end: start + 1, replacement: '' }));
}

const candidates = [
  ...mutationsIn('src/storage/invented.ts', 40),
  ...mutationsIn('src/chat/invented.ts', 20),
  ...mutationsIn('src/jobs/invented.ts', 3),
];

const placesOf = (mutations: readonly Mutation[]): readonly string[] =>
  mutations.map(({ file, line }) => `${file}:${line}`);
const choose = (
  count: number,
  seed: number,
  isValid: (mutation: Mutation) => boolean = () => true,
): readonly Mutation[] => chooseMutations(candidates, count, seed, isValid);

describe('the mutations of a campaign', () => {
  it('are the same with the same seed, and others with another', () => {
    assert.deepEqual(choose(12, 1), choose(12, 1));
    assert.notDeepEqual(placesOf(choose(12, 1)), placesOf(choose(12, 2)));
  });

  it('are a longer list that begins with the shorter one when more are wanted', () => {
    assert.deepEqual(choose(20, 7).slice(0, 8), choose(8, 7));
  });

  it('are as many from each area, and more from the others where one has no more', () => {
    const counts = (chosen: readonly Mutation[]): readonly number[] =>
      ['src/storage/', 'src/chat/', 'src/jobs/'].map(
        (folder) => chosen.filter(({ file }) => file.startsWith(folder)).length,
      );
    assert.deepEqual(counts(choose(6, 1)), [2, 2, 2]);
    assert.deepEqual(counts(choose(7, 1)), [3, 2, 2]);
    assert.deepEqual(counts(choose(23, 1)), [10, 10, 3]);
  });

  it('are at most one on a line, and all there are when more are wanted', () => {
    const places = placesOf(choose(1_000, 1));
    assert.equal(places.length, 63);
    assert.equal(new Set(places).size, 63);
  });

  it('are only valid ones; another on the same line may be', () => {
    const chosen = choose(1_000, 1, ({ start }) => start !== 0);
    assert.equal(chosen.length, 63);
    assert.ok(chosen.every(({ start }) => start !== 0));
  });

  it('are looked at no further than needed', () => {
    let looks = 0;
    choose(6, 1, () => (looks += 1) > 0);
    assert.equal(looks, 6);
  });
});
