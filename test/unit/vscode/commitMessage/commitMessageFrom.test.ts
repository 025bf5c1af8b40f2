import assert from 'node:assert/strict';
import { commitMessageFrom, maximumCommitMessage } from '../../../../src/vscode/commitMessage/commitMessageFrom.js';

const cases: readonly (readonly [what: string, reply: string, message: string])[] = [
  ['a plain message', 'feat: a\n\nBecause b.\n', 'feat: a\n\nBecause b.'],
  ['a fence', '```\nfeat: a\n```', 'feat: a'],
  ['a fence with a language', '```text\nfeat: a\n\nb\n```\n', 'feat: a\n\nb'],
  ['a fence that is still open', '```\nfeat: a', 'feat: a'],
  ['nothing but the beginning of a fence', '```', ''],
  ['a code block within a message', 'feat: a\n\n```\ncode\n```', 'feat: a\n\n```\ncode\n```'],
  ['quotation marks', '"feat: a"', 'feat: a'],
  ['a quotation at the beginning', '"a" becomes "b"\n\nmore', '"a" becomes "b"\n\nmore'],
  ['carriage returns and control characters', 'feat: a\r\n\u0007b\u202e', 'feat: a\nb'],
  ['a thought whose beginning is not marked', 'Let me see.\n</think>\nfeat: a', 'feat: a'],
];

describe('the commit message in a reply', () => {
  for (const [what, reply, message] of cases)
    it(`is found with ${what}`, () => assert.equal(commitMessageFrom(reply), message));

  it('has a bound', () => assert.equal(commitMessageFrom('x'.repeat(100_000)).length, maximumCommitMessage));
});
