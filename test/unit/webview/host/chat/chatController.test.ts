import assert from 'node:assert/strict';
import { maximumMessageLength } from '../../../../../src/chat/limits.js';
import { ScoutError } from '../../../../../src/core/errors.js';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';
import { storedMessage, thread, titleJob } from '../support/storedMessages.js';

describe('what the user asks of a chat', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });

  afterEach(() => window.dispose());

  const ended = (page: ChatPage, count = 1): Promise<void> =>
    until(
      () =>
        new Set(
          page
            .all('message')
            .flatMap(({ message }) => (message.role === 'assistant' && message.saved ? [message.id] : [])),
        ).size >= count && page.last('status').status.turn === null,
    );
  const openChat = (page: ChatPage, id: string, messageId: string | null = null) =>
    page.ask({ type: 'open-conversation', id, messageId, words: [] }, 'snapshot');
  const problem = (page: ChatPage) => page.all('status').at(-1)?.status.problem ?? null;

  describe('sending', () => {
    it('gives a new chat a name, empties its draft, and can be found again in its place', async () => {
      const answer = new LiveAnswer();
      window.models.script = answer.script;
      const { page } = window.open('panel:here');
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      page.say({ type: 'draft', conversationId: page.chatId, text: 'Hi' });
      await until(async () => (await window.drafts.text(page.chatId)) === 'Hi');
      const messageId = page.question('Hi');
      await until(() => page.all('snapshot').length === 2);
      const { state } = page.last('snapshot');
      assert.equal(state.messages[0]?.id, messageId);
      assert.equal(state.conversation?.title, 'Hi');
      assert.deepEqual(
        state.messages.map(({ role, text }) => [role, text]),
        [
          ['user', 'Hi'],
          ['assistant', ''],
        ],
      );
      await until(async () => (await window.drafts.text(page.chatId)) === '');
      assert.equal((await window.lastShown.at('panel:here'))?.id, state.conversation?.id);
      answer.end();
      await ended(page);
    });

    it('sends the question, the growing answer, its end, and what it has cost', async () => {
      await window.store('c', {});
      const { page } = await window.show('c');
      page.question('Hi');
      await ended(page);
      await until(() => page.all('conversation').length > 0);
      assert.equal(page.all('snapshot').length, 1, 'everything else came as changes');
      const question = page.all('message').find(({ message }) => message.role === 'user')!.message;
      assert.deepEqual([question.text, question.saved], ['Hi', false]);
      assert.equal(
        page
          .all('delta')
          .map(({ text }) => text)
          .join(''),
        'Hello there.',
      );
      const answer = page.last('message').message;
      assert.deepEqual(
        [answer.text, answer.status, answer.author, answer.details, answer.saved],
        ['Hello there.', 'complete', 'OpenAI · m-1', '3 tokens in, 5 out', true],
      );
      assert.match(page.last('conversation').details.lines.join('\n'), /tokens in: 3, out: 5/u);
      const turns = page.all('status').map(({ status }) => status.turn?.messageId ?? null);
      assert.deepEqual(turns, [answer.id, null]);
    });

    for (const [title, text, problemTitle, message, button] of [
      ['nothing but blanks', ' \n', /^OpenAI rejected/u, 'The message is empty.', 'choose-model'],
      [
        'more than any model takes',
        'x'.repeat(maximumMessageLength + 1),
        /too long for SCOUT/u,
        'A message can have up to 4,000,000 characters. This one has 4,000,001.',
        undefined,
      ],
    ] as const) {
      it(`${title}: is refused, with the reason`, async () => {
        const { page } = await window.show();
        const request = {
          type: 'send',
          attachmentIds: [],
          messageId: uuidv7(),
          conversationId: page.chatId,
          text,
        } as const;
        assert.equal(await page.request(request), 'refused');
        const state = await page.state();
        assert.equal(state.conversation, null);
        assert.equal(state.status.problem?.detail, message);
        assert.match(state.status.problem.title, problemTitle);
        assert.equal(state.status.problem.actions[0]?.id, button);
        assert.equal(problem(page)?.detail, message, 'said at once');
        assert.ok(window.logger.lines.some((line) => line.startsWith('warn: A request from the chat view failed')));
        assert.ok(window.logger.lines.every((line) => line.length < 1_000));
      });
    }

    it('an answer that fails says why beside it, with the next steps', async () => {
      window.models.refusal = new ScoutError('missing-api-key', 'No key is set.');
      const { page } = await window.show();
      page.question('Hi');
      await ended(page);
      const answer = page.last('message').message;
      assert.equal(answer.status, 'failed');
      assert.match(answer.problem?.title ?? '', /an API key for OpenAI/u);
      assert.ok(answer.problem);
      assert.deepEqual(
        answer.problem.actions.map(({ id }) => id),
        ['set-key', 'retry', 'choose-provider'],
      );
    });
  });

  it('stopping keeps what has arrived', async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    const { page } = await window.show();
    page.question('Hi');
    answer.say('half of ');
    await until(() => page.all('delta').length > 0);
    page.say({ type: 'stop' });
    await ended(page);
    const { message } = page.last('message');
    assert.deepEqual([message.text, message.status], ['half of ', 'interrupted']);
    assert.deepEqual(
      message.problem?.actions.map(({ id }) => id),
      ['continue', 'retry'],
    );
  });

  it('every conversation has a draft of its own, and so has the new chat', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    await page.request({ type: 'draft', conversationId: page.chatId, text: 'for c' });
    assert.equal((await page.state()).draft, 'for c');
    assert.equal((await page.ask({ type: 'new-chat' }, 'snapshot')).state.draft, '');
    await page.request({ type: 'draft', conversationId: page.chatId, text: 'for the new one' });
    assert.equal((await page.state()).draft, 'for the new one');
    const opened = await openChat(page, 'c');
    assert.equal(opened.state.draft, 'for c');
  });

  it('what was being written in a new chat is in the next new one, once', async () => {
    await window.store('c', {});
    const open = { type: 'open-conversation', id: 'c', messageId: null, words: [] };
    const { page } = window.open('panel:here', 'c');
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    await page.ask({ type: 'new-chat' }, 'snapshot');
    page.say({ type: 'draft', conversationId: page.chatId, text: 'half a thought' });
    assert.equal((await page.ask({ type: 'new-chat' }, 'snapshot')).state.draft, 'half a thought');
    await page.ask(open, 'snapshot');
    const { page: after } = window.open('panel:here', 'c');
    await after.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    assert.equal((await after.ask({ type: 'new-chat' }, 'snapshot')).state.draft, 'half a thought');
    await after.request({ type: 'draft', conversationId: after.chatId, text: '' });
    await after.ask(open, 'snapshot');
    assert.equal((await after.ask({ type: 'new-chat' }, 'snapshot')).state.draft, '');
  });

  it('what was being written in a new chat is in the last of several that are asked for at once, from its first snapshot on', async () => {
    await window.store('c', {});
    const { page } = window.open('panel:here');
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    await page.request({ type: 'draft', conversationId: page.chatId, text: 'half a thought' });
    const newChats = () => [1, 2].map(() => page.request({ type: 'new-chat' }));
    await Promise.all(newChats());
    const first = page.chatId;
    await Promise.all([
      page.request({ type: 'open-conversation', id: 'c', messageId: null, words: [] }),
      ...newChats(),
    ]);
    assert.notEqual(page.chatId, first);
    for (const chatId of [first, page.chatId]) {
      const snapshot = page.all('snapshot').find(({ state }) => state.chatId === chatId);
      assert.equal(snapshot?.state.draft, 'half a thought');
    }
  });

  it('what is being written in a chat that was new stays in it', async () => {
    await window.store('c', {});
    const { page } = await window.show();
    const { chatId } = page;
    await openChat(page, 'c');
    await window.store(chatId, {});
    await page.request({ type: 'draft', conversationId: chatId, text: 'goes on' });
    assert.equal((await page.ask({ type: 'new-chat' }, 'snapshot')).state.draft, '');
    assert.equal(await window.drafts.text(chatId), 'goes on');
  });

  it('a new chat shows nothing, and takes the cursor into the composer after that', async () => {
    await window.store('c', {}, thread(2));
    const { page } = window.open('panel:here', 'c');
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    await page.ask({ type: 'new-chat' }, 'focus');
    const { state } = page.last('snapshot');
    assert.deepEqual([state.conversation, state.messages, state.details.lines], [null, [], []]);
    const posted = page.posted.map(({ type }) => type).filter((type) => type !== 'attach-settled');
    assert.deepEqual(posted.slice(-3), ['snapshot', 'attachments', 'focus']);
    assert.equal((await window.lastShown.at('panel:here'))?.id, state.chatId);
  });

  describe('opening', () => {
    beforeEach(async () => {
      await window.store('c', { headId: 'a2' }, [
        storedMessage('q', { role: 'user' }),
        storedMessage('a1', { parentId: 'q', createdAt: 2 }),
        storedMessage('a2', { parentId: 'q', createdAt: 3 }),
      ]);
    });

    it('a conversation at its end, in its place', async () => {
      const { page } = window.open('panel:here');
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      const { state } = await openChat(page, 'c');
      assert.equal(state.conversation?.id, 'c');
      assert.deepEqual(
        state.messages.map(({ id }) => id),
        ['q', 'a2'],
      );
      assert.equal(state.targetMessageId, null);
      assert.equal((await window.lastShown.at('panel:here'))?.id, 'c');
    });

    it('a conversation, without the problem of the one before', async () => {
      const { page } = await window.show();
      page.question(' ');
      await until(() => problem(page)?.detail === 'The message is empty.');
      const { state } = await openChat(page, 'c');
      assert.deepEqual([state.conversation?.id, state.status.problem], ['c', null]);
    });

    it('at a message of another branch, once', async () => {
      const { page } = await window.show();
      page.say({ type: 'open-conversation', id: 'c', messageId: 'a1', words: [] });
      await until(() => page.all('snapshot').some(({ state }) => state.targetMessageId === 'a1'));
      assert.deepEqual(
        page.last('snapshot').state.messages.map(({ id }) => id),
        ['q', 'a1'],
      );
      await page.state();
      assert.equal(page.all('snapshot').filter(({ state }) => state.targetMessageId !== null).length, 1);
    });

    it('at a message that is gone: at its end', async () => {
      const { page } = await window.show();
      const { state } = await openChat(page, 'c', 'gone');
      assert.deepEqual([state.conversation?.id, state.targetMessageId, state.status.problem], ['c', null, null]);
    });

    it('one that does not exist leaves everything as it is', async () => {
      const { page } = await window.show('c');
      const { state } = await openChat(page, 'gone');
      assert.deepEqual([state.conversation?.id, state.status.problem], ['c', null]);
    });

    it('one that does not exist at a message of the one on screen leaves that where it is', async () => {
      const { page } = await window.show('c');
      const { state } = await openChat(page, 'gone', 'a1');
      assert.equal(state.messages.at(-1)?.id, 'a2');
    });

    it('at a message beside the answer that is under way: says that it has to wait', async () => {
      window.models.script = new LiveAnswer().script;
      const { page } = await window.show('c');
      page.question('go on');
      await until(() => page.all('status').some(({ status }) => status.turn !== null));
      const { state } = await openChat(page, 'c', 'a1');
      assert.match(state.status.problem?.title ?? '', /cannot be shown yet/u);
      assert.equal(state.messages.at(1)?.id, 'a2');
      page.say({ type: 'stop' });
      await ended(page);
    });

    it('one that cannot be read says why, and logs it', async () => {
      const { page } = await window.show();
      window.history.conversation = () => Promise.reject(new ScoutError('storage', 'The disk is gone.'));
      const { chatId } = page;
      const { state } = await openChat(page, 'c');
      assert.equal(state.chatId, chatId, 'what was on screen stays there');
      assert.equal(problem(page)?.detail, 'The disk is gone.');
      assert.ok(window.logger.lines.some((line) => line.startsWith('warn: ') && line.includes('The disk is gone.')));
    });

    it('the branch with another version, and remembers it', async () => {
      const { page } = await window.show('c');
      const { state } = await page.ask({ type: 'select-branch', messageId: 'a1' }, 'snapshot');
      const [, answer] = state.messages;
      assert.equal(answer?.id, 'a1');
      assert.deepEqual(answer.siblings, {
        position: 1,
        count: 2,
        label: 'Version 1 of 2',
        earlierId: null,
        laterId: 'a2',
      });
      await until(async () => (await window.history.conversation('c'))?.headId === 'a1');
    });
  });

  describe('what happens without the user', () => {
    it('a chat that is deleted here makes room for a new one, without a word', async () => {
      await window.store('c', {}, thread(2));
      const { page } = await window.show('c');
      await window.conversations.list.delete(['c']);
      await until(() => page.all('snapshot').length > 1);
      assert.deepEqual([page.last('snapshot').state.conversation, problem(page)], [null, null]);
      assert.equal(page.all('focus').length, 0, 'who deletes several stays in the list');
    });

    it('a chat that is deleted in another window says so', async () => {
      await window.store('c', {}, thread(2));
      const { page } = await window.show('c');
      window.history.changeElsewhere(
        [{ type: 'conversation.set', id: 'c', fields: { deletedAt: Date.now() } }],
        new Set(['c']),
      );
      await until(() => page.all('snapshot').length > 1);
      assert.equal(page.last('snapshot').state.conversation, null);
      assert.match(page.last('snapshot').state.status.problem?.title ?? '', /deleted in another window/u);
    });

    it('a chat that is deleted for good in another window says so, too', async () => {
      await window.store('c', {}, thread(2));
      const { page } = await window.show('c');
      window.history.changeElsewhere([{ type: 'conversation.tombstone', id: 'c' }], new Set(['c']));
      await until(() => page.all('snapshot').length > 1);
      const { conversation, status } = page.last('snapshot').state;
      assert.equal(conversation, null);
      assert.match(status.problem?.title ?? '', /deleted in another window/u);
      assert.equal(status.problem?.detail, '', 'it cannot be restored');
    });

    it('a change that cannot be sent says why, and logs it', async () => {
      await window.store('c', {}, thread(2));
      await window.storeJob(titleJob());
      const { page } = await window.show('c');
      window.provider.displayNameOf = () => {
        throw new Error('no such provider');
      };
      await window.conversations.list.rename('c', 'Another');
      await until(() => problem(page)?.detail === 'no such provider');
      assert.ok(window.logger.lines.some((line) => line.startsWith('error: ') && line.includes('no such provider')));
    });

    it('what one conversation has cost is not shown for the next', async () => {
      await window.store('c', {}, thread(2));
      await window.store('d', {}, thread(4, 'd'));
      const { view, page } = await window.show('c');
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const jobs = window.history.jobs.bind(window.history);
      window.history.jobs = async (id) => {
        if (id === 'c') await held;
        return jobs(id);
      };
      await window.conversations.list.rename('c', 'Another');
      await view.openMessage('d', null);
      release();
      await page.state();
      assert.deepEqual(page.all('conversation'), []);
      assert.match(page.last('snapshot').state.details.lines[1] ?? '', /^Messages: 4 /u);
    });

    it('a title that changes is sent, with what the conversation has cost', async () => {
      await window.store('c', {}, thread(2));
      const { page } = await window.show('c');
      await window.conversations.list.rename('c', 'Another');
      await until(() => page.all('conversation').length > 0);
      const { conversation, details } = page.last('conversation');
      assert.equal(conversation.title, 'Another');
      assert.match(details.lines[1] ?? '', /^Messages: 2 /u);
      assert.deepEqual(Object.keys(conversation).sort(), ['id', 'title', 'updatedAt']);
    });
  });
});
