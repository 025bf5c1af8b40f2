import assert from 'node:assert/strict';
import { withoutEmbeddedPictures } from '../../../../../src/providers/adapter/request/sendableTexts.js';

const sent = (text: string): string => {
  const [message] = withoutEmbeddedPictures([{ role: 'assistant', parts: [{ type: 'text', text }] }]);
  const [part] = message!.parts;
  return part?.type === 'text' ? part.text : '';
};

describe('a picture with its bytes in the text of an answer', () => {
  it('does not go back as text, however large it is', () => {
    for (const length of [2_000, 7_000_000]) {
      const text = sent(`Before ![a plot](data:image/png;base64,${'A'.repeat(length)}) after.`);
      assert.match(text, /^Before \S.{1,200} after\.$/u);
      assert.ok(!text.includes('AAAA'));
    }
  });

  it('stays where it is an icon, or has no end', () => {
    for (const text of [
      `![icon](data:image/png;base64,${'A'.repeat(1_999)})`,
      `![cut off](data:image/png;base64,${'A'.repeat(7_000_000)}`,
    ])
      assert.equal(sent(text), text);
  });
});
