import assert from 'node:assert/strict';
import { changeOfText } from '../../../src/attachments/changeOf.js';
import { attachmentPart } from '../webview/host/support/memoryAttachments.js';

describe('the change of an attached text', () => {
  const whole = (text: string, present: string, fields = {}) =>
    changeOfText(attachmentPart('a', { text, ...fields }), present, text.split(/SECRET_\d/u));

  it('does not count what placeholders stand for', () => {
    assert.equal(whole('a=SECRET_1\nb=SECRET_2\n', 'a=hidden\nb=other\n'), 'unchanged');
    assert.equal(whole('a=SECRET_1', 'a=anything'), 'unchanged');
    assert.equal(whole('a=SECRET_1\nb=2\n', 'a=hidden\nb=3\n'), 'changed');
    assert.equal(whole('a=SECRET_1\nb=SECRET_2\nend', 'x\na=hidden\nb=other\nend'), 'changed');
    assert.equal(whole('aXSECRET_1Xa', 'aXa'), 'changed', 'its ends do not overlap');
  });

  it('does not count lines that have only moved, nor the ends of lines', () => {
    const range = { start: 1, end: 1 };
    assert.equal(whole('k=SECRET_1;', 'first\r\nk=hidden;\r\n', { range }), 'unchanged');
    assert.equal(whole('k=1;', 'k=2;', { range }), 'changed');
    assert.equal(whole('a\nb', 'a\r\nb'), 'unchanged');
  });

  it('is looked for at the beginning alone of a text that was cut', () => {
    assert.equal(whole('a=SECRET_1\n', 'a=hidden\nmore', { isCut: true }), 'unchanged');
    assert.equal(whole('a', 'ab'), 'changed');
  });
});
