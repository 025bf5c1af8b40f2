import assert from 'node:assert/strict';
import { BlockSplitter } from '../../../../../src/webview/ui/markdown/blockSplitter.js';
import { createMarkdownParser } from '../../../../../src/webview/ui/markdown/markdownParser.js';
import { specExamples, trickyDocuments } from './markdownSamples.js';
import { oneShot, parser, piecesOf, streamed, tokensOf } from './support/splitTokens.js';

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
    assert.equal(after[1]!.inlineTokens(after[1]!.tokens[1]!)[1]!.attrGet('href'), '/url');
  });

  it('does not let a half-arrived definition reach a settled block', () => {
    const splitter = new BlockSplitter(parser);
    splitter.append('see [foo]\n\n[foo]: /url\n"half a title');
    assert.equal(splitter.blocks[0]!.settled, true);
    const [block] = splitter.blocks;
    assert.deepEqual(
      block!.inlineTokens(block!.tokens[1]!).map(({ type }) => type),
      ['text'],
    );
  });

  it('does not parse the text of a block before somebody asks, and once', () => {
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
    const [block] = splitter.blocks;
    for (const token of [...block!.tokens, ...block!.tokens]) block!.inlineTokens(token);
    assert.equal(calls, 1);
  });

  it('parses the first characters when no more is asked for', () => {
    const splitter = new BlockSplitter(parser);
    splitter.append('a *b* `c` *d*');
    const [block] = splitter.blocks;
    const textOf = (length?: number) =>
      block!
        .inlineTokens(block!.tokens[1]!, length)
        .map(({ content }) => content)
        .join('');
    assert.deepEqual([textOf(2), textOf(6), textOf(12), textOf()], ['a ', 'a b ', 'a b c *d', 'a b c d']);
  });

  for (const [what, text] of Object.entries({
    items: '- a\n'.repeat(7_000),
    'nested items': '- - - a\n'.repeat(3_000),
    paragraphs: 'a\n\n'.repeat(12_000),
    rows: `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(6_000)}`,
    'rows without cells': `|a|b|\n|-|-|\n${'c\n'.repeat(6_000)}`,
    'empty lines': `${'\n'.repeat(60_000)}a`,
  })) {
    it(`gives up text that would keep the page busy, unless it is wanted: ${what}`, () => {
      const limited = new BlockSplitter(parser, true);
      limited.append(text);
      assert.equal(limited.isTooMuch, true);
      limited.append('more');
      limited.finish();
      const wanted = new BlockSplitter(parser);
      wanted.append(text);
      wanted.finish();
      assert.equal(wanted.isTooMuch, false);
      assert.deepEqual(tokensOf(wanted), oneShot(text));
    });
  }

  for (const [what, text] of Object.entries({
    'a long text': `# Head\n\n${'Some words in a line of a text.\n'.repeat(5)}\n- a\n- b\n\n`.repeat(800),
    'a block of code': `\`\`\`ts\n${'- a | *b* [c](d) > e;\n'.repeat(10_000)}\`\`\``,
    'a table': `|a|b|c|d|\n|-|-|-|-|\n${'|a|*b*|`c`|d|\n'.repeat(1_500)}`,
    'a list of links': '- [Some name](https://a.test/some/path) - what it is about\n'.repeat(3_000),
  })) {
    it(`parses all of what people write: ${what}`, () => {
      const splitter = new BlockSplitter(parser, true);
      splitter.append(text);
      splitter.finish();
      assert.equal(splitter.isTooMuch, false);
    });
  }
});
