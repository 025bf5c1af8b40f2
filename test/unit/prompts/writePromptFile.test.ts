import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/prompts/frontMatter.js';
import { readPromptFile } from '../../../src/prompts/promptFile.js';
import { newPromptFile, withOrder } from '../../../src/prompts/writePromptFile.js';

describe('a new prompt file', () => {
  for (const description of ['', 'Fix: "it" # now', '- [a]', '${file} `x` \\n'])
    for (const body of ['Hello', '---\nname: a\n---\nx', 'One\r\n\r\nTwo'])
      it(`holds ${JSON.stringify(body)} and the description ${JSON.stringify(description)}`, () => {
        const file = readPromptFile(['p', 'a.prompt.md'], newPromptFile(description, body));
        assert.ok('description' in file);
        assert.deepEqual(
          [file.description, file.body.trim(), file.name],
          [description, body.replaceAll('\r\n', '\n'), 'a'],
        );
      });
});

describe('another place among the prompts', () => {
  it('changes nothing else of a file', () => {
    assert.equal(withOrder('Hello\n', 3), '---\norder: 3\n---\nHello\n');
    assert.equal(
      withOrder('---\nname: a # b\norder : 1 # c\nmodel: x\n---\nHello', 3),
      '---\nname: a # b\norder: 3\nmodel: x\n---\nHello',
    );
    assert.equal(
      withOrder('\ufeff---\r\nname: a\r\n---\r\nHello\r\n', 3),
      '\ufeff---\r\nname: a\r\norder: 3\r\n---\r\nHello\r\n',
    );
    assert.equal(withOrder('---\n---\nHello', 3), '---\norder: 3\n---\nHello');
  });

  it('is refused where that is not certain', () => {
    for (const file of [
      '---\nname: [\n---\n',
      '---\nname: a',
      '---\n- a\n---\n',
      '---\n{ name: a }\n---\n',
      '---\ndescription: |\n  a\n order: 1\n---\n',
    ])
      assert.equal(withOrder(file, 3), undefined, file);
  });

  it('is not mistaken for a line of a text', () => {
    const file = '---\ndescription: |\n  order: 1\nname: a\n---\norder: 7\n';
    const changed = withOrder(file, 3);
    assert.ok(changed !== undefined);
    const read = readFrontMatter(changed);
    assert.ok(!('problem' in read));
    assert.deepEqual(Object.fromEntries(read.fields), { description: 'order: 1\n', name: 'a', order: 3 });
    assert.equal(read.body, 'order: 7\n');
  });
});
