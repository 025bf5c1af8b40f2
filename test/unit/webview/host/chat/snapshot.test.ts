import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { setImmediate as immediate } from 'node:timers/promises';
import { ScoutError } from '../../../../../src/core/errors.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { quiet } from '../support/quietStatus.js';
import { LiveAnswer } from '../support/liveAnswer.js';
import { storedMessage, thread, titleJob } from '../support/storedMessages.js';

describe('the snapshot of a chat view', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  const ids = (messages: readonly { readonly id: string }[]): string[] => messages.map(({ id }) => id);
  const named = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => `m${from + index}`);

  it('holds everything that the view shows', async () => {
    await window.store('c', { title: 'after', updatedAt: 7 }, [
      ...thread(1),
      storedMessage('m1', {
        parentId: 'm0',
        ...{ provider: 'anthropic', model: 'm-2' },
        usage: { inputTokens: 1_500, outputTokens: 20 },
      }),
    ]);
    await window.storeJob(titleJob());
    await window.drafts.save('c', 'half a sent');
    window.provider.sendOnEnter = false;
    const { page } = await window.show('c');
    const { strings, details, messages, ...state } = page.last('snapshot').state;
    assert.deepEqual(state, {
      chatId: 'c',
      locale: 'en',
      sendOnEnter: false,
      offersTerminal: true,
      status: { ...quiet, providerLabel: 'OpenAI', modelLabel: 'm-1' },
      conversation: { id: 'c', title: 'after', updatedAt: 7 },
      hasOlder: false,
      targetMessageId: null,
      targetWords: [],
      isPlainText: false,
      draft: 'half a sent',
    });
    assert.deepEqual(ids(messages), ['m0', 'm1']);
    assert.equal(messages[1]?.author, 'Provider anthropic · m-2');
    assert.deepEqual(details.lines.slice(1), [
      'Messages: 2 · tokens in: 2,700, out: 27',
      'Title by OpenAI · m-small: 1,200 tokens in, 7 out',
    ]);
    assert.deepEqual(ids(details.actions), ['undo-title']);
    assert.equal(strings.send, 'Send');
    assert.ok(Object.values(strings).every((text) => text !== ''));
  });

  it('asks for plain text where a view did not answer in time, until it is asked for formatted text', async () => {
    await window.store('c', {}, thread(1));
    await window.store('d', {}, thread(1));
    await window.dependencies.plainTextChats.add('c');
    const { page } = await window.show('c');
    assert.equal(page.last('snapshot').state.isPlainText, true);
    page.say({ type: 'shown', conversationId: 'c' });
    assert.equal((await page.state()).isPlainText, true);
    assert.equal((await (await window.show('d')).page.state()).isPlainText, false);
    const { state } = await page.ask({ type: 'format' }, 'snapshot');
    assert.equal(state.isPlainText, false);
    assert.equal(await window.dependencies.plainTextChats.has('c'), false);
  });

  it('is plain text the next time where a view did not show how an answer grew', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    const { page } = await window.show();
    const conversationId = page.chatId;
    page.question('Hello?');
    await until(() => page.all('message').length > 0);
    page.say({ type: 'shown', conversationId });
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      answer.say('Costly');
      while (page.all('delta').length === 0) {
        mock.timers.tick(100);
        await immediate();
      }
      mock.timers.tick(5_000);
    } finally {
      mock.timers.reset();
    }
    await until(() => window.dependencies.plainTextChats.has(conversationId));
    answer.end();
  });

  it('is not sent before the view is there', async () => {
    const { view, page } = window.open();
    await view.newChat();
    assert.deepEqual(page.posted, []);
    await page.ask({ type: 'view-ready', anchorId: null }, 'focus');
    assert.deepEqual(
      page.posted.map(({ type }) => type).filter((type) => type !== 'attach-settled'),
      ['snapshot', 'attachments', 'focus'],
    );
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
  });

  it('waits for the conversation that the view remembers', async () => {
    await window.store('c', {});
    const conversation = window.history.conversation.bind(window.history);
    window.history.conversation = async (id) => {
      await delay(5);
      return conversation(id);
    };
    const { page } = await window.show('c');
    assert.equal(page.last('snapshot').state.conversation?.id, 'c');
    assert.equal(page.all('snapshot').length, 1);
  });

  it('is of a new chat, with the reason, when the remembered conversation cannot be read', async () => {
    window.history.conversation = () => Promise.reject(new ScoutError('storage', 'The disk is gone.'));
    const { page } = await window.show('c');
    const { conversation, status } = page.last('snapshot').state;
    assert.deepEqual([conversation, status.problem?.detail], [null, 'The disk is gone.']);
  });

  it('goes without the jobs when they cannot be read, and logs that', async () => {
    await window.store('c', {}, thread(2));
    window.jobsFailure = new Error('no jobs');
    const { page } = await window.show('c');
    assert.equal(page.last('snapshot').state.details.lines.length, 2);
    assert.ok(window.logger.lines.some((line) => line.startsWith('warn: ') && line.includes('no jobs')));
  });

  it('is dropped when another conversation has come on screen meanwhile', async () => {
    await window.store('c', {}, thread(2));
    const { page } = await window.show('c');
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const jobs = window.history.jobs.bind(window.history);
    window.history.jobs = async (id) => {
      await gate;
      return jobs(id);
    };
    page.say({ type: 'resync' });
    await new Promise((resolve) => setImmediate(resolve));
    const { state } = await page.ask({ type: 'new-chat' }, 'snapshot');
    assert.equal(state.conversation, null);
    release();
    await page.state();
    assert.deepEqual(
      page.all('snapshot').map((snapshot) => snapshot.state.conversation?.id ?? null),
      ['c', null, null],
    );
  });

  it('is not dropped for a conversation that could not be opened meanwhile', async () => {
    const { page, view } = window.open();
    window.history.conversation = () => Promise.reject(new ScoutError('storage', 'The disk is gone.'));
    page.say({ type: 'view-ready', anchorId: null });
    await view.openMessage('c', null);
    await until(() => page.all('snapshot').length > 0);
    const { conversation, status } = page.last('snapshot').state;
    assert.equal(conversation, null);
    assert.notEqual(status.problem, null);
  });

  it('holds what has arrived of an answer, and the deltas go on where it ends', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    await window.store('c', {});
    const { page } = await window.show('c');
    page.question('Hi');
    answer.say('a');
    await until(() => page.all('delta').length === 1);
    window.history.jobs = async () => {
      // Arrives while the snapshot is being made.
      answer.say('b');
      await delay(1);
      return [];
    };
    const { status, messages } = await page.state();
    const before = page.all('delta').filter(({ seq }) => seq < status.turn!.nextSeq);
    assert.equal(messages.at(-1)?.text, before.map(({ text }) => text).join(''));
    assert.equal(status.turn!.messageId, messages.at(-1)?.id);
    answer.say('c');
    answer.end();
    await until(() => page.last('status').status.turn === null);
    const after = page.all('delta').filter(({ seq }) => seq >= status.turn!.nextSeq);
    assert.ok(page.posted.indexOf(after[0]!) > page.posted.indexOf(page.last('snapshot')), 'nothing is sent twice');
    assert.equal(`${messages.at(-1)!.text}${after.map(({ text }) => text).join('')}`, 'abc');
    assert.deepEqual(
      page.all('delta').map(({ seq }) => seq),
      page.all('delta').map((_, index) => index),
    );
  });

  it('says what an answer waits for', async () => {
    window.models.script = async function* (_request, _signal, onWait) {
      onWait({ delayMs: 7_400, error: new ScoutError('rate-limited', 'busy') });
      await new Promise(() => undefined);
      yield { type: 'text-delta', text: '' };
    };
    const { page, view } = await window.show();
    page.question('Hi');
    await until(() => page.all('status').some(({ status }) => (status.turn?.waiting ?? '') !== ''));
    assert.equal(
      page.last('status').status.turn?.waiting,
      'OpenAI accepts no more requests for a moment. Retrying in 8 s.',
    );
    await view.dispose();
  });

  describe('of a long chat', () => {
    beforeEach(() => window.store('c', {}, thread(100)));

    it('begins with the newest messages; older ones come page by page', async () => {
      const { page } = await window.show('c');
      const { messages, hasOlder } = page.last('snapshot').state;
      assert.deepEqual([ids(messages), hasOlder], [named(60, 100), true]);
      const second = await page.ask({ type: 'load-older', beforeId: 'm60' }, 'older');
      assert.deepEqual([ids(second.messages), second.hasOlder], [named(20, 60), true]);
      const third = await page.ask({ type: 'load-older', beforeId: 'm20' }, 'older');
      assert.deepEqual([ids(third.messages), third.hasOlder], [named(0, 20), false]);
    });

    it('keeps what the view had loaded', async () => {
      const { page } = await window.show('c');
      await page.ask({ type: 'load-older', beforeId: 'm60' }, 'older');
      const { messages, hasOlder } = await page.state();
      assert.deepEqual([ids(messages), hasOlder], [named(20, 100), true]);
    });

    it('comes instead of older messages before one that is not on the branch', async () => {
      const { page } = await window.show('c');
      const { state } = await page.ask({ type: 'load-older', beforeId: 'gone' }, 'snapshot');
      assert.equal(state.messages.length, 40);
      assert.deepEqual(page.all('older'), []);
    });

    it('reaches back in whole pages to the message that is to be shown, and begins anew with the next conversation', async () => {
      const { page } = await window.show('c');
      const opened = await page.ask({ type: 'open-conversation', id: 'c', messageId: 'm30', words: [] }, 'snapshot');
      assert.equal(opened.state.targetMessageId, 'm30');
      assert.deepEqual(ids(opened.state.messages), named(20, 100));
      await page.ask({ type: 'new-chat' }, 'snapshot');
      const again = await page.ask({ type: 'open-conversation', id: 'c', messageId: null, words: [] }, 'snapshot');
      assert.equal(again.state.messages.length, 40);
    });

    it('is followed step by step by what leads to a message far back, and by nothing once another chat is shown', async () => {
      await window.store('long', {}, thread(3_000, 'long'));
      const { page } = await window.show('c');
      const open = { type: 'open-conversation', id: 'long', messageId: 'm30', words: ['text'] } as const;
      const { state } = await page.ask(open, 'snapshot');
      assert.ok(state.messages.length < 600 && state.targetMessageId === null, `${state.messages.length}`);
      await until(() => page.all('older').some(({ target }) => target !== undefined));
      const older = page.all('older');
      assert.deepEqual(older.at(-1)?.target, { messageId: 'm30', words: ['text'] });
      const all = [...older.toReversed().flatMap(({ messages }) => ids(messages)), ...ids(state.messages)];
      assert.deepEqual(all, named(3_000 - all.length, 3_000));
      assert.ok(all.includes('m30') && older.every(({ messages }) => messages.length <= 100));

      await page.ask(open, 'snapshot');
      await page.ask({ type: 'open-conversation', id: 'c', messageId: null, words: [] }, 'snapshot');
      await delay(50);
      const last = page.posted
        .map(({ type }) => type)
        .filter((type) => type === 'snapshot' || type === 'older')
        .at(-1);
      assert.equal(last, 'snapshot');
    });

    it('is continued without a gap by the page that was asked for before it came', async () => {
      await window.store('long', {}, thread(3_000, 'long'));
      const { page } = await window.show('long');
      await page.ask({ type: 'open-conversation', id: 'long', messageId: 'm100', words: [] }, 'snapshot');
      await until(() => page.all('older').some(({ target }) => target !== undefined));
      const count = page.all('older').length;
      const { messages } = await page.state();
      await page.ask({ type: 'load-older', beforeId: 'm100' }, 'older');
      const older = page.all('older').slice(count).toReversed();
      const all = [...older.flatMap((answer) => ids(answer.messages)), ...ids(messages)];
      assert.deepEqual(all, named(3_000 - all.length, 3_000));
    });

    it('is followed by what the view had, step by step, but not for another page', async () => {
      await window.store('long', {}, thread(3_000, 'long'));
      const { page } = await window.show('long');
      await page.ask({ type: 'open-conversation', id: 'long', messageId: 'm100', words: [] }, 'snapshot');
      await until(() => page.all('older').some(({ target }) => target !== undefined));
      const count = page.all('older').length;
      await page.state();
      await until(() => page.all('older').length === 2 * count);
      assert.deepEqual(
        page
          .all('older')
          .slice(count)
          .map(({ messages }) => ids(messages)),
        page
          .all('older')
          .slice(0, count)
          .map(({ messages }) => ids(messages)),
      );
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      await delay(50);
      assert.equal(page.all('older').length, 2 * count);
    });

    it('leads a page that is loaded anew to where the reader was', async () => {
      await window.store('long', {}, thread(3_000, 'long'));
      const { page } = await window.show('long');
      await page.ask({ type: 'view-ready', anchorId: 'm100' }, 'snapshot');
      await until(() => page.all('older').some(({ target }) => target?.messageId === 'm100'));
    });

    it('leads to the version that was chosen far back', async () => {
      const messages = thread(3_000, 'long');
      const version = { ...messages[101]!, id: 'other', createdAt: messages[101]!.createdAt + 0.5 };
      const rest = thread(3_000, 'long')
        .slice(102)
        .map((message, index) => ({
          ...message,
          id: `n${index}`,
          parentId: index === 0 ? 'other' : `n${index - 1}`,
        }));
      await window.store('long', {}, [...messages, version, ...rest]);
      const { page } = await window.show('long');
      await page.ask({ type: 'select-branch', messageId: 'm101' }, 'snapshot');
      await until(() => page.all('older').some(({ target }) => target?.messageId === 'm101'));
    });

    it('holds few large messages', async () => {
      const text = 'x'.repeat(300_000);
      const large = thread(10, 'large').map((message) => ({ ...message, parts: [{ type: 'text' as const, text }] }));
      await window.store('large', {}, large);
      const { page } = await window.show('large');
      assert.deepEqual(ids(page.last('snapshot').state.messages), ['m9']);
      const { messages, hasOlder } = await page.ask({ type: 'load-older', beforeId: 'm9' }, 'older');
      assert.deepEqual([ids(messages), hasOlder], [['m8'], true]);
    });

    it('comes instead of many that come at once, each as long as the answer that it goes on with', async () => {
      const [question, ...rest] = thread(1_000, 'd');
      const answers = rest.map((message) => ({ ...message, role: 'assistant', status: 'interrupted' }) as const);
      await window.store('d', {}, [question!]);
      const { page } = await window.show('d');
      const events = answers.map((message) => ({ type: 'message.put', message }) as const);
      window.history.changeElsewhere(events, new Set(['d']));
      await until(() => page.all('snapshot').length > 1);
      assert.equal(page.all('message').length, 0);
      assert.equal(page.last('snapshot').state.messages.at(-1)?.continues.length, 998);
    });

    it('is followed by changes of the messages that the view has, and of no others', async () => {
      const messages = thread(50, 'd');
      const growing = ['m1', 'm3', 'm49'];
      await window.store(
        'd',
        {},
        messages.map((message) => (growing.includes(message.id) ? { ...message, status: 'streaming' } : message)),
      );
      const { page } = await window.show('d');
      const end = (...ids: string[]): void =>
        window.history.changeElsewhere(
          messages.filter(({ id }) => ids.includes(id)).map((message) => ({ type: 'message.put', message })),
          new Set(['d']),
        );
      const posted = () => page.all('message').map(({ message }) => [message.id, message.status]);
      end('m1', 'm49');
      await until(() => posted().length > 0);
      assert.deepEqual(posted(), [['m49', 'complete']]);
      await page.ask({ type: 'load-older', beforeId: 'm10' }, 'older');
      end('m3');
      await until(() => posted().length > 1);
      assert.deepEqual(posted()[1], ['m3', 'complete']);
    });
  });

  it('is the last that a view hears which is disposed of', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    const { page, view } = await window.show();
    page.question('Hi');
    await until(() => page.all('snapshot').length > 1);
    page.say({ type: 'resync' });
    await view.dispose();
    const count = page.posted.length;
    answer.say('a');
    answer.end();
    window.provider.change({ model: 'm-2' });
    window.setStorageProblem({ title: 'full', detail: '', actions: [] });
    await until(() => window.history.appended.some(({ events }) => JSON.stringify(events).includes('end_turn')));
    assert.equal(page.posted.length, count);
  });
});
