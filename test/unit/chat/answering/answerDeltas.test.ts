import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { AnswerDeltas, type NumberedDelta } from '../../../../src/chat/answering/answerDeltas.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { textOf, type MessagePart } from '../../../../src/core/message.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

const start: StoredMessage = {
  id: 'm1',
  conversationId: 'c1',
  parentId: null,
  role: 'assistant',
  parts: [],
  createdAt: 1,
  status: 'streaming',
};
const text = (value: string): MessagePart => ({ type: 'text', text: value });

describe('the deltas of an answer', () => {
  let history: MemoryHistory;
  let grown: { readonly message: StoredMessage; readonly delta: NumberedDelta | undefined }[];
  let files: string[];
  let logger: ReturnType<typeof recordingLogger>;
  let deltas: AnswerDeltas;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    history = new MemoryHistory();
    logger = recordingLogger();
    grown = [];
    files = [];
    deltas = new AnswerDeltas(start, {
      history,
      logger,
      onGrown: (message, delta) => grown.push({ message, delta }),
      onFile: ({ parts }) => files.push(parts.map(({ type }) => type).join(' ')),
    });
  });

  afterEach(() => mock.timers.reset());

  const shown = (): string => textOf(grown.at(-1)?.message.parts ?? []);
  const stored = (): unknown[] =>
    history.appended.flatMap(({ events }) =>
      events.map((event) => (event.type === 'message.delta' ? [event.index, event.parts] : event)),
    );

  it('come at once at first, then in batches, each with the message that has it', () => {
    deltas.add(text('a'));
    assert.deepEqual(grown.at(-1)?.delta, { seq: 0, text: 'a', reasoning: '' });
    deltas.add({ type: 'reasoning', text: 'hm' });
    deltas.add(text('b'));
    deltas.add(text('c'));
    assert.equal(grown.length, 1, 'the rest waits');
    mock.timers.tick(33);
    assert.deepEqual(
      grown.map(({ message, delta }) => [message.parts, delta]),
      [
        [[text('a')], { seq: 0, text: 'a', reasoning: '' }],
        [[text('a'), { type: 'reasoning', text: 'hm' }, text('bc')], { seq: 1, text: 'bc', reasoning: 'hm' }],
      ],
    );
  });

  it('agree at any moment with the message and the number of the next one: nothing is lost or comes twice', () => {
    const snapshots: { readonly text: string; readonly nextSeq: number }[] = [];
    const pieces = ['The ', 'quick ', 'brown ', 'fox ', 'jumps.'];
    for (const [index, piece] of pieces.entries()) {
      deltas.add(text(piece));
      snapshots.push({ text: shown(), nextSeq: deltas.nextSeq });
      mock.timers.tick(index % 2 === 0 ? 20 : 40);
      snapshots.push({ text: shown(), nextSeq: deltas.nextSeq });
    }
    deltas.flush();
    const all = grown.flatMap(({ delta }) => (delta === undefined ? [] : [delta]));
    assert.ok(all.length > 1 && all.length < pieces.length, 'some pieces waited for each other');
    for (const { text: before, nextSeq } of snapshots) {
      const rest = all.filter(({ seq }) => seq >= nextSeq).map((delta) => delta.text);
      assert.equal(before + rest.join(''), pieces.join(''));
    }
  });

  it('have no number when there is nothing to read in them, but are in the message', () => {
    deltas.add({ type: 'file', mediaType: 'image/png', data: 'AA==' });
    assert.equal(grown[0]?.delta, undefined);
    assert.equal(grown[0]?.message.parts.length, 1);
    assert.equal(deltas.nextSeq, 0);
    deltas.add({ type: 'refusal', text: 'no' });
    deltas.flush();
    assert.deepEqual(grown[1]?.delta, { seq: 0, text: 'no', reasoning: '' });
  });

  it('go into the history in larger batches, numbered in their order', () => {
    deltas.add(text('a'));
    deltas.add(text('b'));
    mock.timers.tick(100);
    deltas.add(text('c'));
    assert.deepEqual(stored(), [[0, [text('a')]]]);
    for (const ms of [150, 250, 250]) mock.timers.tick(ms);
    assert.equal(stored().length, 1, 'a short one waits for more');
    mock.timers.tick(250);
    assert.deepEqual(stored(), [
      [0, [text('a')]],
      [1, [text('bc')]],
    ]);
    const long = 'x'.repeat(600);
    deltas.add(text(long));
    mock.timers.tick(250);
    assert.deepEqual(stored().at(-1), [2, [text(long)]]);
    deltas.add(text('d'));
    deltas.flush();
    assert.deepEqual(stored().at(-1), [3, [text('d')]]);
  });

  it('that cannot be saved are reported in the log alone, without a word of the answer', async () => {
    history.failure = new ScoutError('storage', 'disk full');
    deltas.add(text('secret'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(shown(), 'secret');
    assert.equal(logger.lines.length, 1);
    assert.match(logger.lines[0]!, /^debug: .*disk full/u);
    assert.doesNotMatch(logger.lines[0]!, /secret/u);
  });

  it('say that a file has come, after the text that came with it', () => {
    deltas.add(text('a'));
    deltas.add(text('b'));
    assert.deepEqual(files, []);
    deltas.add({ type: 'file', mediaType: 'image/png', data: 'AAAA' });
    deltas.add(text('c'));
    deltas.flush();
    assert.deepEqual(files, ['text file text']);
    assert.equal(grown.at(-1)?.delta?.text, 'bc');
  });
});
