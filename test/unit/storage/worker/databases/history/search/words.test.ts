import assert from 'node:assert/strict';
import { historyOf, marked, minutesAgo, SearchableHistory } from './support/searchable.js';

describe('a search for words', function () {
  this.timeout(180_000);

  const history = historyOf({
    dogs: 'The quick brown fox jumps over two lazy dogs.',
    fox: 'Quick! A fox, a brown one, is in the kitchen.',
    kitchen: 'Kitchens need foxgloves and quicklime.',
  });

  it('finds messages that have all of them, in any order and anywhere, upper and lower case alike', () => {
    assert.deepEqual(history.findAll('FOX quick '), ['dogs', 'fox']);
    assert.deepEqual(history.find('kitchen fox '), ['fox']);
    assert.deepEqual(history.find('fox elephant '), []);
  });

  it('takes the last word for the beginning of one, until a space follows', () => {
    assert.deepEqual(history.findAll('fox'), ['dogs', 'fox', 'kitchen']);
    assert.deepEqual(history.findAll('fox '), ['dogs', 'fox']);
    assert.deepEqual(history.findAll('qui fox'), []);
    assert.deepEqual(history.findAll('q'), ['dogs', 'fox', 'kitchen']);
    assert.deepEqual(history.findAll('kitchens n'), ['kitchen']);
  });

  it('takes a word with a star for the beginning of one, wherever it stands', () => {
    assert.deepEqual(history.findAll('qui* fox '), ['dogs', 'fox']);
    assert.deepEqual(history.findAll('q* foxg* '), ['kitchen']);
    assert.deepEqual(history.findAll('quickli* '), ['kitchen']);
    assert.deepEqual(history.findAll('z* '), []);
  });

  it('finds quoted words side by side only', () => {
    assert.deepEqual(history.find('"brown fox"'), ['dogs']);
    assert.deepEqual(history.find('"fox a brown"'), ['fox']);
    assert.deepEqual(history.find('"brown f"'), []);
    assert.deepEqual(history.find('"brown f'), ['dogs']);
    assert.deepEqual(history.find('"quick" "lazy dogs"'), ['dogs']);
  });

  it('leaves out messages with an excluded word or phrase', () => {
    assert.deepEqual(history.find('fox -lazy'), ['fox']);
    assert.deepEqual(history.find('quick -"brown fox"'), ['fox']);
    assert.deepEqual(history.findAll('-lazy'), ['fox', 'kitchen']);
    assert.deepEqual(history.findAll('-foxg*'), ['dogs', 'fox']);
    assert.deepEqual(history.findAll('fox -quick -lazy '), []);
  });

  it('excludes nothing for the beginning of a word, not even while it is being typed', () => {
    assert.deepEqual(history.findAll('fox -laz'), ['dogs', 'fox']);
    assert.deepEqual(history.findAll('-laz'), ['dogs', 'fox', 'kitchen']);
    assert.deepEqual(history.findAll('quick -"brown f'), ['dogs', 'fox']);
    assert.deepEqual(history.findAll('fox -laz*'), ['fox'], 'unless it says so');
  });

  it('does not take the dashes of an option for an exclusion', () => {
    const options = historyOf({ force: 'git push --force', plain: 'git push' });
    assert.deepEqual(options.find('push --force'), ['force']);
  });

  it('finds nothing, and says so, when there is nothing to look for', () => {
    for (const text of ['', '   ', '()', '""', '-', '*', '=>']) assert.deepEqual(history.find(text), [], text);
    assert.deepEqual(history.search('fox => ').ignored, ['=>']);
    assert.deepEqual(history.findAll('fox => '), ['dogs', 'fox']);
  });

  it('treats words of the index’s own language as words', () => {
    const operators = historyOf({ or: 'this or that', near: 'so near and yet', not: 'why not' });
    assert.deepEqual(operators.find('this OR near '), []);
    assert.deepEqual(operators.find('OR '), ['or']);
    assert.deepEqual(operators.find('NEAR '), ['near']);
    assert.deepEqual(operators.find('NOT '), ['not']);
    assert.deepEqual(operators.find('near/2 yet'), []);
    assert.deepEqual(operators.find('words:this '), []);
    assert.deepEqual(operators.find('^this '), ['or']);
  });

  it('finds names in code by their parts, and as a whole', () => {
    const code = historyOf({
      camel: 'const camelCaseName = 1;',
      snake: 'const snake_case_name = 2;',
      call: 'foo.bar(); // a call',
      path: 'src/storage/worker/main.ts',
      template: 'std::vector<int> v;',
    });
    assert.deepEqual(code.find('camelCaseName '), ['camel']);
    assert.deepEqual(code.find('camelca'), ['camel']);
    assert.deepEqual(code.find('snake_case_name '), ['snake']);
    assert.deepEqual(code.find('case name '), ['snake']);
    assert.deepEqual(code.find('snake_ca'), ['snake']);
    assert.deepEqual(code.find('foo.bar()'), ['call']);
    assert.deepEqual(code.find('bar.foo'), []);
    assert.deepEqual(code.find('worker/main.ts'), ['path']);
    assert.deepEqual(code.find('std::vector'), ['template']);
  });

  it('finds words of any length by their beginning or as a whole', () => {
    const [hash, twin] = ['f'.repeat(100) + '1', 'f'.repeat(100) + '2'];
    const long = historyOf({ hash: `sha ${hash} end`, twin: `sha ${twin} end` });
    assert.deepEqual(long.find(`${hash} `), ['hash']);
    assert.deepEqual(long.findAll('fff'), ['hash', 'twin']);
    assert.deepEqual(long.findAll('f'.repeat(80)), ['hash', 'twin']);
    assert.deepEqual(long.findAll(`${'f'.repeat(64)} `), []);
    assert.deepEqual(long.find(`"${twin} end"`), ['twin']);
    assert.deepEqual(long.search(`${hash} `).hits.map(marked), [`sha [${hash}] end`]);
  });
});

