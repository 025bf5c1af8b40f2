import assert from 'node:assert/strict';
import { parseBlock } from '../../../src/apply/parseBlock.js';
import { applyCase, readCorpus, type ApplyCase } from '../../support/applyCorpus.js';

type Outcome = 'right' | 'refused' | 'wrong';

const cases = readCorpus();

/** Whether the file became what it should; a refusal is never wrong. */
function outcomeOf(one: ApplyCase): Outcome {
  const result = applyCase(one);
  if (result.kind === 'refused') return one.refused === undefined ? 'refused' : 'right';
  return result.text === one.after ? 'right' : 'wrong';
}

describe('the corpus of code blocks', () => {
  const outcomes = cases.map((one) => ({ name: `${one.file}: ${one.name}`, outcome: outcomeOf(one), one }));

  it('has enough cases, of them enough that have to be refused, and each name once', () => {
    assert.ok(cases.length >= 130, `${cases.length} cases`);
    assert.ok(cases.filter(({ refused }) => refused !== undefined).length >= 25);
    assert.equal(new Set(cases.map(({ file, name }) => `${file}: ${name}`)).size, cases.length);
  });

  it('is never applied wrongly', () => {
    const wrong = outcomes.filter(({ outcome }) => outcome === 'wrong');
    const shown = wrong.map(
      ({ name, one }) => `${name}\n${JSON.stringify(applyCase(one))}\n${JSON.stringify(one.after ?? one.refused)}`,
    );
    assert.deepEqual(shown, [], shown.join('\n\n'));
  });

  it('is applied exactly in at least 95 of 100 cases that are to be applied', () => {
    const wanted = outcomes.filter(({ one }) => one.refused === undefined);
    const missed = wanted.filter(({ outcome }) => outcome !== 'right');
    const shown = missed.map(({ name, one }) => `${name}: ${JSON.stringify(applyCase(one))}`).join('\n');
    assert.ok(missed.length <= wanted.length * 0.05, `${missed.length} of ${wanted.length}:\n${shown}`);
  });

  for (const one of cases) {
    it(`${one.file}: ${one.name}`, () => {
      const result = applyCase(one);
      const [file] = parseBlock(one.info, one.code).files;
      if (one.refused !== undefined) {
        assert.deepEqual(
          {
            reason: result.kind === 'refused' ? result.reason : JSON.stringify(result),
            lines: one.words.length > 1 ? 'lines' in result && result.lines : [],
          },
          { reason: one.refused, lines: one.words.slice(1).map(Number) },
        );
        return;
      }
      assert.equal(result.kind === 'applied' ? result.text : JSON.stringify(result), one.after);
      assert.ok(result.kind === 'applied');
      const said: readonly string[] = [
        result.exactness === 1 ? 'exact' : 'near',
        result.method,
        file?.action ?? '',
        ...result.doubts,
      ];
      for (const word of one.words) assert.ok(said.includes(word), `${word} is not among ${said.join(', ')}`);
    });
  }
});
