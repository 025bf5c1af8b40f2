import assert from 'node:assert/strict';
import { applyMutation, linesOf } from '../../mutation/mutation.js';
import { mutationsOf } from '../../mutation/mutationsOf.js';

/** What becomes of the text by each of its mutations. */
function mutantsOf(text: string): readonly string[] {
  return mutationsOf('a.ts', text).map((mutation) => applyMutation(text, mutation));
}

/** A statement, and what may become of it. */
const operators: readonly (readonly [string, readonly string[]])[] = [
  ['f(a && b);', [';', 'f(a || b);']],
  ['f(a || b);', [';', 'f(a && b);']],
  ['f(a === b);', [';', 'f(a !== b);']],
  ['f(a < b);', [';', 'f(a <= b);']],
  ['f(a >= b);', [';', 'f(a > b);']],
  ['f(a + 1);', [';', 'f(a - 1);']],
  ["x = 'a' + b;", []],
  ['x = a + `b${c}`;', []],
  ['f(a ?? b);', [';', 'f(a);']],
  ['x = true;', ['x = false;']],
  ['x = [a, b];', ['x = [];']],
  ['x = [];', []],
  ['x = a ? b : c;', ['x = !(a) ? b : c;']],
  ['if (a) b = c;', ['if (!(a)) b = c;']],
  ['if (a) return;', [';', 'if (!(a)) return;']],
  ['if (a) throw b;', [';', 'if (!(a)) throw b;']],
  ['if (a) return; else b = c;', ['if (!(a)) return; else b = c;']],
  ['x = a.some(f);', ['x = a.every(f);']],
  ['x = Math.max(a, b);', ['x = Math.min(a, b);']],
  ['x = Math.abs(a);', ['x = (a);']],
  ['x = a.slice(b);', ['x = a.slice(b + 1);', 'x = a.slice(b - 1);']],
  ['x = a.slice(...b);', []],
  ["x = { kind: 'retry-later' };", ["x = { kind: 'retry-later-x' };"]],
  ["x = { text: 'What people read.' };", []],
  ['await f();', [';']],
  ["this.#logger.warn('no title');", []],
  ["console.log('no title');", []],
  ['return await f();', ['return f();']],
  ['return a.has(b);', ['return !(a.has(b));']],
  ['return !a;', ['return !(!a);']],
  ['return a;', []],
];

describe('the mutations of a line', () => {
  for (const [line, mutants] of operators) {
    it(`are what may become of it: ${line}`, () => assert.deepEqual([...mutantsOf(line)].sort(), [...mutants].sort()));
  }
});

describe('the mutations of a file', () => {
  it('leave types, imports and exports of other files alone', () => {
    const text = [
      "import { a } from 'b' with { type: 'json' };",
      "export { c } from 'd';",
      'type E = [true, false];',
      'let f: readonly [true] | undefined;',
    ].join('\n');
    assert.deepEqual(mutantsOf(text), []);
  });

  it('leave alone what is written on more than one line', () => {
    assert.deepEqual(mutantsOf('f(\n  a,\n);'), []);
    assert.deepEqual(mutantsOf('f(\n  a && b,\n);'), ['f(\n  a || b,\n);']);
  });

  it('come in the order of the text, each with its line and what is done there', () => {
    const found = mutationsOf('a.ts', 'const a = b;\n\nconst c = d && true;\nf();\n');
    assert.deepEqual(
      found.map(({ file, line, operator }) => [file, line, operator]),
      [
        ['a.ts', 3, '&& becomes ||'],
        ['a.ts', 3, 'true becomes false'],
        ['a.ts', 4, 'drop the call'],
      ],
    );
  });

  it('are shown by their lines before and after, without the indentation', () => {
    const text = '{\n  f(a < b);\n}';
    const [, second] = mutationsOf('a.ts', text);
    assert.deepEqual(linesOf(text, second!), ['f(a < b);', 'f(a <= b);']);
  });
});
