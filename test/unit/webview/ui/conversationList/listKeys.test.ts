import assert from 'node:assert/strict';
import { RowSelection } from '../../../../../src/webview/ui/conversationList/rowSelection.js';
import { listCommand } from '../../../../../src/webview/ui/conversationList/listKeys.js';
import { TypeAhead } from '../../../../../src/webview/ui/conversationList/typeAhead.js';

const key = (name: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  listCommand({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('the keys of the list', () => {
  it('mean what they mean in lists', () => {
    assert.deepEqual(key('ArrowDown'), { type: 'move', by: 1, extends: false });
    assert.deepEqual(key('Home', { shiftKey: true }), { type: 'move', by: -Infinity, extends: true });
    assert.deepEqual(key('F2'), { type: 'rename' });
    assert.deepEqual(key('Delete'), { type: 'delete' });
    assert.deepEqual(key('F10', { shiftKey: true }), { type: 'menu' });
    assert.deepEqual(key('a', { metaKey: true }), { type: 'select-all' });
    assert.deepEqual(key('z', { ctrlKey: true }), { type: 'undo' });
    assert.deepEqual(key('ä'), { type: 'find', character: 'ä' });
  });

  it('leave the others to the editor', () => {
    for (const command of [
      key('F10'),
      key(' '),
      key('Enter'),
      key('Escape'),
      key('Tab'),
      key('p', { ctrlKey: true }),
      key('Z', { ctrlKey: true, shiftKey: true }),
      key('a', { altKey: true }),
    ]) {
      assert.equal(command, undefined);
    }
  });
});

describe('finding rows by letters', () => {
  const titles = ['Apple', 'Banana', 'Blueberry', 'Ärger', 'Bear'];

  it('goes to the next one that begins like that, round the end', () => {
    const ahead = new TypeAhead();
    assert.equal(ahead.find('b', titles, 0, 0), 1);
    assert.equal(ahead.find('b', titles, 1, 5_000), 2);
    assert.equal(ahead.find('b', titles, 2, 10_000), 4);
    assert.equal(ahead.find('b', titles, 4, 15_000), 1);
    assert.equal(ahead.find('Ä', titles, 0, 20_000), 3);
    assert.equal(ahead.find('x', titles, 0, 25_000), undefined);
  });

  it('joins letters that follow fast, and takes the same one again for the next row', () => {
    const ahead = new TypeAhead();
    assert.equal(ahead.find('b', titles, 0, 0), 1);
    assert.equal(ahead.find('l', titles, 1, 100), 2);
    const again = new TypeAhead();
    assert.equal(again.find('b', titles, 0, 0), 1);
    assert.equal(again.find('b', titles, 1, 100), 2);
    assert.equal(again.find('b', titles, 2, 200), 4);
  });
});

describe('choosing several', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];

  it('adds a range from the last one to this one, in either direction', () => {
    const selection = new RowSelection();
    selection.toggle('d');
    selection.extendTo('b', order);
    assert.deepEqual([...selection.ids.value].sort(), ['b', 'c', 'd']);
    selection.extendTo('e', order);
    assert.deepEqual([...selection.ids.value].sort(), ['b', 'c', 'd', 'e']);
    selection.toggle('c');
    assert.deepEqual([...selection.ids.value].sort(), ['b', 'd', 'e']);
  });

  it('begins with one when there is no last one, or that is gone', () => {
    const selection = new RowSelection();
    selection.extendTo('c', order);
    assert.deepEqual([...selection.ids.value], ['c']);
    selection.end();
    assert.equal(selection.active.value, false);
    selection.toggle('gone');
    selection.keepOnly(order);
    selection.extendTo('b', order);
    assert.deepEqual([...selection.ids.value], ['b']);
  });
});
