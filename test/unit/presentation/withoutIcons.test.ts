import assert from 'node:assert/strict';
import { withoutIcons } from '../../../src/presentation/withoutIcons.js';

/** How the editor shows a label, with ● for an icon (`iconLabels.ts`). */
function shown(label: string): string {
  return label.replace(
    /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g,
    (_match, escape: string | undefined, name: string) => (escape === undefined ? '●' : `$(${name})`),
  );
}

describe('withoutIcons', () => {
  for (const text of ['$(trash) day', 'a $(sync~spin)$(X-1)', String.raw`\$(trash)`, 'costs $(5 or $() or (x)', '']) {
    it(`has the editor show ${JSON.stringify(text)} as it stands`, () => {
      assert.equal(shown(withoutIcons(text)), text);
    });
  }

  it('leaves out what turns the direction of text, is invisible or breaks the line', () => {
    assert.equal(withoutIcons('a\u202egnp.exe\u2066b\u200bc\r\nd\u2028e'), 'agnp.exebc d e');
    assert.equal(withoutIcons('$\u200b(trash)'), String.raw`\$(trash)`);
    assert.equal(withoutIcons('👩\u200d💻 شكرا'), '👩\u200d💻 شكرا');
  });
});
