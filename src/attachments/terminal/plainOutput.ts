import { WrittenLines } from './writtenLines.js';

/**
 * What a terminal does not show: sequences with a text of their own (OSC, DCS, APC, PM, SOS), those that move or erase (CSI: parameters,
 * letter), and all others. ECMA-48. One that never ends reaches to the next one, so that each character is read once.
 */
const sequence =
  // eslint-disable-next-line no-control-regex
  /(?:\u001b[\]P_^X]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])?|\u001b[ -/]*[0-~]?/y;
// eslint-disable-next-line no-control-regex
const shownRun = /[^\u0000-\u001f\u007f-\u009f]+/y;

/**
 * What a terminal shows of what programs have written into it: colors and titles are gone, and progress that was written over itself is
 * there once, as it was at the end. Lines end with line feeds; one that was only wider than the window stays one.
 */
export function plainOutput(written: string): string {
  const lines = new WrittenLines();
  for (let index = 0; index < written.length;) {
    shownRun.lastIndex = index;
    sequence.lastIndex = index;
    const shown = shownRun.exec(written);
    if (shown !== null) {
      lines.write(shown[0]);
      index = shownRun.lastIndex;
      continue;
    }
    const found = sequence.exec(written);
    if (found === null) {
      lines.control(written[index]!);
      index += 1;
      continue;
    }
    const [whole, parameters = '', letter] = found;
    if (letter !== undefined) lines.command(letter, parameters);
    else if (whole === '\u001bc') lines.reset();
    index = sequence.lastIndex;
  }
  return lines.text();
}
