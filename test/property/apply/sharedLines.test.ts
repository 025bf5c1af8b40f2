import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChange } from '../../../src/apply/applyChange.js';
import { parseBlock } from '../../../src/apply/parseBlock.js';

const runs = Number(process.env['SCOUT_PROPERTY_RUNS'] ?? 1000);

/** Of each language: the mark, and a part of a file with a name and lines inside. */
const languages: Readonly<Record<string, (name: string, body: readonly string[]) => string[]>> = {
  py: (name, body) => [`def ${name}():`, ...body.map((line) => `    ${line}`)],
  rb: (name, body) => [`def ${name}`, ...body.map((line) => `  ${line}`), 'end'],
  ts: (name, body) => [`function ${name}() {`, ...body.map((line) => `  ${line};`), '}'],
  toml: (name, body) => [`[${name}]`, ...body.map((line) => `${line} = 1`)],
  sh: (name, body) => [`if ${name}; then`, ...body.map((line) => `  ${line}`), 'fi'],
  sql: (name, body) => [`select ${name}`, ...body.slice(1).map((line) => `and ${line}`), `from ${body[0] ?? ''};`],
  md: (name, body) => [`## ${name}`, '', ...body],
};
const marks: Readonly<Record<string, string>> = { ts: '//', sql: '--', md: '<!--' };
const body = fc.array(fc.constantFrom('pass', 'return x', 'a', 'b c', 'log(e)', 'x'), { minLength: 1, maxLength: 4 });
const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '');

describe('a part that is new and shares lines with others', () => {
  it('comes before, between or behind them, or is refused', () => {
    let applied = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(languages)),
        fc.array(body, { minLength: 1, maxLength: 4 }),
        body,
        fc.boolean(),
        (language, bodies, added, isBetween) => {
          const write = languages[language] ?? languages['py'];
          if (write === undefined) return;
          const parts = bodies.map((one, number) => write(`f${number}`, one));
          const part = write('fresh', added);
          const open = marks[language] ?? '#';
          const mark = `${open} ... existing code ...${open === '<!--' ? ' -->' : ''}`;
          const code = [mark, '', ...part, ...(isBetween ? ['', mark] : [])].join('\n');
          const [file] = parseBlock(language, code).files;
          assert.ok(file !== undefined);
          const result = applyChange(`${parts.map((one) => one.join('\n')).join('\n\n')}\n`, file);
          if (result.kind === 'refused') return;
          applied++;
          const right = [...parts, []].map((_, at) => filled(parts.toSpliced(at, 0, part).flat()));
          const is = filled(result.text.split('\n'));
          assert.ok(
            right.some((one) => one.join('\n') === is.join('\n')),
            result.text,
          );
        },
      ),
      { numRuns: runs },
    );
    assert.ok(applied > runs / 50, `${applied} of ${runs} were applied`);
  });
});
