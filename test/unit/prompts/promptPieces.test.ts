import assert from 'node:assert/strict';
import { maximumPromptBytes } from '../../../src/prompts/limits.js';
import { fillIn, inputsOf, promptPieces, referencesOf } from '../../../src/prompts/promptPieces.js';

/** The kinds and names of all that is no text. */
function marksIn(body: string): readonly string[] {
  return promptPieces(body).flatMap((piece) => (piece.kind === 'text' ? [] : [`${piece.kind} ${piece.source}`]));
}

const references = (body: string): readonly string[] => referencesOf(body, promptPieces(body));

describe('the pieces of a prompt', () => {
  it('are the whole of it', () => {
    for (const body of [
      '',
      'a',
      '${file}',
      'a ${selection}${input:x:y} #file:z.ts, $ARGUMENTS ${no}',
      '$',
      '${',
      '#file:.',
    ])
      assert.equal(
        promptPieces(body)
          .map(({ source }) => source)
          .join(''),
        body,
      );
  });

  it('are variables, inputs, files and the place for what is typed behind the command', () => {
    assert.deepEqual(
      marksIn(
        '${selection} ${selectedText} ${fileBasename} ${input:a} ${input:b:c: d} #file:src/a.ts. $ARGUMENTS ${arguments}',
      ),
      [
        'variable ${selection}',
        'variable ${selectedText}',
        'variable ${fileBasename}',
        'input ${input:a}',
        'input ${input:b:c: d}',
        'file #file:src/a.ts',
        'argument $ARGUMENTS',
        'argument ${arguments}',
      ],
    );
  });

  it('leave code alone that only looks like it', () => {
    assert.deepEqual(
      marksIn('`${name}` ${} ${input:} ${input} $ARGUMENTSX ${constructor} a#file:b ##file:c ${file:x} ${input:${a}}'),
      [],
    );
  });

  it('ask each question once, in the order of the text, with the first hint there is', () => {
    assert.deepEqual(inputsOf(promptPieces('${input:b} ${input: a :one}${input:b:two} ${input:b:three}')), [
      { name: 'b', placeholder: 'two' },
      { name: 'a', placeholder: 'one' },
    ]);
  });

  it('are found in the largest prompt, whatever it repeats', () => {
    for (const [shape, pieces] of [
      ['${input:', 1],
      ['${input:a:', 1],
      ['#file:', 1],
      ['[', 1],
      ['[a](', 1],
      ['[](a "', 1],
      ['`', 1],
      ['```\n', 1],
      ['${file}', 37_450],
    ] as const) {
      const body = shape.repeat(Math.ceil(maximumPromptBytes / shape.length));
      assert.equal(promptPieces(body).length, pieces, shape);
      assert.deepEqual(references(body), []);
    }
  });
});

describe('a prompt that is filled in', () => {
  const fill = (body: string, argument = ''): unknown => {
    const { text, cursor } = fillIn(promptPieces(body), (piece) => `<${piece.source.slice(2, -1)}>`, argument);
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };

  it('has a value in the place of each variable', () => {
    assert.equal(fill('Look at ${file} in ${input:what}.'), 'Look at <file> in <input:what>.|');
  });

  it('takes what is typed behind the command where its author wants it, or else at the end', () => {
    assert.equal(fill('Explain $ARGUMENTS shortly.', 'why'), 'Explain why| shortly.');
    assert.equal(fill('Explain.\n', 'why?'), 'Explain.\n\nwhy?|');
    assert.equal(fill('$ARGUMENTS and $ARGUMENTS', 'a'), 'a| and a');
    assert.equal(fill('', 'a'), 'a|');
  });

  it('waits where that would go when nothing is typed', () => {
    assert.equal(fill('\n Explain $ARGUMENTS shortly. '), 'Explain | shortly.');
    assert.equal(fill('Explain:\n\n$ARGUMENTS\n'), 'Explain:\n\n|');
    assert.equal(fill('$ARGUMENTS'), '|');
  });

  it('takes values as they are, whatever they look like', () => {
    const pieces = promptPieces('${input:a} $ARGUMENTS');
    const { text } = fillIn(pieces, () => '${file} $& $ARGUMENTS', '${selection}');
    assert.equal(text, '${file} $& $ARGUMENTS ${selection}');
  });
});

describe('the files of a prompt', () => {
  it('are those that it links to or names, each once', () => {
    assert.deepEqual(
      references(
        'See [a](./a.md), ![b](img/b%20c.png "B") and #file:src/d.ts; [again](./a.md) [e](e.md#part) [w](../w.md?raw)',
      ),
      ['src/d.ts', './a.md', 'img/b c.png', 'e.md', '../w.md'],
    );
  });

  it('are no addresses, no places in the text and nothing in code', () => {
    assert.deepEqual(
      references(
        '[a](https://x.org/a) [b](#b) [c](mailto:x@y.z) [d](//host/d) [e](file:///etc/passwd) [f](c:\\x)\n`[g](g.md)`\n```md\n[h](h.md)\n```\n~~~~\n[i](i.md)\n~~~\n[j](j.md)\n~~~~\n[k](k%zz.md)',
      ),
      ['k%zz.md'],
    );
  });

  it('are at most fifty', () => {
    assert.equal(references(Array.from({ length: 99 }, (_, index) => `#file:${index}`).join(' ')).length, 50);
  });
});
