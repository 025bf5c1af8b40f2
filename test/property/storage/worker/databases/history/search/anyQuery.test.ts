import assert from 'node:assert/strict';
import fc from 'fast-check';
import { closeDatabases } from '../../../../../../unit/storage/support/openDatabase.js';
import { historyOf } from '../../../../../../unit/storage/worker/databases/history/search/support/searchable.js';

/** What could mean something to whoever reads it: to FTS4, to SQL, to a pattern, to the parser of searches. */
const troublemakers = fc.constantFrom(
  ...'" \' ( ) * - ^ : NEAR NEAR/3 AND OR NOT words: docid: \\ [ ] { } | + ? . $ % _ ; , \0 \ud800 \udc00 \ufeff \u0301 \ue000x \ue000 "" -" from: in:" is:pinned before: tag:"a after:7d -tag: 数 数据 🎉 é ß a the'.split(
    ' ',
  ),
  ' ',
  '\n',
);
const anyText = fc.oneof(
  fc.array(troublemakers, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.array(troublemakers, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
);

describe('whatever is typed', () => {
  const history = historyOf({ one: 'the a 数据 é ß 🎉 NEAR AND', two: '\ue000x words: "quoted" \0 \ud800' });

  it('is searched for and never an error', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), fc.option(anyText), (text, exact, workspace) => {
        const { hits, ignored } = history.search(text, { exact, workspace });
        for (const { snippet } of hits) assert.ok(snippet.every(({ text }) => typeof text === 'string'));
        assert.ok(ignored.every((piece) => text.includes(piece)));
      }),
      { numRuns: 1000 },
    );
  });

  it('finds what holds the very same text, if there is a word in it', () => {
    fc.assert(
      fc
        .property(anyText, (text) => {
          const quoted = `"${text.replaceAll('"', ' ')}"`;
          const found = historyOf({ m: text.replaceAll('"', ' ') }).search(quoted);
          assert.ok(found.hits.length === 1 || found.ignored.length === 1, JSON.stringify(text));
        })
        .afterEach(closeDatabases),
      { numRuns: 100 },
    );
  });
});

describe('whatever a message holds', () => {
  it('is indexed, found, and forgotten', () => {
    for (const piece of [
      'a',
      'ab ',
      '数',
      '数,',
      'ก',
      '🎉',
      '\u0301',
      'é',
      'e\u0301',
      ' ',
      '\0',
      '\ud800',
      '-',
      'ß',
      '```',
    ]) {
      const history = historyOf({ m: `needle ${piece.repeat(150_000)} ende` });
      assert.deepEqual(history.find('needle '), ['m'], piece);
      assert.deepEqual(history.find('ende'), ['m'], piece);
      history.search(`needle "${piece.repeat(20)}" `);
      history.apply({ type: 'conversation.tombstone', id: 'c' });
      assert.deepEqual(history.find('needle '), [], piece);
    }
  });
});

describe('the index', () => {
  const word = fc.constantFrom('alpha', 'alphabet', 'beta', 'gamma', 'ga', 'é', '数据库', '据库', '库', 'x1');
  const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
  const kinds = fc.constantFrom('words' as const, 'last' as const, 'phrase' as const, 'without' as const);
  const questions = fc.array(fc.tuple(kinds, fc.array(word, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 8,
  });

  /** The same said in the simplest way, for texts of plain words. */
  const isExpected = (kind: string, words: readonly string[], message: string): boolean => {
    const has = (wanted: string): boolean =>
      /[数据库]/.test(wanted) ? message.includes(wanted) : message.split(' ').includes(wanted);
    const begins = (wanted: string): boolean =>
      message.split(' ').some((word) => word.startsWith(wanted)) || has(wanted);
    switch (kind) {
      case 'words':
        return words.every(has);
      case 'last':
        return words.slice(0, -1).every(has) && begins(words.at(-1)!);
      case 'phrase': {
        const padded = ` ${message} `;
        const [first, last] = [words[0]!, words.at(-1)!];
        const before = /[数据库]/.test(first) ? '' : ' ';
        const after = /[数据库]/.test(last) ? '' : ' ';
        return padded.includes(`${before}${words.join(' ')}${after}`);
      }
      default:
        return has(words[0]!) && !words.slice(1).some(has);
    }
  };
  const typed = {
    words: (words: readonly string[]) => `${words.join(' ')} `,
    last: (words: readonly string[]) => words.join(' '),
    phrase: (words: readonly string[]) => `"${words.join(' ')}"`,
    without: ([first, ...others]: readonly string[]) => `${first} ${others.map((other) => `-${other} `).join('')}`,
  };

  it('finds exactly the messages that have what is asked, whatever else there is', () => {
    fc.assert(
      fc
        .property(fc.array(text, { minLength: 1, maxLength: 12 }), questions, (texts, questions) => {
          const history = historyOf(Object.fromEntries(texts.map((text, index) => [`m${index}`, text])));
          for (const [kind, words] of questions) {
            const expected = texts.flatMap((text, index) => (isExpected(kind, words, text) ? [`m${index}`] : []));
            assert.deepEqual(history.findAll(typed[kind](words)), expected.sort(), typed[kind](words));
          }
          history.sql.close();
        })
        .afterEach(closeDatabases),
      { numRuns: 150 },
    );
  });
});
