import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { says } from '../../../../support/scriptedModels.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';

describe('a question on its way into its conversation', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });
  afterEach(() => window.dispose());

  const problem = (page: ChatPage) => page.all('status').at(-1)?.status.problem ?? null;
  const ended = (page: ChatPage, count = 1): Promise<void> =>
    until(async () => {
      const { messages, status } = await page.state();
      const answers = messages.filter(({ role, saved }) => role === 'assistant' && saved);
      return answers.length >= count && status.turn === null;
    });

  /** A view of a conversation in which the first question is being answered. */
  const whileAnswering = async () => {
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    await window.store('c', {});
    const { page } = await window.show('c');
    page.question('one');
    await until(() => page.all('status').some(({ status }) => status.turn !== null));
    return { page, answer };
  };

  it('waits for the answer that is under way, and is acknowledged when it is on disk', async () => {
    const { page, answer } = await whileAnswering();
    window.models.script = says('ok');
    const [two, three] = ['two', 'three'].map(
      (text) => ({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text }) as const,
    );
    const taken = Promise.all([page.request(two!), page.request(three!), page.request(two!)]);
    assert.equal((await page.state()).messages.length, 2);
    assert.deepEqual(page.all('acknowledged'), []);
    answer.end();
    assert.deepEqual(await taken, ['acknowledged', 'acknowledged', 'acknowledged']);
    await ended(page, 3);
    const { messages } = await page.state();
    assert.deepEqual(
      messages.filter(({ role }) => role === 'user').map(({ text }) => text),
      ['one', 'two', 'three'],
    );
    assert.equal(problem(page), null);
  });

  it('waits for what is settled before it, in its order', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    const settledBefore = Promise.withResolvers<void>();
    let prepared = 0;
    window.prepare = () => {
      prepared += 1;
      return settledBefore.promise;
    };
    const taken = Promise.all(
      ['one', 'two'].map((text) =>
        page.request({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text }),
      ),
    );
    await until(() => prepared === 1);
    assert.deepEqual((await page.state()).messages, []);
    settledBefore.resolve();
    assert.deepEqual(await taken, ['acknowledged', 'acknowledged']);
    await ended(page, 2);
    assert.deepEqual(
      (await page.state()).messages.filter(({ role }) => role === 'user').map(({ text }) => text),
      ['one', 'two'],
    );
    assert.equal(prepared, 2);
  });

  it('is given back, with all others, when the answer that it waits for is stopped', async () => {
    await window.store('d', {});
    const { page } = await whileAnswering();
    const questions = ['two', 'three'].map(
      (text) => ({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text }) as const,
    );
    const taken = Promise.all(questions.map((question) => page.request(question)));
    assert.equal(await page.request({ type: 'stop' }), 'acknowledged');
    assert.deepEqual(await taken, ['refused', 'refused']);
    await ended(page);
    const { messages } = await page.state();
    assert.deepEqual(
      messages.filter(({ role }) => role === 'user').map(({ text }) => text),
      ['one'],
    );
    assert.equal(problem(page), null, 'it is no error');
    window.models.script = says('ok');
    const again = { type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text: 'two' } as const;
    assert.equal(await page.request(again), 'acknowledged');
  });

  it('is not asked when it comes again after it was given back, from its own view or the one after it', async () => {
    const { page } = await whileAnswering();
    const two = { type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text: 'two' } as const;
    const taken = page.request(two);
    await page.request({ type: 'stop' });
    assert.equal(await taken, 'refused');
    await ended(page);
    window.models.script = says('ok');
    // It has not read yet that it was refused.
    page.say({ type: 'request', id: two.messageId, request: two });
    await until(() => page.all('refused').length > 1);
    const { page: next } = await window.show('c');
    assert.equal(await next.request(two), 'refused');
    assert.equal(window.models.requests.length, 1);
  });

  it('is given back, and never asked, when its conversation is deleted while it waits', async () => {
    const { page } = await whileAnswering();
    const taken = Promise.all(
      ['two', 'three'].map((text) =>
        page.request({ type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text }),
      ),
    );
    assert.equal(await page.request({ type: 'list-delete', ids: ['c'] }), 'acknowledged');
    assert.deepEqual(await taken, ['refused', 'refused']);
    assert.equal(window.models.requests.length, 1);
    assert.equal(problem(page), null, 'it is no error');
  });

  it('is given back when its conversation is deleted before it is settled who answers', async () => {
    const settledBefore = Promise.withResolvers<void>();
    let isPreparing = false;
    window.prepare = () => {
      isPreparing = true;
      return settledBefore.promise;
    };
    await window.store('c', {});
    const { page } = await window.show('c');
    const taken = page.request({
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: 'c',
      text: 'one',
    });
    await until(() => isPreparing);
    assert.equal(await page.request({ type: 'list-delete', ids: ['c'] }), 'acknowledged');
    settledBefore.resolve();
    assert.equal(await taken, 'refused');
    assert.equal(window.models.requests.length, 0);
  });

  it('is given back when it comes while its conversation is being deleted', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    const deleted = page.request({ type: 'list-delete', ids: ['c'] });
    const taken = page.request({
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: 'c',
      text: 'one',
    });
    assert.deepEqual(await Promise.all([deleted, taken]), ['acknowledged', 'refused']);
    assert.equal(window.models.requests.length, 0);
  });

  it('can be taken back while it waits', async () => {
    const { page, answer } = await whileAnswering();
    const two = { type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text: 'two' } as const;
    const taken = page.request(two);
    assert.equal(await page.request({ type: 'withdraw', messageId: two.messageId }), 'acknowledged');
    assert.equal(await taken, 'refused');
    answer.end();
    await ended(page);
    assert.equal((await page.state()).messages.length, 2);
    assert.equal(problem(page), null, 'which is no problem');
  });

  it('can be taken back while what is settled before it takes for ever, and the next one is asked', async () => {
    await window.store('c', {});
    const { page } = await window.show('c');
    window.prepare = () => new Promise(() => undefined);
    const one = { type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text: 'one' } as const;
    const taken = page.request(one);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    await page.request({ type: 'withdraw', messageId: one.messageId });
    assert.equal(await taken, 'refused');
    window.prepare = () => Promise.resolve();
    page.question('two');
    await ended(page);
    assert.equal((await page.state()).messages[0]?.text, 'two');
  });

  it('is left to the next host when this one ends while it waits', async () => {
    const { page } = await whileAnswering();
    const two = { type: 'send', attachmentIds: [], messageId: uuidv7(), conversationId: 'c', text: 'two' } as const;
    void page.request(two);
    window.tasks.cancelAll();
    await until(() => page.all('status').at(-1)?.status.turn === null);
    await window.conversations.flush();
    assert.equal((await window.history.messages('c')).length, 2, 'it is no part of the conversation');
    const next = new ChatWindow(window);
    const { page: restored } = await next.show('c');
    assert.equal(await restored.request(two), 'acknowledged');
    await ended(restored, 2);
    await next.dispose();
  });

  it('is recognized by the next host when it comes again', async () => {
    const { page } = await window.show();
    const question = {
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: page.chatId,
      text: 'once',
    } as const;
    assert.equal(await page.request(question), 'acknowledged');
    await ended(page);
    const next = new ChatWindow(window);
    const { page: restored } = await next.show();
    assert.equal(await restored.request(question), 'acknowledged');
    assert.equal(next.models.requests.length, 0, 'it is not asked again');
    await next.dispose();
  });

  it('goes into its own conversation, whichever is on screen, and under its own id into a new one', async () => {
    await window.store('c', {});
    const { page } = await window.show();
    const newId = uuidv7();
    for (const conversationId of ['c', newId])
      assert.equal(
        await page.request({
          type: 'send',
          attachmentIds: [],
          messageId: uuidv7(),
          conversationId,
          text: `for ${conversationId}`,
        }),
        'acknowledged',
      );
    assert.deepEqual((await page.state()).messages, []);
    for (const conversationId of ['c', newId]) {
      const [question] = await window.history.messages(conversationId);
      assert.deepEqual(question?.parts, [{ type: 'text', text: `for ${conversationId}` }]);
    }
  });

  it('is refused when its conversation was deleted meanwhile', async () => {
    await window.store('c', { deletedAt: 5 });
    const { page } = await window.show();
    const question = {
      type: 'send',
      attachmentIds: [],
      messageId: uuidv7(),
      conversationId: 'c',
      text: 'too late',
    } as const;
    assert.equal(await page.request(question), 'refused');
    assert.deepEqual(problem(page), {
      title: 'The chat was deleted before the message could be sent.',
      detail: '',
      actions: [],
    });
  });
});
