import assert from 'node:assert/strict';
import { GrowingDocument } from '../../../../../src/webview/ui/markdown/growingDocument.js';
import { createMarkdownParser } from '../../../../../src/webview/ui/markdown/markdownParser.js';

function createDocument() {
  return new GrowingDocument(createMarkdownParser());
}

function texts(blocks: ReturnType<GrowingDocument['update']>): string[] {
  return blocks.map(({ tokens }) => tokens.map(({ content }) => content).join(''));
}

describe('GrowingDocument', () => {
  it('keeps settled blocks while its text grows and when it is finished', () => {
    const document = createDocument();
    const [first] = document.update('a\n\nb\n\nc', true);
    assert.equal(document.update('a\n\nb\n\nc d', true)[0], first);
    const finished = document.update('a\n\nb\n\nc d', false);
    assert.equal(finished[0], first);
    assert.equal(
      finished.every(({ settled }) => settled),
      true,
    );
  });

  it('gives the same blocks when nothing has changed', () => {
    const document = createDocument();
    assert.deepEqual(document.update('a\n\nb', false), document.update('a\n\nb', false));
  });

  it('starts afresh when the text is another one', () => {
    const document = createDocument();
    document.update('a\n\nb', true);
    assert.deepEqual(texts(document.update('x\n\ny', true)), ['x', 'y']);
  });

  it('starts afresh when a finished text grows after all', () => {
    const document = createDocument();
    document.update('a\n\n```\nb', false);
    assert.deepEqual(texts(document.update('a\n\n```\nb\n```\n', false)), ['a', 'b\n']);
  });
});
