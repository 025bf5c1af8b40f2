import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { SearchHitView, ListViewMessage } from '../../../../../src/webview/protocol/conversationList.js';
import { groupHits } from '../../../../../src/webview/ui/conversationList/hitGroups.js';
import { ConversationSearch } from '../../../../../src/webview/ui/conversationList/conversationSearch.js';
import {
  appendFilter,
  searchSuggestions,
  takeSuggestion,
} from '../../../../../src/webview/ui/conversationList/searchSuggestions.js';

const labels = { tags: ['react', 'rust', 'two words', 'say "hi"'], workspaces: ['scout', 'website'] };

describe('searching as one types', () => {
  let posted: ListViewMessage[];
  let search: ConversationSearch;

  beforeEach(() => {
    posted = [];
    search = new ConversationSearch((message) => posted.push(message));
  });
  afterEach(() => search.clear());

  const asked = () => posted.filter((message) => message.type === 'list-search');
  const answer = (request: number): void =>
    search.receive({ type: 'list-hits', request, hits: [], more: false, ignored: [], pending: 0, problem: '' });
  const paused = async (): Promise<void> => {
    for (let attempt = 0; asked().length === 0 && attempt < 200; attempt += 1) await delay(5);
  };

  it('asks once the typing pauses, for the latest text', async () => {
    search.type('a');
    search.type('ab');
    assert.equal(search.searching.value, true);
    await paused();
    assert.deepEqual(
      asked().map(({ text, exact, limit }) => [text, exact, limit]),
      [['ab', false, 50]],
    );
  });

  it('drops an answer as soon as the text has changed', async () => {
    search.type('a');
    await paused();
    search.type('ab');
    answer(asked()[0]!.request);
    assert.equal(search.results.value, null);
    assert.equal(search.searching.value, true);
  });

  it('keeps what was found until there is something newer, and forgets it with the text', async () => {
    search.type('a');
    await paused();
    answer(asked()[0]!.request);
    search.type('ab');
    assert.equal(search.results.value?.text, 'a');
    search.type('  ');
    assert.equal(search.results.value, null);
    assert.equal(search.searching.value, false);
  });

  it('does at once what waits for an answer, when there is one, and never after more was typed', async () => {
    const done: string[] = [];
    search.whenAnswered(() => done.push('nothing to look for'));
    search.type('a');
    search.whenAnswered(() => done.push('a'));
    answer(asked()[0]!.request);
    search.whenAnswered(() => done.push('again'));
    search.type('ab');
    search.whenAnswered(() => done.push('ab'));
    const late = asked().at(-1)!.request;
    search.type('abc');
    answer(late);
    const before = asked().length;
    for (let attempt = 0; asked().length === before && attempt < 200; attempt += 1) await delay(5);
    answer(asked().at(-1)!.request);
    assert.deepEqual(done, ['a', 'again']);
  });

  it('asks again at once for exact text and for more, and cuts what no host would take', () => {
    search.setExact(true);
    assert.deepEqual(asked(), [], 'not for nothing');
    search.type('x'.repeat(2_000));
    search.setExact(false);
    search.showMore();
    assert.deepEqual(
      asked().map(({ text, exact, limit }) => [text.length, exact, limit]),
      [
        [1_000, false, 50],
        [1_000, false, 200],
      ],
    );
  });
});

describe('suggestions for filters', () => {
  const suggest = (text: string, cursor = text.length): readonly string[] | undefined =>
    searchSuggestions(text, cursor, labels)?.values;

  it('come for the value that is being typed, and for nothing else', () => {
    assert.deepEqual(suggest('tag:'), ['react', 'rust', '"two words"', '"say hi"']);
    assert.deepEqual(suggest('words tag:RU'), ['rust']);
    assert.deepEqual(suggest('after:y'), ['yesterday']);
    assert.deepEqual(suggest('in:'), ['here', 'scout', 'website']);
    assert.deepEqual(suggest('tag:"two w'), ['"two words"']);
    for (const text of ['', 'tag', 'model:', 'tag:xyz', 'untag:r', '-tag:r', 'has:code', 'tag:rust '])
      assert.equal(suggest(text), undefined, text);
  });

  it('begin with a filter out of the help, behind what is there', () => {
    assert.deepEqual(appendFilter('', 'tag:'), { text: 'tag:', cursor: 4 });
    assert.deepEqual(appendFilter('words  ', 'tag:'), { text: 'words tag:', cursor: 10 });
    assert.deepEqual(appendFilter('words', '""'), { text: 'words ""', cursor: 7 }, 'between the quotation marks');
  });

  it('replace the whole value around the cursor', () => {
    const text = 'one tag:ruXYZ two';
    const suggestions = searchSuggestions(text, 'one tag:ru'.length, labels)!;
    assert.deepEqual(takeSuggestion(text, suggestions, 'rust'), {
      text: 'one tag:rust two',
      cursor: 'one tag:rust '.length,
    });
    const quoted = 'tag:"two w" end';
    assert.equal(
      takeSuggestion(quoted, searchSuggestions(quoted, 'tag:"two w'.length, labels)!, '"two words"').text,
      'tag:"two words" end',
    );
  });
});

describe('hits', () => {
  it('stand under their conversations in the order of the first ones, the hit in a title in the title', () => {
    const conversation = (id: string) => ({
      id,
      title: id,
      updatedAt: 0,
      workspace: '',
      pinned: false,
      archived: false,
      tags: [],
      deletedAt: null,
    });
    const hit = (id: string, messageId: string | null, isMatch = true): SearchHitView => ({
      conversation: conversation(id),
      messageId,
      author: '',
      time: 0,
      snippet: [{ text: 'x', isMatch }],
      words: [],
    });
    const groups = groupHits([hit('b', 'm1'), hit('a', null), hit('b', null), hit('a', 'm2'), hit('c', null, false)]);
    assert.deepEqual(
      groups.map((group) => [
        group.conversation.id,
        group.rowsBefore,
        group.title !== undefined,
        group.hits.map(({ messageId }) => messageId),
      ]),
      [
        ['b', 0, true, ['m1']],
        ['a', 2, true, ['m2']],
        ['c', 4, false, []],
      ],
    );
  });
});
