import assert from 'node:assert/strict';
import type { StoredMessage } from '../../../../../../../src/storage/api/chatHistory.js';
import { conversationStatements } from '../../../../../../../src/storage/worker/databases/history/search/conversationFilter.js';
import { minutesAgo, now, SearchableHistory } from './support/searchable.js';

const by = (provider: string, model: string): Partial<StoredMessage> => ({ role: 'assistant', provider, model });
const image = { type: 'file', mediaType: 'image/png', data: '' } as const;
const pdf = { type: 'file', mediaType: 'application/pdf', data: '' } as const;

describe('a search with filters', function () {
  this.timeout(180_000);

  const history = new SearchableHistory()
    .conversation('work', {
      title: 'Deploy',
      workspace: 'file:///home/ada/My%20Shop',
      tags: ['Work', 'später'],
      persona: 'Reviewer',
      updatedAt: minutesAgo(10),
    })
    .conversation('home', {
      title: 'Bread',
      workspace: 'vscode-remote://host/srv/shop',
      pinned: true,
      archived: true,
      updatedAt: minutesAgo(30),
    })
    .conversation('nowhere', { title: 'Nothing', tags: ['later', 'work'], updatedAt: minutesAgo(20) })
    .message('w1', 'how to deploy', { conversationId: 'work', createdAt: minutesAgo(60 * 24 * 40) })
    .message('w2', 'to deploy run\n```sh\nmake\n```', {
      conversationId: 'work',
      createdAt: minutesAgo(12),
      ...by('openai', 'gpt-5.1-mini'),
    })
    .message('w3', 'deploy with this', {
      conversationId: 'work',
      createdAt: minutesAgo(10),
      parts: [{ type: 'text', text: 'deploy with this' }, image],
    })
    .message('h1', 'to bake', {
      conversationId: 'home',
      createdAt: minutesAgo(32),
      parts: [{ type: 'text', text: 'to bake' }, pdf],
    })
    .message('h2', 'to bake and deploy', {
      conversationId: 'home',
      createdAt: minutesAgo(30),
      ...by('huggingface', 'meta-llama/Llama-4'),
    })
    .message('n1', 'to deploy nothing', {
      conversationId: 'nowhere',
      createdAt: minutesAgo(20),
      ...by('anthropic', 'claude-sonnet-4-5'),
    });
  const everything = ['h1', 'h2', 'n1', 'w1', 'w2', 'w3'];

  for (const [text, expected] of Object.entries({
    'deploy from:me ': ['w1', 'w3'],
    'to from:user': ['h1', 'w1'],
    'to from:assistant': ['h2', 'n1', 'w2'],
    'to from:AI': ['h2', 'n1', 'w2'],
    'to from:claude': ['n1'],
    'to from:gpt from:me': ['h1', 'w1', 'w2'],
    'to model:gpt-5': ['w2'],
    'to model:GPT5.1': ['w2'],
    'to model:"sonnet 4.5"': ['n1'],
    'to model:llama model:mini': ['h2', 'w2'],
    'to provider:anthropic': ['n1'],
    'to provider:"Hugging Face"': ['h2'],
    'to provider:gpt': [],
    'to model:gpt provider:anthropic': [],
    'to persona:reviewer': ['w1', 'w2'],
    'to persona:nobody': [],
    'to in:shop': ['h1', 'h2'],
    'to in:"my shop"': ['w1', 'w2'],
    'to in:My%20Shop': ['w1', 'w2'],
    'to in:file:///home/ada/my%20shop': ['w1', 'w2'],
    'to in:ada': [],
    'to in:shop in:"MY SHOP"': ['h1', 'h2', 'w1', 'w2'],
    'to tag:work': ['n1', 'w1', 'w2'],
    'to tag:SPATER': ['w1', 'w2'],
    'to tag:work tag:later': ['n1'],
    'to tag:wor': [],
    'to has:code': ['w2'],
    'deploy has:image': ['w3'],
    'to has:file': ['h1'],
    'to has:file has:image': [],
    'to is:pinned': ['h1', 'h2'],
    'to is:archived is:pinned tag:work': [],
    'to is:archived': ['h1', 'h2'],
    'to before:today': ['w1'],
    'to after:2026-01-31': ['h1', 'h2', 'n1', 'w2'],
    'to after:2026-02': [],
    'to before:2026': ['w1'],
    'to after:2025-12-01 before:2026-01-01': ['w1'],
    'to after:7d': ['h1', 'h2', 'n1', 'w2'],
    'to before:1m': ['w1'],
    'to after:yesterday from:me': ['h1'],
    'to from:assistant tag:work in:"my shop" after:1w has:code model:mini provider:open persona:reviewer': ['w2'],
    'to TAG:work From:me': ['w1'],
    '-bake to from:assistant': ['n1', 'w2'],
    '"to deploy" tag:work': ['n1', 'w1', 'w2'],
  })) {
    it(`finds with ${text.trim()} ${expected.length === 0 ? 'nothing' : 'what fits'}`, () => {
      assert.deepEqual(history.findAll(text), expected);
      assert.deepEqual(history.search(text).ignored, []);
    });
  }

  it('takes the window’s folder for here, and conversations without one where the window has none', () => {
    assert.deepEqual(history.findAll('to in:here', { workspace: 'vscode-remote://host/srv/shop' }), ['h1', 'h2']);
    assert.deepEqual(history.findAll('to in:here', { workspace: null }), ['n1']);
    assert.deepEqual(history.findAll('to in:here'), ['n1']);
    assert.deepEqual(history.findAll('to in:here in:shop', { workspace: null }), ['h1', 'h2', 'n1']);
    assert.deepEqual(history.findAll('to in:here', { workspace: 'file:///elsewhere' }), []);
  });

  it('lists conversations when only they are asked about, the most recently changed first', () => {
    assert.deepEqual(history.find('tag:work'), ['work', 'nowhere']);
    assert.deepEqual(history.find('is:pinned '), ['home']);
    assert.deepEqual(history.find('in:shop is:archived'), ['home']);
    assert.deepEqual(history.find('after:today'), ['work', 'nowhere', 'home']);
    assert.deepEqual(history.find('before:today'), []);
    assert.deepEqual(history.find('after:2026-01 tag:work', { limit: 1 }), ['work']);
    const [hit] = history.search('persona:reviewer').hits;
    assert.deepEqual(
      [hit?.messageId, hit?.role, hit?.time, hit?.snippet],
      [null, null, minutesAgo(10), [{ text: 'Deploy', isMatch: false }]],
    );
  });

  it('lists messages when they are asked about, newest first', () => {
    assert.deepEqual(history.find('from:me'), ['w3', 'h1', 'w1']);
    assert.deepEqual(history.find('has:code'), ['w2']);
    assert.deepEqual(history.find('model:claude tag:work'), ['n1']);
    assert.deepEqual(history.find('from:assistant', { limit: 2 }), ['w2', 'n1']);
  });

  it('finds titles by words and by what is asked of conversations, not by what is asked of messages', () => {
    assert.deepEqual(history.findAll('bread is:pinned '), ['home']);
    assert.deepEqual(history.findAll('bread tag:work '), []);
    assert.deepEqual(history.findAll('bread from:me '), []);
    assert.deepEqual(history.findAll('bread after:today '), ['home']);
    assert.deepEqual(history.findAll('bread before:today '), []);
  });

  for (const text of [
    'before:soon',
    'after:2026-02-30',
    'before:2026-13',
    'after:',
    'has:fun',
    'is:blue',
    'from:',
    'model:""',
    'tag:" "',
    'provider:::',
    '-tag:work',
    '-from:me',
    'before:99999y',
  ]) {
    it(`leaves out ${text}, and says so`, () => {
      const { ignored } = history.search(`to ${text} `);
      assert.deepEqual(ignored, [text]);
      assert.deepEqual(history.findAll(`to ${text} `), ['h1', 'h2', 'n1', 'w1', 'w2']);
    });
  }

  it('takes for text what only looks like a filter', () => {
    const code = new SearchableHistory()
      .conversation('c')
      .message('url', 'see https://example.org now')
      .message('key', 'color: red, constructor:x');
    assert.deepEqual(code.find('https://example.org '), ['url']);
    assert.deepEqual(code.find('color:red '), ['key']);
    assert.deepEqual(code.find('constructor:x '), ['key']);
    assert.deepEqual(code.find('from:constructor'), []);
  });

  it('finds what fits also where it is rare and the word is common, and where many conversations fit', () => {
    const many = new SearchableHistory();
    for (let index = 0; index < 300; index++) {
      const id = `c${index}`;
      many.conversation(id, {
        tags: index % 3 === 0 ? ['third'] : ['other'],
        workspace: index === 7 ? 'file:///tiny' : 'file:///large',
      });
      many.message(`m${index}`, `common ${index === 7 || index === 280 ? 'conr' : 'conx'}${index}`, {
        conversationId: id,
        createdAt: minutesAgo(index),
        ...(index === 8 ? by('rare', 'rare-model') : by('openai', 'gpt-5')),
      });
    }
    assert.deepEqual(many.find('common in:tiny'), ['m7']);
    assert.deepEqual(many.find('common model:rare'), ['m8']);
    assert.deepEqual(many.find('common tag:third', { limit: 3 }), ['m0', 'm3', 'm6']);
    assert.equal(many.find('common tag:third', { limit: 200 }).length, 100);
    assert.equal(many.find('common tag:third -conx3 ', { limit: 200 }).length, 99);
    // Hundreds of words begin with con, two with conr.
    assert.deepEqual(many.find('conr'), ['m7', 'm280']);
    assert.deepEqual(many.find('tag:other conr'), ['m7', 'm280']);
    assert.deepEqual(many.find('tag:third conr'), []);
  });

  it('finds by time where many messages have the same time', () => {
    const crowd = new SearchableHistory().conversation('c');
    for (let index = 0; index < 100; index++)
      crowd.message(`m${index}`, 'word', { createdAt: new Date(2026, 0, 10).getTime() - (index % 2) });
    assert.equal(crowd.find('word before:2026-01-10', { limit: 200 }).length, 50);
    assert.equal(crowd.find('word after:2026-01-10', { limit: 200 }).length, 50);
  });

  it('asks indexes about conversations, and nothing else for the names in use', () => {
    for (const [name, statement] of Object.entries(conversationStatements)) {
      const plan = history.sql
        .all(
          `EXPLAIN QUERY PLAN ${statement}`,
          Array.from(statement.matchAll(/\?/g), () => 1),
        )
        .map((row) => String(row[3]));
      assert.equal(plan.length, 1, name);
      assert.match(
        plan[0]!,
        statement.includes('DISTINCT')
          ? /^SEARCH conversations USING COVERING INDEX/
          : /^SEARCH conversations USING INDEX/,
        name,
      );
    }
  });

  it('asks the index for what is newest first, without sorting', () => {
    const steps = history.sql
      .all(
        "EXPLAIN QUERY PLAN SELECT number, body FROM message_words CROSS JOIN messages ON number = docid WHERE message_words MATCH 'x' AND docid BETWEEN 1 AND 9 ORDER BY docid DESC",
      )
      .map((row) => String(row[3]));
    assert.deepEqual(
      steps.map((step) => step.replace(/INDEX \d+/, 'INDEX n')),
      ['SCAN message_words VIRTUAL TABLE INDEX n:DESC', 'SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)'],
    );
  });

  it('knows every message there is', () => {
    assert.deepEqual(history.findAll('-zzz'), everything.concat('home', 'nowhere', 'work').sort());
    assert.equal(now, new Date('2026-01-31T12:00').getTime());
  });
});