describe('what a search finds', function () {
  this.timeout(180_000);

  it('comes newest first when there is more than was asked for', () => {
    const history = historyOf(
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, `word number ${index}`])),
    );
    const { hits, more } = history.search('word', { limit: 3 });
    assert.deepEqual(
      hits.map(({ messageId }) => messageId),
      ['m29', 'm28', 'm27'],
    );
    assert.equal(more, true);
    assert.equal(history.search('word', { limit: 30 }).more, false);
    assert.equal(history.find('word', { limit: 0 }).length, 1);
    assert.equal(history.find('word', { limit: Number.NaN }).length, 1);
  });

  it('comes in the order of time, in whatever order it was written, also where many have one time', () => {
    const history = new SearchableHistory().conversation('c');
    const times = Array.from({ length: 120 }, (_, index) => minutesAgo(((index * 37) % 120) * 0.5));
    times.forEach((createdAt, index) =>
      history.message(`m${index}`, 'same', { createdAt: index % 3 === 0 ? minutesAgo(40) : createdAt }),
    );
    const found = history.search('same', { limit: 200 }).hits.map(({ time }) => time);
    assert.equal(found.length, 120);
    assert.deepEqual(
      found,
      found.toSorted((a, b) => b - a),
    );
  });

  it('comes best first when it is all there is: words side by side, then whole words, then beginnings', () => {
    const history = historyOf({
      side: 'a docker compose file',
      newer: 'compose it with docker',
      beginning: 'docker composes well',
      scattered: 'docker can compose',
    }).message('newest', 'the Docker composer');
    assert.deepEqual(history.find('docker compose'), ['side', 'scattered', 'newer', 'newest', 'beginning']);
  });

  it('is a title, too, which comes before messages that are as good', () => {
    const history = new SearchableHistory()
      .conversation('c', { title: 'Kubernetes ingress', updatedAt: minutesAgo(900) })
      .conversation('other', { title: 'Cooking' })
      .message('m', 'What is Kubernetes?');
    const [first, second] = history.search('kubernetes').hits;
    assert.deepEqual(
      [first?.messageId, first?.role, first?.time, marked(first!)],
      [null, null, minutesAgo(900), '[Kubernetes] ingress'],
    );
    assert.equal(second?.messageId, 'm');
    assert.deepEqual(history.find('cook'), ['other']);
  });

  it('is never a title that was changed', () => {
    const history = new SearchableHistory().conversation('c', { title: 'before' });
    history.apply({ type: 'conversation.set', id: 'c', fields: { title: 'after' } });
    assert.deepEqual(history.find('before'), []);
    assert.deepEqual(history.find('after'), ['c']);
    history.apply({ type: 'conversation.set', id: 'c', fields: { title: '' } });
    assert.deepEqual(history.find('after'), []);
  });

  it('returns whose message it is', () => {
    const history = new SearchableHistory()
      .conversation('c', { title: 'T' })
      .message('m', 'hello', { role: 'assistant', provider: 'openai', model: 'gpt-5' });
    const [hit] = history.search('hello').hits;
    assert.deepEqual(
      [hit?.role, hit?.provider, hit?.model, hit?.conversation.title],
      ['assistant', 'openai', 'gpt-5', 'T'],
    );
  });

  it('includes refusals, but neither what a model thought nor what tools returned', () => {
    const history = new SearchableHistory().conversation('c').message('m', '', {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'pondering' },
        { type: 'refusal', text: 'declined' },
        { type: 'tool-call', id: '1', name: 'tool', input: { query: 'argument' } },
      ],
    });
    history.message('t', '', {
      role: 'tool',
      parts: [{ type: 'tool-result', callId: '1', output: 'returned', isError: false }],
    });
    assert.deepEqual(history.find('declined'), ['m']);
    for (const text of ['pondering', 'argument', 'returned']) assert.deepEqual(history.find(text), [], text);
  });

  it('includes archived conversations, but no deleted ones until they are brought back', () => {
    const history = new SearchableHistory()
      .conversation('c', { title: 'a needle', archived: true })
      .message('m', 'needle');
    assert.deepEqual(history.findAll('needle'), ['c', 'm']);
    history.apply({ type: 'conversation.set', id: 'c', fields: { deletedAt: 5 } });
    assert.deepEqual(history.findAll('needle'), []);
    assert.deepEqual(history.findAll('needle', { exact: true }), []);
    history.apply({ type: 'conversation.set', id: 'c', fields: { deletedAt: null } });
    assert.deepEqual(history.findAll('needle'), ['c', 'm']);
  });

  it('finds nothing in a conversation that the history does not know', () => {
    assert.deepEqual(new SearchableHistory().message('m', 'needle').find('needle'), []);
  });

  it('includes a message that is still written, or whose writer has died, with all that has arrived', () => {
    const history = new SearchableHistory().conversation('c').message('m', 'begin', { status: 'streaming' });
    history.apply({
      type: 'message.delta',
      conversationId: 'c',
      messageId: 'm',
      index: 0,
      parts: [{ type: 'text', text: 'ning of a stream' }],
    });
    assert.deepEqual(history.search('beginning stream').hits.map(marked), ['[beginning] of a [stream]']);
    assert.deepEqual(history.find('beginning -stream '), []);
    history.message('m', 'the end', { status: 'complete' });
    assert.deepEqual(history.find('stream'), []);
    assert.deepEqual(history.find('end'), ['m']);
  });

  it('follows a message to its final version', () => {
    const history = historyOf({}).message('m', 'half an answer', { status: 'interrupted' });
    assert.deepEqual(history.find('half'), ['m']);
    history.message('m', 'whole answer', { status: 'complete' });
    assert.deepEqual(history.find('half'), []);
    assert.deepEqual(history.find('answer'), ['m']);
    history.message('m', 'half again', { status: 'interrupted' });
    assert.deepEqual(history.find('again'), []);
  });
});

