import assert from 'node:assert/strict';
import { terminalText } from '../../../../src/vscode/codeBlocks/terminalText.js';

describe('terminalText', () => {
  const escape = String.fromCodePoint(0x1b);

  it('gives commands as they are, without the line end behind the last', () => {
    assert.equal(terminalText('npm ci\nnpm test\n\n', 'sh'), 'npm ci\nnpm test');
    assert.equal(terminalText("cat <<'EOF'\n  two words\nEOF", 'bash'), "cat <<'EOF'\n  two words\nEOF");
  });

  it('has no character that presses a key, completes, or hides something', () => {
    assert.equal(terminalText(`ls${escape}[201~\u0003\u0008 -l\tx`, 'sh'), 'ls[201~ -l x');
    assert.equal(terminalText('rm a\u202etxt\u200b\u2066\ufeff b\u00ad', 'sh'), 'rm atxt b');
    assert.equal(terminalText('a\u009bb\u007f', 'sh'), 'ab');
  });

  it('shows every way to end a line as a line', () => {
    for (const end of ['\r', '\r\n', '\u2028', '\u2029', '\u0085'])
      assert.equal(terminalText(`echo a${end}echo b`, 'sh'), 'echo a\necho b');
  });

  it('leaves out prompts, and what was printed', () => {
    assert.equal(terminalText('$ npm test\n\n42 passed\n$ git push', 'console'), 'npm test\ngit push');
    assert.equal(terminalText('PS C:\\work> dir\n\n    Directory: C:\\work', 'shell-session'), 'dir');
    assert.equal(terminalText('$ npm test\n$ git push', 'bash'), 'npm test\ngit push');
  });

  it('takes a sign for a prompt only where all commands have it', () => {
    assert.equal(terminalText('$ npm test\n42', 'bash'), '$ npm test\n42');
    assert.equal(terminalText('> out.txt', 'sh'), '> out.txt');
    assert.equal(terminalText('make\n', 'console'), 'make');
  });

  it('is empty where there is no command', () => {
    assert.equal(terminalText(' \n\u0007\n', 'sh'), '');
  });
});
