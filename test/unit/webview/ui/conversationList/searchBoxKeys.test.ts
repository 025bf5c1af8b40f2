import assert from 'node:assert/strict';
import { searchBoxCommand, type SearchBoxState } from '../../../../../src/webview/ui/conversationList/searchBoxKeys.js';

const command = (key: string, state: Partial<SearchBoxState> = {}) =>
  searchBoxCommand(key, { suggestions: 0, highlighted: -1, isHelpOpen: false, isEmpty: false, ...state });

describe('the keys of the search box', () => {
  it('go round in the suggestions', () => {
    assert.deepEqual(command('ArrowDown', { suggestions: 3 }), { type: 'highlight', index: 0 });
    assert.deepEqual(command('ArrowDown', { suggestions: 3, highlighted: 2 }), { type: 'highlight', index: 0 });
    assert.deepEqual(command('ArrowUp', { suggestions: 3 }), { type: 'highlight', index: 2 });
    assert.deepEqual(command('ArrowUp', { suggestions: 3, highlighted: 2 }), { type: 'highlight', index: 1 });
  });

  it('go down into the list where nothing is suggested', () => {
    assert.deepEqual(command('ArrowDown'), { type: 'enter-list' });
    assert.equal(command('ArrowUp'), undefined);
  });

  it('take the suggestion that is highlighted', () => {
    for (const key of ['Enter', 'Tab'])
      assert.deepEqual(command(key, { suggestions: 3, highlighted: 1 }), { type: 'take', index: 1 });
    assert.deepEqual(command('Enter', { suggestions: 3 }), { type: 'open-first' });
    assert.equal(command('Tab', { suggestions: 3 }), undefined, 'the focus moves on');
  });

  it('take none that is no longer there', () => {
    assert.deepEqual(command('Enter', { suggestions: 1, highlighted: 1 }), { type: 'open-first' });
    assert.equal(command('Tab', { suggestions: 1, highlighted: 1 }), undefined);
  });

  it('close one thing after the other with Escape, and leave the last one to the panel', () => {
    const isHelpOpen = true;
    assert.deepEqual(command('Escape', { suggestions: 1, isHelpOpen }), { type: 'close-suggestions' });
    assert.deepEqual(command('Escape', { isHelpOpen }), { type: 'close-help' });
    assert.deepEqual(command('Escape'), { type: 'clear' });
    assert.equal(command('Escape', { isEmpty: true }), undefined);
  });

  it('type what is no command', () => {
    for (const key of ['a', ' ', 'Home', 'ArrowLeft']) assert.equal(command(key, { suggestions: 3 }), undefined);
  });
});
