import assert from 'node:assert/strict';
import type { Outcome, Verdict } from '../../mutation/campaign.js';
import type { Mutation } from '../../mutation/mutation.js';
import { describeVerdict, summaryOf } from '../../mutation/report.js';

const text = 'one();\n  if (a) two();\n';
const mutationIn = (file: string): Mutation => ({
  file,
  line: 2,
  operator: 'negate the condition',
  start: text.indexOf('a)'),
  end: text.indexOf('a)') + 1,
  replacement: '!(a)',
});
const verdict = (file: string, outcome: Outcome): Verdict => ({ mutation: mutationIn(file), outcome });

describe('the report of a campaign', () => {
  const file = 'src/chat/invented.ts';
  const sources = new Map([[file, text]]);

  it('shows a mutation with its place, and the line before and after', () => {
    assert.equal(
      describeVerdict({ mutation: mutationIn(file) }, sources),
      'src/chat/invented.ts:2 (negate the condition)\n  - if (a) two();\n  + if (!(a)) two();',
    );
  });

  it('says what came of it, and which test noticed', () => {
    const lines = describeVerdict({ ...verdict(file, 'killed'), by: 'a test' }, sources).split('\n');
    assert.equal(lines[0], 'killed: src/chat/invented.ts:2 (negate the condition)');
    assert.equal(lines.at(-1), '  by a test');
  });

  it('counts by area, those without a mutation left out, and altogether', () => {
    const verdicts = [
      verdict('src/storage/invented.ts', 'killed'),
      verdict('src/storage/invented.ts', 'timed out'),
      verdict('src/storage/invented.ts', 'survived'),
      verdict('src/jobs/invented.ts', 'unseen'),
    ];
    assert.deepEqual(summaryOf(verdicts, 5).split('\n'), [
      '| area | mutations | killed | survived | seen by no test |',
      '|---|---|---|---|---|',
      '| storage | 3 | 2 | 1 | 0 |',
      '| jobs | 1 | 0 | 0 | 1 |',
      '',
      '2 of 4 killed (1 timed out), 1 survived, 1 seen by no test, 5 invalid',
    ]);
  });
});