describe('an exact search', function () {
  this.timeout(180_000);

  const history = historyOf({
    code: 'if (a && b) { return "x\\n"; } // Größe',
    prose: 'If A && B, then return.',
    word: 'returning',
  }).conversation('c', { title: 'RETURN to sender' });

  it('finds the text as it stands, upper and lower case alike', () => {
    assert.deepEqual(history.findAll('a && b', { exact: true }), ['code', 'prose']);
    assert.deepEqual(history.findAll('turn', { exact: true }), ['c', 'code', 'prose', 'word']);
    assert.deepEqual(history.findAll('"x\\n"', { exact: true }), ['code']);
    assert.deepEqual(history.findAll('GRÖSSE', { exact: true }), []);
    assert.deepEqual(history.findAll('GRÖßE', { exact: true }), ['code']);
    assert.deepEqual(history.findAll('a  && b', { exact: true }), []);
    assert.deepEqual(history.findAll('.*', { exact: true }), []);
    assert.deepEqual(history.search('&& B', { exact: true }).hits.map(marked), [
      'If A [&& B], then return.',
      'if (a [&& b]) { return "x\\n"; } // Größe',
    ]);
  });

  it('knows filters and nothing else', () => {
    const mixed = historyOf({ mine: 'note: -x "y"' }).message('answer', 'note: -x "y"', { role: 'assistant' });
    assert.deepEqual(mixed.findAll('note: -x "y"', { exact: true }), ['answer', 'mine']);
    assert.deepEqual(mixed.findAll('note: from:me -x', { exact: true }), ['mine']);
    assert.deepEqual(mixed.findAll('from:me', { exact: true }), ['mine']);
    assert.deepEqual(mixed.search('before:soon -x', { exact: true }).ignored, ['before:soon']);
  });

  it('stops at the limit, newest first', () => {
    const many = historyOf(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`m${index}`, 'a+b'])));
    assert.deepEqual(many.find('A+B', { exact: true, limit: 2 }), ['m8', 'm7']);
  });
});
