import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Token } from 'markdown-it';
import { BlockSplitter } from '../../../../../src/webview/ui/markdown/blockSplitter.js';
import { createMarkdownParser } from '../../../../../src/webview/ui/markdown/markdownParser.js';
import { specExamples, trickyDocuments } from './markdownSamples.js';

const parser = createMarkdownParser();

/** What rendering depends on; line numbers and nesting depth do not reach the screen. */
function plain(tokens: readonly Token[]): unknown[] {
  return tokens.map(({ type, tag, attrs, content, info, markup, hidden, children }) => ({
    type,
    tag,
    attrs,
    content,
    info,
    markup,
    hidden,
    children: children && plain(children),
  }));
}

function oneShot(text: string): unknown[] {
  return plain(parser.parse(text, {}));
}

function tokensOf(splitter: BlockSplitter): unknown[] {
  return plain(splitter.blocks.flatMap((block) => block.tokens));
}

function streamed(pieces: readonly string[]): unknown[] {
  const splitter = new BlockSplitter(parser);
  for (const piece of pieces) splitter.append(piece);
  splitter.finish();
  return tokensOf(splitter);
}

function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** Cuts at lengths of 1 to 5 that repeat in a pattern. */
function cutBy(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    pieces.push(text.slice(start, start + length));
    start += length;
  }
  return pieces;
}

const lengthsArbitrary = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 7 });

describe('BlockSplitter', function () {
  this.timeout(120_000);

  it('knows every example of the CommonMark specification', () => {
    assert.equal(specExamples.length, 652);
  });

  for (const size of [1, 2, 3, 4, 5]) {
    it(`gives the one-shot result for every CommonMark example in pieces of ${size}`, () => {
      for (const text of specExamples)
        assert.deepEqual(streamed(piecesOf(text, size)), oneShot(text), JSON.stringify(text));
    });

    it(`gives the one-shot result for every tricky document in pieces of ${size}`, () => {
      for (const text of trickyDocuments)
        assert.deepEqual(streamed(piecesOf(text, size)), oneShot(text), JSON.stringify(text));
    });
  }

  it('gives the one-shot result for every tricky document after any other one', () => {
    for (const first of trickyDocuments) {
      for (const second of trickyDocuments) {
        const text = `${first}\n${second}`;
        assert.deepEqual(streamed(piecesOf(text, 3)), oneShot(text), JSON.stringify(text));
      }
    }
  });

  it('gives the one-shot result for random concatenations in random pieces', () => {
    const samples = fc.constantFrom(...specExamples, ...trickyDocuments);
    const documents = fc.array(fc.tuple(samples, fc.constantFrom('', '\n', '\n\n', ' ', '\r\n')), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(documents, lengthsArbitrary, (parts, lengths) => {
        const text = parts.flat().join('');
        assert.deepEqual(streamed(cutBy(text, lengths)), oneShot(text));
      }),
      { numRuns: 6_000, seed: 20_261_122 },
    );
  });

  it('gives the one-shot result for random lines of Markdown’s own characters', () => {
    const line = fc.array(
      fc.constantFrom(
        '-',
        '*',
        '1.',
        '>',
        '#',
        '|',
        '[a]',
        '[a]:',
        '/u',
        '"',
        '`',
        '```',
        '~~~',
        '    ',
        ' ',
        '\t',
        'x',
        '=',
        '---',
        '|-|',
        ':',
        '<',
        '\\',
        '\r',
      ),
      { maxLength: 6 },
    );
    const documents = fc.array(
      line.map((words) => words.join('')),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(documents, lengthsArbitrary, (lines, lengths) => {
        const text = lines.join('\n');
        assert.deepEqual(streamed(cutBy(text, lengths)), oneShot(text));
      }),
      { numRuns: 12_000, seed: 7 },
    );
  });

  it('shows the one-shot result at every moment where no link is defined', () => {
    const texts = [...specExamples, ...trickyDocuments].filter((text) => !text.includes(']:'));
    for (const text of texts) {
      const splitter = new BlockSplitter(parser);
      for (const [index, character] of Array.from(text, String).entries()) {
        splitter.append(character);
        const prefix = Array.from(text, String)
          .slice(0, index + 1)
          .join('');
        assert.deepEqual(tokensOf(splitter), oneShot(prefix), JSON.stringify(prefix));
      }
    }
  });

  it('keeps the identity of a settled block while the rest grows', () => {
    const splitter = new BlockSplitter(parser);
    splitter.append('first\n\nsecond\n\nthird');
    const [first, second] = splitter.blocks;
    splitter.append(' grows\n\nfourth\n');
    assert.equal(splitter.blocks[0], first);
    assert.notEqual(splitter.blocks[1], second, 'the tail is parsed again');
    assert.deepEqual(
      splitter.blocks.map(({ settled }) => settled),
      [true, true, true, false],
    );
  });

  it('renews a settled block only when a definition that settles may concern it', () => {
    const splitter = new BlockSplitter(parser);
    splitter.append('plain\n\nsee [foo]\n\n`[code]`\n\n[foo]: /u');
    const before = splitter.blocks;
    splitter.append('rl\n\nend\n\n');
    const after = splitter.blocks;
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(after[1]!.tokens[1]!.children![1]!.attrGet('href'), '/url');
  });

  it('does not let a half-arrived definition reach a settled block', () => {
    const splitter = new BlockSplitter(parser);
    splitter.append('see [foo]\n\n[foo]: /url\n"half a title');
    assert.equal(splitter.blocks[0]!.settled, true);
    assert.deepEqual(
      splitter.blocks[0]!.tokens[1]!.children!.map(({ type }) => type),
      ['text'],
    );
  });

  it('does not parse the text inside a block before somebody asks', () => {
    const counting = createMarkdownParser();
    let calls = 0;
    const parse = counting.inline.parse.bind(counting.inline);
    counting.inline.parse = (...parameters: Parameters<typeof parse>) => {
      calls += 1;
      parse(...parameters);
    };
    const splitter = new BlockSplitter(counting);
    splitter.append('a\n\nb\n\nc\n\n');
    splitter.finish();
    assert.equal(calls, 0);
    assert.equal(splitter.blocks[0]!.tokens.length, 3);
    assert.equal(calls, 1);
  });
});
