import assert from 'node:assert/strict';
import { blankConversation } from '../../../../src/chat/conversation/conversationRecord.js';
import * as vscode from 'vscode';
import type { Conversation, SearchHit, SearchResult } from '../../../../src/storage/api/chatHistory.js';
import {
  failedItems,
  filterItems,
  foundItems,
  recentItems,
  type ChatItem,
} from '../../../../src/vscode/search/chatItems.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const may = new Date(2026, 4, 3, 14, 5).getTime();

function conversation(fields: Partial<Conversation> = {}): Conversation {
  return { id: 'c', ...blankConversation, title: 'Sorting', updatedAt: may, ...fields };
}

function hit(more: Partial<SearchHit> = {}): SearchHit {
  return { conversation: conversation(), messageId: 'm', role: 'user', time: may, snippet: [], words: [], ...more };
}

function found(more: Partial<SearchResult>, exact = false): readonly ChatItem[] {
  return foundItems({ hits: [], more: false, ignored: [], pending: 0, ...more }, exact, (provider) => `<${provider}>`);
}

const iconOf = ({ iconPath }: ChatItem): string | undefined =>
  iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined;

describe('items of recent chats', () => {
  it('stand below a heading, each with its title, day, workspace and tags', () => {
    const [heading, item] = recentItems([
      conversation({ workspace: 'file:///home/ada/my%20code', tags: ['rust', 'floats'] }),
    ]);
    assert.deepEqual(heading, { label: 'Recent chats', kind: vscode.QuickPickItemKind.Separator });
    assert.deepEqual(
      { ...item, iconPath: iconOf(item!) },
      {
        label: 'Sorting',
        iconPath: 'comment-discussion',
        alwaysShow: true,
        description: 'May 3, 2026 · my code · rust · floats',
        target: { conversationId: 'c', messageId: null, words: [] },
      },
    );
  });

  it('leave out what a chat lacks, and name one without a title', () => {
    const [, item] = recentItems([conversation({ title: '' })]);
    assert.deepEqual([item?.label, item?.description], ['New Chat', 'May 3, 2026']);
  });

  it('give the day in the language of the editor', () => {
    vscodeStub.language = 'de';
    assert.equal(recentItems([conversation()])[1]?.description, '3. Mai 2026');
  });

  it('are one remark that leads nowhere where there is no chat', () => {
    assert.deepEqual(recentItems([]), [{ label: 'No chats yet', alwaysShow: true }]);
  });
});

describe('items of what was found', () => {
  const authors: readonly (readonly [Partial<SearchHit>, icon: string, description: string])[] = [
    [{ role: 'user' }, 'account', 'You · May 3, 2026'],
    [{ role: 'assistant', provider: 'openai', model: 'm-1' }, 'sparkle', '<openai> · m-1 · May 3, 2026'],
    [{ messageId: null, role: null }, 'comment-discussion', 'May 3, 2026'],
  ];
  for (const [more, icon, description] of authors) {
    it(`show by whom it is: ${description}`, () => {
      const [item] = found({ hits: [hit(more)] });
      assert.deepEqual([item?.label, iconOf(item!), item?.description], ['Sorting', icon, description]);
      assert.deepEqual(item?.target, {
        conversationId: 'c',
        messageId: more.messageId === null ? null : 'm',
        words: [],
      });
      assert.equal(item?.alwaysShow, true, 'the editor may not filter it');
    });
  }

  it('say when a chat is pinned or archived', () => {
    const states = [{ pinned: true }, { archived: true }, { pinned: true, archived: true }];
    assert.deepEqual(
      states.map((state) => found({ hits: [hit({ conversation: conversation(state) })] })[0]?.description),
      ['You · May 3, 2026 · Pinned', 'You · May 3, 2026 · Archived', 'You · May 3, 2026 · Pinned · Archived'],
    );
  });

  it('show the place in the message on one line; a title has none', () => {
    const snippet = [
      { text: 'how to\n\n  sort ', isMatch: false },
      { text: 'floats', isMatch: true },
      { text: '?', isMatch: false },
    ];
    assert.equal(found({ hits: [hit({ snippet })] })[0]?.detail, 'how to sort floats?');
    assert.equal(found({ hits: [hit({ messageId: null, snippet })] })[0]?.detail, undefined);
  });

  it('keep the order of the hits, between what was ignored and that there are more', () => {
    const hits = ['b', 'a'].map((title) => hit({ conversation: conversation({ title }) }));
    const items = found({ hits, more: true, ignored: ['before:soon', '=>'], pending: 1200 });
    assert.deepEqual(
      items.map(({ label }) => label),
      [
        'Not searched yet: 1200 messages that are being indexed',
        'Ignored: before:soon, =>',
        'b',
        'a',
        'More results available: add a word or a filter to narrow the search',
      ],
    );
    assert.deepEqual(
      items.map(({ target }) => target === undefined),
      [true, true, false, false, true],
    );
  });

  it('say that there is nothing, what to do, and that something was ignored all the same', () => {
    const items = found({ ignored: ['=>'] });
    assert.deepEqual(
      items.map(({ label, detail, target }) => [label, detail, target]),
      [
        ['Ignored: =>', undefined, undefined],
        ['No results found', 'Try fewer words or only their beginnings, or remove a filter.', undefined],
      ],
    );
    assert.equal(found({}, true)[0]?.detail, 'Only exact matches are shown. Turn this off to find words in any order.');
  });
});

describe('items of chats', () => {
  it('show no icon that a title, a tag, a message, a filter or an error names', () => {
    const text = 'a $(trash) and $(flame)';
    const plain = 'a \\$(trash) and \\$(flame)';
    const titled = conversation({ title: text, tags: [text] });
    const items = [
      ...recentItems([titled]),
      ...found({ hits: [hit({ conversation: titled, snippet: [{ text, isMatch: true }] })], ignored: [text] }),
      ...found({ hits: [hit({ role: 'assistant', provider: '', model: text })] }),
      ...failedItems(text),
    ];
    const texts = items.flatMap(({ label, description = '', detail = '' }) => [label, description, detail]);
    assert.equal(texts.filter((shown) => shown.includes(plain)).length, 7);
    assert.deepEqual(
      texts.filter((shown) => /(?<!\\)\$\(/u.test(shown)),
      [],
    );
  });

  it('offer the log where the search failed, with the reason', () => {
    const [item, ...more] = failedItems('The storage has ended.');
    assert.deepEqual(
      { ...item, iconPath: iconOf(item!) },
      {
        label: 'The search failed.',
        iconPath: 'error',
        alwaysShow: true,
        description: 'Open Log',
        detail: 'The storage has ended.',
        target: 'log',
      },
    );
    assert.deepEqual(more, []);
  });

  it('offer the filters, each to be typed and with its meaning', () => {
    assert.deepEqual(
      filterItems().map(({ label, description, alwaysShow, target }) => [label, description, alwaysShow, target]),
      [
        ['from:me', 'your messages'],
        ['model:', 'answers from a model'],
        ['in:here', 'in this workspace; or name another one'],
        ['has:code', 'messages with code'],
        ['file:', 'messages with an attached file of this name or path'],
        ['is:pinned', 'pinned chats'],
        ['tag:', 'chats with a tag'],
        ['before:', 'before a day, month or year (after: works the same way)'],
      ].map(([filter, meaning]) => [filter, meaning, true, { filter }]),
    );
  });
});
