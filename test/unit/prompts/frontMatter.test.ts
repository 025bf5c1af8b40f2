import assert from 'node:assert/strict';
import { readFrontMatter, type FrontMatter, type FrontMatterProblem } from '../../../src/prompts/frontMatter.js';

function fieldsOf(yaml: string): Readonly<Record<string, unknown>> {
  const read = readFrontMatter(`---\n${yaml}\n---\nbody`);
  assert.ok(!('problem' in read), JSON.stringify(read));
  return Object.fromEntries(read.fields);
}

function problemOf(file: string): FrontMatterProblem {
  const read = readFrontMatter(file);
  assert.ok('problem' in read, 'it can be read');
  return read.problem;
}

function read(file: string): FrontMatter {
  const result = readFrontMatter(file);
  assert.ok(!('problem' in result), JSON.stringify(result));
  return result;
}

describe('front matter', () => {
  it('is what stands between the first two lines of three hyphens', () => {
    const { fields, body } = read('---\nname: a\n---\nOne\n---\nTwo\n');
    assert.deepEqual([[...fields], body], [[['name', 'a']], 'One\n---\nTwo\n']);
  });

  it('may be missing or empty', () => {
    for (const file of ['', 'Hello', ' ---\nname: a\n---\n', '----\nname: a\n---\n'])
      assert.equal(read(file).body, file);
    assert.deepEqual([read('---\n---\nHello').fields.size, read('---\n---\nHello').body], [0, 'Hello']);
    assert.equal(read('---\n# a comment\n---\nHello').body, 'Hello');
  });

  it('is read whatever the line ends, and with a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { fields, body } = read(['\ufeff---', 'name: a', 'order: 3', '--- ', 'One', 'Two'].join(end));
      assert.deepEqual([Object.fromEntries(fields), body], [{ name: 'a', order: 3 }, 'One\nTwo']);
    }
  });

  it('has texts, numbers, truth values and lists of them; the rest is left out', () => {
    assert.deepEqual(fieldsOf('a: x\nb: 1.5\nc: true\nd: [x, 2, {y: z}]\ne:\n  f: g\nh:\n3: i\n? [j]\n: k'), {
      a: 'x',
      b: 1.5,
      c: true,
      d: ['x', 2],
      h: null,
    });
  });

  it('takes hints and descriptions as the texts that they look like', () => {
    assert.deepEqual(fieldsOf('description: Fix: the tests\nargument-hint: [file] [what to look for]\nname: [a]'), {
      description: 'Fix: the tests',
      'argument-hint': '[file] [what to look for]',
      name: ['a'],
    });
    assert.deepEqual(fieldsOf('description: "a: \\"b\\""  \nargument-hint: [one]  '), {
      description: 'a: "b"',
      'argument-hint': '[one]',
    });
    assert.deepEqual(fieldsOf('description: >\n  one\n  two: three\nargument-hint: a\n  b'), {
      description: 'one two: three\n',
      'argument-hint': 'a b',
    });
  });

  const broken: readonly (readonly [string, string, FrontMatterProblem])[] = [
    ['is never closed', '---\nname: a\n', { fault: 'not-closed', line: 1 }],
    ['is indented with a tab', '---\nname: a\nmeta:\n\tb: c\n---\n', { fault: 'tab', line: 4 }],
    ['has a key twice', '---\nname: a\n\nname: b\n---\n', { fault: 'duplicate-key', line: 4 }],
    ['is a list', '---\n- a\n---\n', { fault: 'not-a-mapping', line: 2 }],
    ['is one text', '---\nhello\n---\n', { fault: 'not-a-mapping', line: 2 }],
    ['refers to itself', '---\na: &x 1\nname: *x\n---\n', { fault: 'alias', line: 3 }],
    ['refers to itself in a list', '---\na: &x 1\nname: [*x]\n---\n', { fault: 'alias', line: 3 }],
    ['has an open quotation mark', '---\nname: a\ntools: "b\n---\n', { fault: 'syntax', line: 4 }],
    ['has an open bracket', '---\r\nname: a\r\ntools: [b\r\nmodel: c\r\n---\r\n', { fault: 'syntax', line: 4 }],
  ];
  for (const [what, file, problem] of broken)
    it(`that ${what} is told with its line`, () => assert.deepEqual(problemOf(file), problem));

  it('of any size takes no longer than the limits allow', () => {
    const billionLaughs = Array.from({ length: 9 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [lol]'
        : `a${index}: &a${index} [${Array(9)
            .fill(`*a${index - 1}`)
            .join(', ')}]`,
    ).join('\n');
    assert.deepEqual(problemOf(`---\n${billionLaughs}\n---\n`), { fault: 'alias', line: 3 });
    const nested = billionLaughs.replaceAll(/^(a\d): (.*)$/gmu, '$1: { b: $2 }');
    assert.deepEqual([...read(`---\nname: n\n${nested}\n---\n`).fields], [['name', 'n']]);
    assert.deepEqual(problemOf(`---\nname: ${'a'.repeat(10_000_000)}\n---\n`), { fault: 'too-large', line: 1 });
    assert.deepEqual(problemOf(`---\n${'a'.repeat(10_000_000)}`), { fault: 'not-closed', line: 1 });
    assert.equal(problemOf(`---\n${'['.repeat(8_000)}\n---\n`).fault, 'syntax');
    assert.equal(problemOf(`---\n${'a: {'.repeat(2_000)}\n---\n`).fault, 'syntax');
    const keys = Array.from({ length: 101 }, (_, index) => `k${index}: 1`).join('\n');
    assert.deepEqual(problemOf(`---\n${keys}\n---\n`), { fault: 'too-many-keys', line: 2 });
    assert.equal(read(`---\ndescription: ${' '.repeat(8_000)}\n x\n---\n`).fields.size, 1);
  });

  it('makes nothing but data, whatever it is tagged as', () => {
    assert.deepEqual(fieldsOf('__proto__: a\nb: !!js/function "c"\nd: !<tag:x> e'), {
      ['__proto__']: 'a',
      b: 'c',
      d: 'e',
    });
    assert.equal(({} as Record<string, unknown>)['a'], undefined);
  });
});
