import assert from 'node:assert/strict';
import { maximumProblems, problemsText, type FileProblem } from '../../../../src/attachments/editor/problemsText.js';

const problem = (fields: Partial<FileProblem>): FileProblem => ({
  severity: 'error',
  line: 2,
  column: 7,
  endLine: 2,
  message: 'Type string is not assignable.',
  source: 'ts',
  code: '2322',
  related: [],
  ...fields,
});

describe('the text of problems', () => {
  it('has place, severity, source and code of each, with the lines that it is about', () => {
    const { text } = problemsText([
      {
        label: 'src/a.ts',
        problems: [
          problem({ severity: 'warning', line: 1, endLine: 1, code: undefined, message: 'Unused.' }),
          problem({ endLine: 3, related: ['src/b.ts:4: declared here'] }),
        ],
        lines: ['import x', 'const a: number =', "  'b'", 'rest'],
      },
    ]);
    assert.equal(
      text,
      [
        'src/a.ts',
        '  2:7 error ts(2322): Type string is not assignable.',
        '    2 | const a: number =',
        "    3 |   'b'",
        '    src/b.ts:4: declared here',
        '  1:7 warning ts: Unused.',
        '    1 | import x',
      ].join('\n'),
    );
  });

  it('has the files with errors first, and says how many it leaves out', () => {
    const many = Array.from({ length: maximumProblems + 5 }, (_, index) => problem({ line: index + 1 }));
    const { text, omitted } = problemsText([
      { label: 'a.ts', problems: [problem({ severity: 'hint' })] },
      { label: 'b.ts', problems: many },
    ]);
    assert.ok(text.startsWith('b.ts\n'));
    assert.equal(text.includes('a.ts'), false);
    assert.equal(omitted, 6);
  });

  it('stays bounded, whatever a tool says', () => {
    const { text } = problemsText([
      { label: 'a.ts', problems: [problem({ message: 'm'.repeat(1e6), endLine: 1e9 })], lines: ['', 'x'.repeat(1e6)] },
    ]);
    assert.ok(text.length < 3_000);
  });
});
