import assert from 'node:assert/strict';
import { OutputTail } from '../../../../src/attachments/terminal/outputTail.js';
import { plainOutput } from '../../../../src/attachments/terminal/plainOutput.js';

describe('the plain output of a terminal', () => {
  const cases: readonly (readonly [what: string, written: string, shown: string])[] = [
    ['colors and styles', '\u001b[1;31merror\u001b[0m: \u001b[38;2;1;2;3mno\u001b[m', 'error: no'],
    ['colors by colons and private marks', '\u001b[4:3mwavy\u001b[24m\u001b[?25l\u001b[?2004h', 'wavy'],
    ['a title that ends with a bell', '\u001b]0;~/secret\u0007ls', 'ls'],
    ['a link that ends with a string terminator', '\u001b]8;;https://a.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['marks of the shell integration', '\u001b]633;C\u0007out\r\n\u001b]633;D;1\u0007', 'out'],
    ['sequences of one byte', '\u009b31mred\u009d0;title\u009c!', 'red!'],
    ['a device string, as pictures are', 'a\u001bPq#0;2;0;0;0~~@@\u001b\\b', 'ab'],
    ['character sets and keypad modes', '\u001b(B\u001b=\u001b>text\u001b7\u001b8', 'text'],
    ['a sequence that never ends', 'before\n\u001b]0;never', 'before'],
    ['one that is cut off', 'text\u001b[3', 'text'],
    ['line ends of both kinds', 'a\r\nb\nc\r\n', 'a\nb\nc'],
    ['progress that is written over itself', '10 %\r50 %\r100 %\r\ndone', '100 %\ndone'],
    ['a shorter text over a longer one', 'abcdef\rxy', 'xycdef'],
    ['one that erases the rest of the line', 'abcdef\rxy\u001b[K', 'xy'],
    ['one that erases the line', 'abcdef\u001b[2K\rxy', 'xy'],
    ['one that goes to the first column', 'abcdef\u001b[1Gxy\u001b[0K', 'xy'],
    ['backspaces', 'passs\b \b!', 'pass!'],
    ['a spinner', '|\b/\b-\b\\\b \bready', 'ready'],
    ['lines above that are written anew', 'a 0\nb 0\n\u001b[2A\u001b[2Ka 9\n\u001b[2Kb 9\n', 'a 9\nb 9'],
    ['columns that are skipped', 'a\u001b[3Cb', 'a   b'],
    ['characters that are deleted or blanked', 'abcdef\u001b[5D\u001b[2P\u001b[1X', 'a ef'],
    ['what was cleared', 'old\n\u001b[2J\u001b[Hnew', 'new'],
    ['a reset', 'old\u001bcnew', 'new'],
    ['an editor that took the window', 'a\n\u001b[?1049h\u001b[Hvim\n~\n~\u001b[?1049lb', 'a\nb'],
    ['bells and other controls', 'a\u0007b\u0000c\u007fd', 'abcd'],
    ['tabs, letters and emoji', '\u001b[32m\u2713\u001b[39m\tgrün 👩‍💻', '✓\tgrün 👩‍💻'],
    ['blanks at the ends and empty lines around', '\r\n\r\n  a  \r\n\r\nb \r\n\r\n', '  a\n\nb'],
  ];
  for (const [what, written, shown] of cases) {
    it(`is right for ${what}`, () => assert.equal(plainOutput(written), shown));
  }

  it('keeps every line of a long output', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
    assert.equal(plainOutput(lines.join('\r\n')), lines.join('\n'));
  });

  it('keeps a line of any length', () => {
    const line = 'abc '.repeat(50_000).trimEnd();
    assert.equal(plainOutput(`${line}\n${line}`), `${line}\n${line}`);
  });

  const hostile: readonly (readonly [what: string, piece: string])[] = [
    ['backspaces in a long line', 'ab\b'],
    ['sequences that begin and never end', '\u001b]'],
    ['parameters without a letter', '\u001b[1;'],
    ['lines that are erased over and over', 'a\u001b[2K\u001b[A'],
    ['columns far to the right', '\u001b[9999999Cx\n'],
    ['moves up and down', '\n\u001b[99A\u001b[99B'],
    ['windows that are taken', '\u001b[?1049hx'],
    ['windows that are taken and given back', 'x\n\u001b[?1049h\u001b[?1049l'],
  ];
  for (const [what, piece] of hostile) {
    it(`takes no more than in proportion to the length for ${what}`, () => {
      const once = piece.repeat(20_000);
      const timeOf = (written: string): number => {
        // Of this process: others would disturb a clock.
        const start = process.cpuUsage();
        const shown = plainOutput(written);
        assert.ok(shown.length < 300 * written.length);
        return process.cpuUsage(start).user / 1_000;
      };
      timeOf(once);
      const short = Math.min(timeOf(once), timeOf(once));
      const long = Math.min(timeOf(once.repeat(4)), timeOf(once.repeat(4)));
      // Four times the length, and room for a busy machine; in proportion to the square it would be 16 times as long.
      assert.ok(long < 10 * short + 50, `${short} ms, ${long} ms`);
    });
  }
});

describe('the tail of an output', () => {
  it('keeps the end of what was written and knows how much there was', () => {
    const tail = new OutputTail(10);
    for (const piece of ['abcd', 'efgh', 'ijkl', 'mnop']) tail.add(piece);
    assert.deepEqual([tail.text(), tail.isCut, tail.written], ['efghijklmnop', true, 16]);
    tail.add('x'.repeat(100));
    assert.deepEqual([tail.text(), tail.written], ['x'.repeat(10), 116]);
  });

  it('is whole as long as it fits', () => {
    const tail = new OutputTail(10);
    tail.add('abc');
    tail.add('');
    tail.add('def');
    assert.deepEqual([tail.text(), tail.isCut], ['abcdef', false]);
  });
});
