import assert from 'node:assert/strict';
import { ScoutError } from '../../../../../src/core/errors.js';
import type { AcceptedPrompt } from '../../../../../src/prompts/promptSource.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { attachmentPart, type MemoryAttachments } from '../support/memoryAttachments.js';

const filled: AcceptedPrompt = { text: 'Look at a.ts: ', cursor: 14, attachments: [attachmentPart('a')] };

describe('a prompt that is called by its name', () => {
  let window: ChatWindow;
  let attachments: MemoryAttachments;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ attachments } = window);
    await window.store('c', {});
    ({ page } = await window.show('c'));
  });
  afterEach(() => window.dispose());

  const call = async (text: string) => {
    await page.request({ type: 'prompt-call', request: 'r', conversationId: 'c', text });
    await until(() => page.posted.some(({ type }) => type === 'prompt-text'));
    const { type: _type, request: _request, ...answer } = page.last('prompt-text');
    return answer;
  };
  const promptIs = (accept: (argument: string) => Promise<AcceptedPrompt | undefined>): void => {
    attachments.prompts.commandOf = (text) =>
      Promise.resolve(text.startsWith('/look') ? { id: 'look', argument: text.slice(6) } : undefined);
    attachments.prompts.accept = (_id, argument) => accept(argument);
  };
  const attached = async () => (await attachments.drafts.list('c')).map(({ id }) => id);

  it('is filled in with what is behind its name, and attaches before that; nothing is sent', async () => {
    promptIs((argument) => Promise.resolve({ ...filled, text: `${filled.text}${argument}` }));
    assert.deepEqual(await call('/look why?'), {
      isPrompt: true,
      text: 'Look at a.ts: why?',
      cursor: 14,
      notice: '',
    });
    assert.deepEqual(await attached(), ['a']);
    const types = page.posted.map(({ type }) => type);
    assert.ok(types.lastIndexOf('attachments') < types.indexOf('prompt-text'), types.join());
    assert.deepEqual([await window.history.messages('c'), window.models.requests], [[], []]);
  });

  it('has the chat ask the model that it names, and says when there is none', async () => {
    promptIs(() => Promise.resolve({ ...filled, model: { endpoint: 'openai', model: 'gpt-5' } }));
    await call('/look');
    assert.deepEqual(attachments.selected, ['c openai/gpt-5']);
    promptIs(() => Promise.resolve({ ...filled, notice: 'There is no o9.' }));
    page.posted.length = 0;
    assert.equal((await call('/look')).notice, 'There is no o9.');
    assert.equal(attachments.selected.length, 1);
  });

  it('is told from a text that only begins like one', async () => {
    promptIs(() => Promise.resolve(filled));
    assert.deepEqual(await call('/tmp is full'), { isPrompt: false, text: null, cursor: 0, notice: '' });
  });

  it('changes nothing when the user leaves its questions', async () => {
    promptIs(() => Promise.resolve(undefined));
    assert.deepEqual(await call('/look'), { isPrompt: true, text: null, cursor: 0, notice: '' });
  });

  it('stays as it was typed, with a sentence, when it or what it attaches cannot be had', async () => {
    promptIs(() => Promise.reject(new ScoutError('unsupported-input', 'Line 2 is wrong.')));
    assert.equal((await call('/look')).text, null);
    assert.equal(page.last('attach-ended').problem, 'Line 2 is wrong.');
    promptIs(() => Promise.resolve({ ...filled, model: { endpoint: 'openai', model: 'gpt-5' } }));
    attachments.drafts.failure = new ScoutError('storage', 'The disk is full.');
    page.posted.length = 0;
    assert.equal((await call('/look')).text, null);
    assert.deepEqual([page.last('attach-ended').problem, attachments.selected], ['The disk is full.', []]);
  });
});
