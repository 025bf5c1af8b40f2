import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversations } from '../../../../src/chat/conversation/conversations.js';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';
import type { SessionEvent } from '../../../../src/chat/conversation/sessionEvent.js';
import { ScoutError } from '../../../../src/core/errors.js';
import { textOf } from '../../../../src/core/message.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { lastUsedInMemory } from '../../../support/lastUsedInMemory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { MemoryUnsavable } from '../../../support/memoryUnsavable.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, saysThenHangs, ScriptedModels, type Script } from '../../../support/scriptedModels.js';
import { untilIdle } from '../support/untilIdle.js';
import { openPolicy } from '../../../support/openGate.js';

const saysThenFails = (error: Error, ...texts: string[]): Script =>
  async function* (): AsyncGenerator<ChatEvent> {
    await Promise.resolve();
    for (const text of texts) yield { type: 'text-delta', text };
    throw error;
  };

describe('a conversation', () => {
  let history: MemoryHistory;
  let models: ScriptedModels;
  let tasks: TaskRegistry;
  let logger: ReturnType<typeof recordingLogger>;
  let conversations: Conversations;
  let session: ConversationSession;
  let events: SessionEvent[];
  let firstAnswers: string[];

  beforeEach(() => {
    history = new MemoryHistory();
    firstAnswers = [];
    models = new ScriptedModels(says('Hello ', 'there.'));
    logger = recordingLogger();
    tasks = new TaskRegistry(logger);
    conversations = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks,
      workspace: 'file:///w',
      policy: openPolicy,
      onFirstAnswer: (_session, [question]) => firstAnswers.push(textOf(question!.parts)),
    });
    session = conversations.create().session;
    events = [];
    session.onEvent((event) => events.push(event));
  });

  afterEach(() => conversations.dispose());

  const texts = (): string[] =>
    session.branch.map((message) => `${message.role}/${message.status}: ${textOf(message.parts)}`);

  it('asks, shows the answer as it grows, and has both on disk before they count as saved', async () => {
    session.send('Hi, *who* are you?');
    assert.equal(session.conversation?.title, 'Hi, who are you?');
    assert.equal(session.isSaved(session.branch[0]!.id), false, 'not before the write was acknowledged');
    await untilIdle(session);
    assert.deepEqual(texts(), ['user/complete: Hi, *who* are you?', 'assistant/complete: Hello there.']);
    const answer = session.branch[1]!;
    assert.deepEqual(answer.usage, { inputTokens: 3, outputTokens: 5 });
    assert.equal(answer.rawFinishReason, 'end_turn');
    const stored = await history.messages(session.id);
    assert.deepEqual(
      stored.map(({ status }) => status),
      ['complete', 'complete'],
    );
    const deltas = events.flatMap((event) => (event.type === 'delta' ? [event] : []));
    assert.deepEqual(
      deltas.map(({ delta }) => delta.seq),
      deltas.map((_, index) => index),
    );
    assert.equal(deltas.map(({ delta }) => delta.text).join(''), 'Hello there.');
    const saved = history.appended.filter(({ durability }) => durability === 'written');
    assert.ok(saved.length > 0, 'the growing answer is saved too');
    assert.equal((await conversations.list.page({}, 10)).conversations[0]?.headId, answer.id);
  });

  it('does not count an answer as saved while only its beginning is on disk', async () => {
    const disk = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const append = history.append.bind(history);
    let writes = 0;
    history.append = async (changes, durability) => {
      if (durability === 'synced') await disk[writes++]?.promise;
      return append(changes, durability);
    };
    session.send('q');
    const [question, answer] = session.branch.map(({ id }) => id);
    while (session.turn !== undefined) await delay(1);
    assert.equal(session.branch[1]?.status, 'complete');
    // The question with the beginning of the answer, and its end, which is written when those are on disk.
    disk[0]!.resolve();
    while (!session.isSaved(question!)) await delay(1);
    while (writes < 2) await delay(1);
    const onDisk = (await history.messages(session.id)).find(({ id }) => id === answer);
    assert.equal(onDisk?.status, 'streaming');
    assert.equal(session.isSaved(answer!), false, 'its end is not on disk');
    assert.equal(session.isIdle, false);
    disk[1]!.resolve();
    await untilIdle(session);
    assert.equal(session.isSaved(answer!), true);
  });

  it('sends the whole branch with the next question', async () => {
    session.send('one');
    await untilIdle(session);
    session.send('two');
    await untilIdle(session);
    assert.deepEqual(
      models.requests[1]?.messages.map((message) => [message.role, textOf(message.parts)]),
      [
        ['user', 'one'],
        ['assistant', 'Hello there.'],
        ['user', 'two'],
      ],
    );
  });

  it('reports its first complete answer, once', async () => {
    models.script = saysThenFails(new ScoutError('network', 'offline'));
    session.send('one');
    await untilIdle(session);
    assert.deepEqual(firstAnswers, []);
    models.script = says('ok');
    session.retry(session.branch[1]!.id);
    await untilIdle(session);
    session.send('two');
    await untilIdle(session);
    assert.deepEqual(firstAnswers, ['one']);
  });

  it('takes another title, in the list and on disk', async () => {
    session.rename('too early');
    session.send('one');
    session.rename('A better title');
    await untilIdle(session);
    assert.equal((await history.conversation(session.id))?.title, 'A better title');
    assert.ok(events.some(({ type }) => type === 'conversation'));
  });

  it('continues a reopened conversation with its full context', async () => {
    session.send('one');
    await untilIdle(session);
    const later = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks,
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => assert.fail('the first answer was given before'),
    });
    const lease = await later.open(session.id);
    lease!.session.send('two');
    await untilIdle(lease!.session);
    assert.equal(models.requests[1]?.messages.length, 3);
    assert.equal(await later.open('unknown'), undefined);
    later.dispose();
  });

  it('keeps what arrived when it is stopped, and calls it interrupted without an error', async () => {
    models.script = saysThenHangs('half an ans');
    session.send('q');
    await delay(5);
    await session.stop();
    await untilIdle(session);
    assert.deepEqual(texts(), ['user/complete: q', 'assistant/interrupted: half an ans']);
    assert.equal(session.branch[1]?.error, undefined);
    assert.equal(models.released, 1);
    assert.equal(
      logger.lines.some((line) => /^(warn|error)/u.test(line)),
      false,
    );
  });

  it('keeps a cut-off answer with its reason, and asks another vendor for the rest', async () => {
    models.script = saysThenFails(new ScoutError('stream-truncated', 'cut off'), 'The beg');
    session.send('q');
    await untilIdle(session);
    const cut = session.branch[1]!;
    assert.equal(cut.status, 'interrupted');
    assert.deepEqual(cut.error, { code: 'stream-truncated', message: 'cut off' });
    models.current = { ...models.current, ref: { endpoint: 'anthropic' as EndpointId, model: 'c-1' } };
    models.script = says('inning.');
    session.continueAnswer(cut.id);
    await untilIdle(session);
    assert.deepEqual(texts(), ['user/complete: q', 'assistant/interrupted: The beg', 'assistant/complete: inning.']);
    const sent = models.requests[1]!.messages;
    assert.deepEqual(
      sent.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
    assert.match(textOf(sent[2]!.parts), /continue/iu);
    session.send('thanks');
    await untilIdle(session);
    const joined = models.requests[2]!.messages;
    assert.equal(textOf(joined[1]!.parts), 'The beginning.', 'the two pieces join without a seam');
  });

  it('keeps a failed answer out of the context, and tries again on another branch', async () => {
    models.refusal = new ScoutError('missing-api-key', 'no key', { fault: 'key' });
    session.send('q');
    await untilIdle(session);
    const failed = session.branch[1]!;
    assert.equal(failed.status, 'failed');
    assert.deepEqual(failed.error, { code: 'missing-api-key', message: 'no key', fault: 'key' });
    models.refusal = undefined;
    session.retry(failed.id);
    await untilIdle(session);
    assert.deepEqual(texts(), ['user/complete: q', 'assistant/complete: Hello there.']);
    assert.deepEqual(
      models.requests[0]?.messages.map(({ role }) => role),
      ['user'],
    );
    assert.ok(events.some(({ type }) => type === 'branch'));
    assert.equal((await history.messages(session.id)).length, 3, 'the failed attempt stays as a branch');
  });

  it('has an earlier answer within reach after it was asked for again, with what followed it, and comes back to it later', async () => {
    session.send('q');
    await untilIdle(session);
    session.send('more');
    await untilIdle(session);
    const earlier = session.branch[1]!;
    models.script = says('Another.');
    session.retry(earlier.id);
    await untilIdle(session);
    assert.deepEqual(texts(), ['user/complete: q', 'assistant/complete: Another.']);
    assert.deepEqual(session.siblingsOf(earlier), [earlier.id, session.branch[1]!.id]);
    assert.equal(session.showMessage(earlier.id), 'shown');
    assert.deepEqual(texts().slice(1), [
      'assistant/complete: Hello there.',
      'user/complete: more',
      'assistant/complete: Hello there.',
    ]);
    assert.equal(session.showMessage('unknown'), 'unknown');
    await conversations.flush();
    const later = new Conversations({
      lastUsed: lastUsedInMemory(),
      unsavable: new MemoryUnsavable(),
      history,
      models,
      logger,
      tasks,
      workspace: null,
      policy: openPolicy,
      onFirstAnswer: () => undefined,
    });
    const lease = await later.open(session.id);
    assert.equal(lease?.session.branch.length, 4);
    later.dispose();
  });

  it('does not send a question along whose answer failed, unless it is tried again', async () => {
    models.script = saysThenFails(new ScoutError('network', 'offline'));
    session.send('one');
    await untilIdle(session);
    models.script = says('ok');
    session.send('two');
    await untilIdle(session);
    assert.deepEqual(
      models.requests[1]?.messages.map((message) => textOf(message.parts)),
      ['two'],
    );
    session.retry(session.branch[1]!.id);
    await untilIdle(session);
    assert.deepEqual(
      models.requests[2]?.messages.map((message) => textOf(message.parts)),
      ['one'],
    );
  });

  it('says that a stream which ended without its end was cut off', async () => {
    // No adapter may do this; the turn does not rely on it.
    models.script = async function* () {
      await Promise.resolve();
      yield { type: 'text-delta', text: 'and then' };
    };
    session.send('q');
    await untilIdle(session);
    assert.equal(session.branch[1]?.status, 'interrupted');
    assert.equal(session.branch[1]?.error?.code, 'stream-truncated');
  });

  it('refuses an empty message, one of many megabytes, and a second question while it answers', async () => {
    assert.throws(() => session.send(' \n '), { code: 'invalid-request' });
    assert.throws(() => session.send('x'.repeat(5_000_000)), {
      code: 'message-too-long',
      message: 'A message can have up to 4,000,000 characters. This one has 5,000,000.',
    });
    assert.equal(session.conversation, undefined, 'nothing has changed');
    models.script = saysThenHangs();
    session.send('q');
    assert.throws(() => session.send('again'), { code: 'invalid-request' });
    await session.stop();
  });

  it('refuses to answer again or to go on while it answers', async () => {
    session.send('q');
    await untilIdle(session);
    const answer = session.branch[1]!.id;
    models.script = saysThenHangs();
    session.send('more');
    const refusal = { code: 'invalid-request', message: 'An answer is still in progress.' };
    assert.throws(() => session.retry(answer), refusal);
    assert.throws(() => session.continueAnswer(answer), refusal);
    assert.equal(session.branch.length, 4);
    await session.stop();
  });

  it('goes on in memory while nothing can be saved, and saves everything once that works again', async () => {
    const troubles: (string | undefined)[] = [];
    conversations.onWriteErrorChanged(() => troubles.push(conversations.writeError?.code));
    history.failure = new ScoutError('storage', 'disk full');
    session.send('q');
    await delay(10);
    assert.deepEqual(texts(), ['user/complete: q', 'assistant/complete: Hello there.']);
    assert.equal(session.isSaved(session.branch[0]!.id), false);
    assert.equal((await history.messages(session.id)).length, 0);
    assert.equal((await conversations.list.page({}, 5)).conversations.length, 1, 'the list shows it all the same');
    assert.equal(troubles[0], 'storage');
    history.failure = undefined;
    await conversations.flush();
    await untilIdle(session);
    assert.equal(troubles.at(-1), undefined);
    assert.deepEqual(
      (await history.messages(session.id)).map(({ status }) => status),
      ['complete', 'complete'],
    );
  });

  it('ends an answer at shutdown, and has it on disk when the task has settled', async () => {
    models.script = saysThenHangs('half');
    session.send('q');
    await delay(5);
    tasks.cancelAll();
    await tasks.settle(1_000);
    assert.deepEqual(
      (await history.messages(session.id)).map(({ status }) => status),
      ['complete', 'interrupted'],
    );
  });

  it('reports a wait before the answer, and when it is over', async () => {
    const gate = Promise.withResolvers<void>();
    models.script = async function* (_request, _signal, onWait) {
      onWait({ delayMs: 8_000, error: new ScoutError('rate-limited', 'slow down') });
      await gate.promise;
      yield { type: 'finish', reason: 'stop' };
    };
    session.send('q');
    await delay(5);
    assert.equal(session.turn?.waiting?.delayMs, 8_000);
    gate.resolve();
    await untilIdle(session);
    assert.equal(session.turn, undefined);
  });

  it('stops its answer and notifies its views when it is deleted', async () => {
    models.script = saysThenHangs('half');
    session.send('q');
    await delay(5);
    await conversations.list.delete([session.id]);
    assert.equal(events.at(-1)?.type, 'deleted');
    assert.deepEqual((await conversations.list.page({}, 5)).conversations, []);
  });

  it('is forgotten when no view shows it, but not while it answers', async () => {
    models.script = saysThenHangs();
    const lease = conversations.create();
    lease.session.send('q');
    lease.release();
    assert.equal(conversations.openCount, 2);
    await lease.session.stop();
    await untilIdle(lease.session);
    await conversations.open(lease.session.id).then((again) => again?.release());
    assert.equal(conversations.openCount, 1);
  });
});
