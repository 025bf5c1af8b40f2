import assert from 'node:assert/strict';
import { labelsOf, SearchUnderTest } from '../support/searchUnderTest.js';
import { settled } from '../support/settled.js';

describe('searching while one types', () => {
  let search: SearchUnderTest;

  beforeEach(async () => {
    search = await SearchUnderTest.create();
  });

  afterEach(() => search.dispose());

  it('takes Enter, pressed before the answer is there, for the first hit', async () => {
    const release = search.hold();
    const pick = await search.open();
    pick.type('before:soon sort');
    assert.equal(pick.busy, true);
    pick.accept();
    await settled();
    assert.deepEqual(search.opened, [], 'what stands there is not what was asked for');
    release();
    await search.end;
    assert.deepEqual(
      search.opened,
      [['floats', 'floats-question', ['sort']]],
      'the remark above the hits is passed over',
    );
  });

  it('forgets that Enter was pressed when the text is changed after it', async () => {
    const release = search.hold();
    const pick = await search.open();
    pick.type('named');
    pick.accept();
    pick.type('named ');
    release();
    await settled();
    assert.deepEqual([pick.isVisible, pick.busy, search.opened], [true, false, []]);
    await search.close(pick);
  });

  it('never shows the answer to an earlier text, and does not ask for texts that were typed over', async () => {
    const release = search.hold();
    const pick = await search.open();
    for (const text of ['floats', 'flo', 'named']) pick.type(text);
    await settled();
    assert.deepEqual(
      search.requests.map(({ text }) => text),
      ['floats'],
    );
    const { answer } = search;
    let shown: readonly string[] = [];
    search.answer = (request) => {
      shown = labelsOf(pick);
      return answer(request);
    };
    release();
    await settled();
    assert.deepEqual(
      search.requests.map(({ text }) => text),
      ['floats', 'named'],
    );
    assert.deepEqual(shown, ['Recent chats', 'Sorting floats', 'Naming tests'], 'nothing of the first answer');
    assert.deepEqual([labelsOf(pick), pick.busy], [['Naming tests'], false]);
    await search.close(pick);
  });

  it('keeps the filters in the list when the answer to what was typed comes, and types the one that is picked', async () => {
    const release = search.hold();
    const pick = await search.open();
    pick.type('named');
    pick.press('Search filters');
    const filters = labelsOf(pick);
    release();
    await settled();
    assert.deepEqual([labelsOf(pick), pick.busy], [filters, false]);
    pick.accept('from:me');
    await settled();
    assert.deepEqual([pick.value, labelsOf(pick), search.opened], ['named from:me', ['Naming tests'], []]);
    await search.close(pick);
  });

  it('types a filter that is picked before the answer is there, instead of opening the first hit', async () => {
    const release = search.hold();
    const pick = await search.open();
    pick.type('named');
    pick.accept();
    pick.press('Search filters');
    pick.accept('from:me');
    release();
    await settled();
    assert.deepEqual([pick.value, labelsOf(pick), search.opened], ['named from:me', ['Naming tests'], []]);
    await search.close(pick);
  });

  it('searches exactly at once when that is asked for before the answer is there', async () => {
    const release = search.hold();
    const pick = await search.open();
    pick.type('named tests');
    pick.press('Find Exact Text');
    release();
    await settled();
    assert.deepEqual([labelsOf(pick), pick.busy], [['No results found'], false]);
    await search.close(pick);
  });

  it('changes nothing that is closed when the answer comes', async () => {
    const release = search.hold();
    const pick = await search.open();
    const before = pick.items;
    pick.type('named');
    await search.close(pick);
    release();
    await settled();
    assert.equal(pick.items, before);
  });
});
