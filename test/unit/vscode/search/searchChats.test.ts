import assert from 'node:assert/strict';
import { ScoutError } from '../../../../src/core/errors.js';
import { labelsOf, SearchUnderTest, typed } from '../support/searchUnderTest.js';
import { settled } from '../support/settled.js';

describe('searchChats', () => {
  let search: SearchUnderTest;

  beforeEach(async () => {
    search = await SearchUnderTest.create();
  });

  afterEach(() => search.dispose());

  it('begins with the latest chats, without a search, and says what can be typed', async () => {
    const pick = await search.open();
    assert.deepEqual(labelsOf(pick), ['Recent chats', 'Sorting floats', 'Naming tests']);
    assert.deepEqual(
      [pick.title, pick.placeholder, pick.busy, pick.isVisible],
      ['Search Chats', 'Search all chats: words, "phrases", from:me, tag:…', false, true],
    );
    assert.deepEqual(search.requests, []);
    await search.close(pick);
  });

  it('shows thirty of the latest chats', async () => {
    for (let index = 0; index < 30; index += 1)
      await search.converse(`more-${index}`, `More ${index}`, 'x', 10 + index);
    const pick = await search.open();
    assert.equal(labelsOf(pick).length, 31, 'a heading and thirty chats');
    assert.equal(labelsOf(pick).at(-1), 'More 0');
    await search.close(pick);
  });

  it('finds as one types, without the spaces around, and shows the latest chats again when nothing is left', async () => {
    const pick = await search.open();
    assert.deepEqual(await typed(pick, ' named '), ['Naming tests']);
    assert.equal(pick.items[0]?.detail, 'How are tests named and what do I sort first?');
    assert.deepEqual(search.requests, [{ text: 'named', exact: false, limit: 50, workspace: 'file:///here' }]);
    assert.deepEqual(await typed(pick, '  '), ['Recent chats', 'Sorting floats', 'Naming tests']);
    assert.equal(search.requests.length, 1);
    await search.close(pick);
  });

  it('leaves the order of the hits and their choice to the search', async () => {
    const pick = await search.open();
    await typed(pick, 'sort');
    assert.deepEqual([pick.sortByLabel, pick.matchOnDescription, pick.matchOnDetail], [false, false, false]);
    assert.deepEqual(labelsOf(pick), ['Sorting floats', 'Naming tests', 'Sorting floats']);
    await search.close(pick);
  });

  it('opens the message that is picked', async () => {
    const pick = await search.open();
    await typed(pick, 'named');
    pick.accept('Naming tests');
    await search.end;
    assert.deepEqual(search.opened, [['tests', 'tests-question', ['named']]]);
    assert.equal(pick.isVisible, false);
    await settled();
    assert.equal(pick.isDisposed, true);
  });

  it('opens a recent chat at no message', async () => {
    const pick = await search.open();
    pick.accept('Naming tests');
    await search.end;
    assert.deepEqual(search.opened, [['tests', null, []]]);
  });

  it('opens nothing when it is closed, and is gone then', async () => {
    const pick = await search.open();
    await search.close(pick);
    assert.deepEqual([search.opened, pick.isDisposed], [[], true]);
  });

  it('stays open when what is picked is only a remark', async () => {
    const pick = await search.open();
    assert.deepEqual(await typed(pick, 'qzxwvkj'), ['No results found']);
    pick.accept('No results found');
    await settled();
    assert.deepEqual([pick.isVisible, search.opened], [true, []]);
    await search.close(pick);
  });

  it('finds exact text by a button, which then leads back', async () => {
    const pick = await search.open();
    const buttons = (): readonly unknown[] => pick.buttons.map(({ tooltip }) => tooltip);
    assert.deepEqual(buttons(), ['Find Exact Text', 'Search filters']);
    assert.deepEqual(await typed(pick, 'named tests'), ['Naming tests']);
    pick.press('Find Exact Text');
    await settled();
    assert.deepEqual(
      [pick.title, buttons()],
      ['Search Chats: exact text', ['Find Words in Any Order', 'Search filters']],
    );
    assert.deepEqual(labelsOf(pick), ['No results found']);
    assert.match(pick.items[0]?.detail ?? '', /Only exact matches/u);
    pick.press('Find Words in Any Order');
    await settled();
    assert.deepEqual([pick.title, buttons()], ['Search Chats', ['Find Exact Text', 'Search filters']]);
    assert.deepEqual(labelsOf(pick), ['Naming tests']);
    assert.deepEqual(
      search.requests.map(({ exact }) => exact),
      [false, true, false],
    );
    await search.close(pick);
  });

  it('types a filter that is picked behind what stands there, and searches', async () => {
    const pick = await search.open();
    await typed(pick, ' named ');
    pick.press('Search filters');
    pick.accept('from:me');
    await settled();
    assert.deepEqual([pick.value, pick.isVisible], ['named from:me', true]);
    assert.deepEqual([search.requests.at(-1)?.text, labelsOf(pick)], ['named from:me', ['Naming tests']]);
    await typed(pick, '');
    pick.press('Search filters');
    pick.accept('tag:');
    await settled();
    assert.equal(pick.value, 'tag:');
    await search.close(pick);
  });

  it('says why it failed, offers the log, and finds again once it can', async () => {
    const { answer } = search;
    search.answer = () => Promise.reject(new ScoutError('storage', 'The storage has ended.'));
    const pick = await search.open();
    assert.deepEqual(await typed(pick, 'named'), ['The search failed.']);
    assert.equal(pick.busy, false);
    assert.deepEqual(search.logger.lines, ['warn: A search failed: The storage has ended.']);
    search.answer = answer;
    assert.deepEqual(await typed(pick, 'named '), ['Naming tests']);
    search.answer = () => Promise.reject(new Error('gone'));
    await typed(pick, 'named');
    pick.accept('The search failed.');
    await search.end;
    assert.deepEqual(search.opened, ['log']);
  });
});
