import assert from 'node:assert/strict';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { applyChange } from '../../../src/apply/applyChange.js';
import type { ApplyResult } from '../../../src/apply/change.js';
import { parseBlock } from '../../../src/apply/parseBlock.js';

const runs = Number(process.env['SCOUT_PROPERTY_RUNS'] ?? 1000);

/** Lines that repeat often, so that the same context is in many places. */
const line = fc.oneof(
  fc.constantFrom(
    '',
    '}',
    '  return;',
    'a',
    'b',
    'a ',
    '\tx',
    '// ...',
    '- x',
    '+ y',
    '@@ z',
    '--- q',
    '+++ w',
    '\\ no',
    '…',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => text.replaceAll(/[\r\n]/g, '')),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.constantFrom('', '\uFEFF'))
  .map(([lines, end, isOpen, bom]) => ({ lines, end, isOpen, bom }));

interface Text {
  readonly lines: readonly string[];
  readonly end: string;
  readonly isOpen: boolean;
  readonly bom: string;
}

const written = ({ lines, end, isOpen, bom }: Text): string =>
  bom + lines.join(end) + (isOpen || lines.length === 0 ? '' : end);

/** An edit by its place, as a share of the lines, how many lines go, and what comes. */
const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), fc.array(line, { maxLength: 3 }));

function edited(lines: readonly string[], edits: readonly (readonly [number, number, readonly string[]])[]): string[] {
  const result = [...lines];
  for (const [share, removed, added] of edits) result.splice(Math.floor(share * result.length), removed, ...added);
  return result;
}

function applyFirst(before: string, info: string, code: string): ApplyResult {
  const [file] = parseBlock(info, code).files;
  return file === undefined ? { kind: 'refused', reason: 'empty', lines: [] } : applyChange(before, file);
}

describe('any code block', () => {
  it('that is a diff made of two texts makes the second one of the first', () => {
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 4 }), fc.boolean(), (before, edits, isOpen) => {
        const lines = edited(before.lines, edits);
        const after: Text = { ...before, lines, isOpen: isOpen && lines.at(-1) !== '' };
        const [old, wanted] = [written(before), written(after)];
        // Marks in new lines are refused, and so is a text that ends openly with an empty line: it has another end.
        fc.pre(old !== wanted && old !== before.bom && wanted !== before.bom);
        fc.pre(!(before.isOpen && before.lines.at(-1) === '') && !(after.isOpen && lines.at(-1) === ''));
        fc.pre(!lines.some((one) => /…|\.\.\./.test(one)));
        const patch = createTwoFilesPatch('a/x', 'b/x', old.slice(before.bom.length), wanted.slice(before.bom.length));
        const result = applyFirst(old, 'diff', patch);
        assert.deepEqual(result.kind === 'applied' ? result.text : result, wanted);
      }),
      { numRuns: runs },
    );
  });

  it('that is a diff of a text to which other lines were added is applied at its own place, or refused', () => {
    let applied = 0;
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 8, maxLength: 30 }),
        fc.nat(29),
        fc.nat(29),
        fc.integer({ min: 1, max: 9 }),
        (lines, place, from, count) => {
          const at = place % lines.length;
          const own = lines.map((one, index) => (index === at ? 'CHANGED' : one));
          // A copy of some lines stands above: the context may be there twice.
          const copy = lines.slice(from % lines.length, (from % lines.length) + count);
          const write = (all: readonly string[]): string => all.map((one) => `${one}\n`).join('');
          const patch = createTwoFilesPatch('a/x', 'b/x', write(lines), write(own));
          // Without numbers: only the lines tell.
          const unnumbered = patch.replaceAll(/^@@ .* @@$/gm, '@@');
          const result = applyFirst(write([...copy, 'BETWEEN', ...lines]), 'diff', unnumbered);
          if (result.kind === 'refused') return;
          applied++;
          assert.equal(result.text, write([...copy, 'BETWEEN', ...own]));
        },
      ),
      { numRuns: runs },
    );
    assert.ok(applied > runs / 10, `${applied} of ${runs} were applied`);
  });

  it('that replaces lines which stand twice is refused', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.array(line, { maxLength: 5 }),
        (lines, between) => {
          const content = [...lines, 'BETWEEN', ...between, ...lines].map((one) => `${one}\n`).join('');
          const code = ['<<<<<<< SEARCH', ...lines, '=======', 'REPLACED', '>>>>>>> REPLACE'].join('\n');
          assert.equal(applyFirst(content, '', code).kind, 'refused');
        },
      ),
      { numRuns: runs },
    );
  });

  it('of garbage neither throws nor changes the text of a file without saying how well it fits', () => {
    const piece = fc.oneof(
      line,
      fc.constantFrom(
        '<<<<<<< SEARCH',
        '=======',
        '>>>>>>> REPLACE',
        '--- a/x',
        '+++ b/y',
        '+++ /dev/null',
        '@@ -1,3 +1,9 @@',
        'diff --git a/x b/y',
        '*** Begin Patch',
        '*** Update File: x',
        '# ...',
        'function f() {',
        'class A:',
        '`',
        '"""',
        '/*',
        '// src/a.ts',
        'GIT binary patch',
        'rename from ..',
        'rename to /etc',
      ),
    );
    const info = fc.oneof(
      fc.constantFrom('', 'diff', 'ts src/a.ts', 'py title="x'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.option(fc.array(piece, { maxLength: 30 })),
        info,
        (code, before, words) => {
          const original = before?.join('\n');
          const { files } = parseBlock(words, code.join('\n'));
          for (const file of files) {
            for (const path of [file.path, file.newPath])
              assert.ok(path === undefined || !/^[/\\~]|(?:^|\/)\.\.(?:\/|$)|[\p{Cc}:]/u.test(path));
            const result = applyChange(original, file);
            if (result.kind === 'applied') assert.ok(result.exactness > 0.45 && result.exactness <= 1);
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
