import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { maximumAttachmentText } from '../../../../../src/attachments/limits.js';
import { textPart } from '../../../../../src/vscode/context/files/textPart.js';

const uri = vscode.Uri.file('/work/big.log');
/** Those from 150,000 on stand behind what one attachment can have. */
const lines = Array.from({ length: 160_000 }, (_, index) => `line number ${index + 1}`);

describe('a file as an attachment', () => {
  it('has only its beginning where it is too long, and says so', () => {
    const text = lines.join('\n');
    const part = textPart({ uri, text, bytes: text.length })!;
    assert.deepEqual([part.text?.length, part.isCut], [maximumAttachmentText, true]);
    assert.match(part.note ?? '', /^The first 2,000,000 of /u);
  });

  it('has the lines that are wanted, wherever in the file they stand', () => {
    const text = lines.join('\r\n');
    const part = textPart({ uri, text, bytes: text.length, range: { start: 150_000, end: 150_010 } });
    assert.equal(part?.text, lines.slice(149_999, 150_010).join('\n'));
    assert.deepEqual([part.range, part.note, part.isCut], [{ start: 150_000, end: 150_010 }, undefined, undefined]);
  });

  it('has no fewer lines than were wanted without saying so', () => {
    const text = lines.join('\n');
    const part = textPart({ uri, text, bytes: text.length, range: { start: 2, end: 159_999 } })!;
    assert.deepEqual([part.text?.length, part.isCut], [maximumAttachmentText, true]);
    assert.match(part.note ?? '', /^The first 2,000,000 of /u);
  });
});
