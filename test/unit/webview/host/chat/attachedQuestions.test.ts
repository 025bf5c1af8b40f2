import assert from 'node:assert/strict';
import { abortError, ScoutError } from '../../../../../src/core/errors.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import type { SendQuery } from '../../../../../src/privacy/sendGate.js';
import { openGate } from '../../../../support/openGate.js';
import { says } from '../../../../support/scriptedModels.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { LiveAnswer } from '../support/liveAnswer.js';

const file = (id: string, text = 'let a = 1;'): AttachmentPart => ({
  type: 'attachment',
  id,
  kind: 'file',
  label: `${id}.ts`,
  mediaType: 'text/plain',
  text,
  uri: `file:///work/${id}.ts`,
  bytes: text.length,
  capturedAt: 1,
});

describe('a question with attachments', () => {
  let window: ChatWindow;

  beforeEach(() => {
    window = new ChatWindow();
  });
  afterEach(() => window.dispose());

  const opened = async () => {
    await window.store('c', {});
    const { page, view } = await window.show('c');
    return { page, view };
  };
  const send = (attachmentIds: readonly string[], text = 'Why?') =>
    ({ type: 'send', messageId: uuidv7(), conversationId: 'c', text, attachmentIds }) as const;
  const questions = async () => (await window.history.messages('c')).filter(({ role }) => role === 'user');
  const drafted = async () => (await window.attachments.drafts.list('c')).map(({ id }) => id);

  it('is stored with what was attached, in its order, which leaves the draft; what is not named stays there', async () => {
    const { page } = await opened();
    await window.attachments.drafts.add('c', [file('one'), file('two'), file('three')]);
    assert.equal(await page.request(send(['three', 'one'])), 'acknowledged');
    const [question] = await questions();
    assert.deepEqual(question!.parts, [file('three'), file('one'), { type: 'text', text: 'Why?' }]);
    assert.deepEqual(await drafted(), ['two']);
  });

  it('may be of attachments alone, and is called after the first', async () => {
    const { page } = await opened();
    await window.attachments.drafts.add('c', [file('one')]);
    assert.equal(await page.request(send(['one'], ' ')), 'acknowledged');
    assert.deepEqual((await questions())[0]!.parts, [file('one')]);
  });

  it('is refused when something attached is gone: nothing is sent, nothing leaves the draft', async () => {
    const { page } = await opened();
    await window.attachments.drafts.add('c', [file('one')]);
    assert.equal(await page.request(send(['one', 'gone'])), 'refused');
    assert.deepEqual(await questions(), []);
    assert.deepEqual(await drafted(), ['one']);
    assert.match(page.all('status').at(-1)?.status.problem?.detail ?? '', /no longer there/u);
  });

  it('is refused before anything is stored when the model reads no images, with a model to choose as the next step', async () => {
    const { page } = await opened();
    const { current } = window.provider;
    window.provider.current = { ...current, model: 'blind-1', inputs: { imageInput: false, pdfInput: false } };
    const asked: SendQuery[] = [];
    window.gate = {
      check: (query) => {
        asked.push(query);
        return Promise.resolve(query);
      },
    };
    const image = { ...file('shot'), kind: 'image', label: 'shot.png', mediaType: 'image/png', data: 'AAAA' } as const;
    const pdf = { ...file('text'), kind: 'pdf', label: 'text.pdf', data: 'AAAA' } as const;
    const { text: _, ...scanned } = { ...pdf, id: 'scan' };
    await window.attachments.drafts.add('c', [image, scanned, pdf]);
    assert.equal(await page.request(send(['shot'])), 'refused');
    const { problem } = page.all('status').at(-1)!.status;
    assert.deepEqual(
      [problem?.title, problem?.detail],
      [
        'Nothing was sent: the model cannot read an attachment.',
        'blind-1 reads no images. Choose a model that does, or remove “shot.png”.',
      ],
    );
    assert.deepEqual(
      problem?.actions.map(({ id }) => id),
      ['choose-model'],
    );
    assert.equal(await page.request(send(['shot', 'scan'])), 'refused');
    assert.match(page.all('status').at(-1)!.status.problem!.detail, /cannot read 2 of the attachments/u);
    assert.deepEqual(asked, [], 'nothing is asked about what is not sent');
    assert.deepEqual(await questions(), []);
    assert.equal((await drafted()).length, 3);
    window.provider.current = { ...current, inputs: {} };
    assert.equal(await page.request(send(['shot', 'scan'])), 'acknowledged', 'what is not known is not refused');
    window.provider.current = { ...current, inputs: { pdfInput: false } };
    assert.equal(await page.request(send(['text'])), 'acknowledged', 'its text goes in its place');
  });

  it('is looked at together with what goes along of the chat', async () => {
    const { page } = await opened();
    await window.attachments.drafts.add('c', [file('one', 'let secret;')]);
    assert.equal(await page.request(send(['one'], 'First?')), 'acknowledged');
    const asked: SendQuery[] = [];
    window.gate = {
      check: (query) => {
        asked.push(query);
        return Promise.resolve(query);
      },
    };
    assert.equal(await page.request(send([], 'Second?')), 'acknowledged');
    const earlier = asked[0]?.earlier ?? [];
    assert.deepEqual(
      earlier.slice(0, 2).map(({ text, attachment }) => [/First|secret/u.exec(text)?.[0], attachment?.id]),
      [
        ['secret', 'one'],
        ['First', undefined],
      ],
    );
  });

  it('that may not be sent goes without what stands in its way, when the button is pressed', async () => {
    const { page } = await opened();
    await window.attachments.drafts.add('c', [file('one'), file('two'), file('three')]);
    window.gate = {
      check: (query) => {
        const attachmentIds = query.attachments.map(({ id }) => id).filter((id) => id !== 'two');
        if (attachmentIds.length === 0) return openGate.check(query, new AbortController().signal);
        return Promise.reject(new ScoutError('local-only', 'the rule', { attachmentIds }));
      },
    };
    assert.equal(await page.request(send(['one', 'two', 'three'])), 'refused');
    const problem = page.last('status').status.problem;
    assert.deepEqual(problem?.actions[0], { id: 'remove-attachments', label: 'Remove 2 Attachments' });
    page.say({ type: 'action', action: 'remove-attachments', messageId: null });
    await until(() => page.last('status').status.problem === null);
    assert.deepEqual(await drafted(), ['two']);
    assert.deepEqual(await questions(), []);
    assert.equal(window.models.requests.length, 0);
    assert.equal(await page.request(send(['two'])), 'acknowledged');
  });

  it('is asked once, though what was attached cannot leave the draft, which is tried again', async () => {
    const { page } = await opened();
    const { drafts } = window.attachments;
    await drafts.add('c', [file('one'), file('two')]);
    const remove = drafts.remove.bind(drafts);
    let attempts = 0;
    drafts.remove = () => {
      attempts += 1;
      return Promise.reject(new ScoutError('storage', 'EBUSY'));
    };
    assert.equal(await page.request(send(['one'])), 'acknowledged');
    assert.equal((await questions()).length, 1);
    assert.ok(attempts > 1);
    assert.equal(page.all('status').at(-1)?.status.problem ?? null, null);
    assert.equal(window.logger.lines.filter((line) => /Could not remove attachments/u.test(line)).length, 1);
    drafts.remove = remove;
    await until(() => window.models.requests.length === 1);
    assert.equal(await page.request(send([], 'And now?')), 'acknowledged');
    assert.deepEqual(await drafted(), ['two']);
  });

  it('passes the gate, which may change it; stored and sent is what came out', async () => {
    const { page } = await opened();
    const queries: SendQuery[] = [];
    window.gate = {
      check: (query) => {
        queries.push(query);
        return Promise.resolve({
          text: '<secret-1>',
          attachments: query.attachments.map((part) => ({ ...part, text: '*' })),
        });
      },
    };
    await window.attachments.drafts.add('c', [file('one', 'key=1')]);
    assert.equal(await page.request(send(['one'], 'key=1')), 'acknowledged');
    assert.deepEqual(
      queries.map(({ conversationId, text, mayAsk, target }) => [conversationId, text, mayAsk, target.id]),
      [['c', 'key=1', true, 'openai']],
    );
    assert.deepEqual(
      (await questions())[0]!.parts,
      [file('one', '*'), { type: 'text', text: '<secret-1>' }].map((part) =>
        'bytes' in part ? { ...part, bytes: 5 } : part,
      ),
    );
    await until(() => window.models.requests.length === 1);
    const sent = JSON.stringify(window.models.requests[0]!.messages);
    assert.ok(!sent.includes('key=1') && sent.includes('<secret-1>'), sent);
  });

  it('passes the gate when the answer before it has ended, since the chat may ask somebody else by then', async () => {
    const { page } = await opened();
    const checked: string[] = [];
    window.gate = { check: (query, signal) => (checked.push(query.text), openGate.check(query, signal)) };
    const answer = new LiveAnswer();
    window.models.script = answer.script;
    assert.equal(await page.request(send([], 'one')), 'acknowledged');
    const taken = page.request(send([], 'two'));
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    assert.deepEqual(checked, ['one']);
    window.models.script = says('ok');
    answer.end();
    assert.equal(await taken, 'acknowledged');
    assert.deepEqual(checked, ['one', 'two']);
  });

  it('goes back, with all that was attached, when the user does not want it to leave', async () => {
    const { page } = await opened();
    window.gate = { check: () => Promise.reject(abortError()) };
    await window.attachments.drafts.add('c', [file('one')]);
    assert.equal(await page.request(send(['one'])), 'refused');
    assert.deepEqual(await questions(), []);
    assert.deepEqual(await drafted(), ['one']);
  });

  it('can be put together outside of the chat: what was being written and attached there stays its own', async () => {
    const { page, view } = await opened();
    await window.drafts.save('c', 'half a thought');
    await window.attachments.drafts.add('c', [file('mine')]);
    await view.ask({ text: 'Explain', attachments: [file('one')], isSent: true });
    assert.deepEqual((await questions())[0]!.parts, [file('one'), { type: 'text', text: 'Explain' }]);
    assert.deepEqual(await drafted(), ['mine']);
    assert.equal(await window.drafts.text('c'), 'half a thought');
    await view.ask({ text: 'Fix', attachments: [file('two')], isSent: false });
    assert.deepEqual(await drafted(), ['mine', 'two']);
    assert.equal(await window.drafts.text('c'), 'half a thought\n\nFix');
    assert.equal(page.all('focus').length > 0, true);
  });

  it('of that kind goes with what was attached, however long its name is, and once if it was attached already', async () => {
    const { view } = await opened();
    const symbol = { ...file('symbol'), label: `${'name'.repeat(100)}\n in a.ts` };
    await view.ask({ text: 'Explain', attachments: [symbol], isSent: true });
    await window.attachments.drafts.add('c', [symbol]);
    const again = { ...symbol, id: 'again' };
    await view.ask({ text: 'Again', attachments: [again, file('one')], isSent: true });
    assert.deepEqual(
      (await questions()).map(({ parts }) => parts.map((part) => ('id' in part ? part.id : part.type))),
      [
        ['symbol', 'text'],
        ['symbol', 'one', 'text'],
      ],
    );
    assert.deepEqual(await drafted(), []);
  });

  it('of that kind is not sent without what was attached', async () => {
    const { page, view } = await opened();
    window.attachments.drafts.list = () => Promise.resolve([]);
    await view.ask({ text: 'Explain', attachments: [file('one')], isSent: true });
    assert.deepEqual(await questions(), []);
    assert.match(page.all('status').at(-1)?.status.problem?.detail ?? '', /no longer there/u);
  });

  it('of that kind becomes the draft when it is refused, and says why', async () => {
    const { page, view } = await opened();
    window.gate = { ...openGate, check: () => Promise.reject(new ScoutError('invalid-request', 'Not there.')) };
    await view.ask({ text: 'Explain', attachments: [file('one')], isSent: true });
    assert.equal(await window.drafts.text('c'), 'Explain');
    assert.deepEqual(await drafted(), ['one']);
    assert.match(page.all('status').at(-1)?.status.problem?.detail ?? '', /Not there/u);
  });
});
