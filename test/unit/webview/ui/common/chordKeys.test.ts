import assert from 'node:assert/strict';
import { ChordKeys } from '../../../../../src/webview/ui/common/chordKeys.js';

describe('the second key of a chord', () => {
  /** Whether each key, pressed one after the other, was kept from the page. */
  const kept = (keys: readonly Partial<KeyboardEvent>[], isMac = false): readonly boolean[] => {
    const chords = new ChordKeys(isMac);
    return keys.map((key) => {
      let isPrevented = false;
      chords.take({
        ...{ key: 'n', keyCode: 78, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
        ...{ isComposing: false, timeStamp: 0, preventDefault: () => (isPrevented = true) },
        ...key,
      });
      return isPrevented;
    });
  };
  const controlK = { key: 'k', keyCode: 75, ctrlKey: true };
  const commandK = { key: 'k', keyCode: 75, metaKey: true };

  it('is kept from the page, and no other', () => {
    assert.deepEqual(kept([{}, controlK, {}, {}]), [false, false, true, false]);
  });

  it('follows ⌘K on macOS, where Ctrl+K deletes to the end of the line', () => {
    assert.deepEqual(kept([controlK, {}, commandK, {}], true), [false, false, false, true]);
    assert.deepEqual(kept([commandK, {}]), [false, false]);
  });

  it('follows the K of other scripts, and no other chord of keys', () => {
    assert.deepEqual(kept([{ ...controlK, key: 'л' }, {}]), [false, true]);
    assert.deepEqual(kept([{ ...controlK, shiftKey: true }, {}]), [false, false]);
    assert.deepEqual(kept([{ ...controlK, altKey: true }, {}]), [false, false]);
  });

  it('may be pressed with others held, and may be Ctrl+K again', () => {
    assert.deepEqual(kept([controlK, { key: 'Shift' }, { key: 'N', shiftKey: true }]), [false, false, true]);
    assert.deepEqual(kept([controlK, controlK, {}]), [false, true, false]);
  });

  it('is an ordinary key after five seconds, and when the focus was elsewhere', () => {
    assert.deepEqual(kept([controlK, { timeStamp: 5_000 }]), [false, false]);
    const chords = new ChordKeys(false);
    const key = { ...controlK, metaKey: false, shiftKey: false, altKey: false, isComposing: false, timeStamp: 0 };
    chords.take({ ...key, preventDefault: () => assert.fail() });
    chords.leave();
    chords.take({ ...key, key: 'n', keyCode: 78, ctrlKey: false, preventDefault: () => assert.fail() });
  });
});
