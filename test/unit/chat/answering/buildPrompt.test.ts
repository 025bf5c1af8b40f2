import assert from 'node:assert/strict';
import { buildPrompt, buildContinuationPrompt, type TargetModel } from '../../../../src/chat/answering/buildPrompt.js';
import { messagesOf } from '../../../../src/chat/answering/promptManifest.js';
import { textOf, type MessagePart } from '../../../../src/core/message.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import type { VendorId } from '../../../../src/providers/provider.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';

let count = 0;
const promptOf = (...args: Parameters<typeof buildPrompt>) => messagesOf(buildPrompt(...args));
const continuationOf = (...args: Parameters<typeof buildPrompt>) => messagesOf(buildContinuationPrompt(...args));

function message(fields: Partial<StoredMessage> & Pick<StoredMessage, 'role'>, ...parts: MessagePart[]): StoredMessage {
  count += 1;
  return {
    id: `m${count}`,
    conversationId: 'c',
    parentId: null,
    createdAt: count,
    status: 'complete',
    parts,
    ...(fields.role === 'assistant' ? { provider: 'anthropic', model: 'claude' } : {}),
    ...fields,
  };
}

const text = (value: string): MessagePart => ({ type: 'text', text: value });
const thinking: MessagePart = { type: 'reasoning', text: 'hm' };
const signature: MessagePart = { type: 'opaque', vendor: 'anthropic', data: { signature: 'abc' } };
const target = (vendor: VendorId, model: string, endpoint: string = vendor): TargetModel => ({
  ref: { endpoint: endpoint as EndpointId, model },
  vendor,
});
const claude = target('anthropic', 'claude');

describe('the prompt of a question', () => {
  it('gives the same vendor and model its signatures back, in their place, and never the readable reasoning', () => {
    const branch = [
      message({ role: 'user' }, text('q')),
      message({ role: 'assistant' }, thinking, signature, text('a')),
      message({ role: 'user' }, text('next')),
    ];
    assert.deepEqual(promptOf(branch, claude)[1], { role: 'assistant', parts: [signature, text('a')] });
  });

  it('drops them for another vendor, for another model, and for an answer that broke off', () => {
    const answer = message({ role: 'assistant' }, signature, text('a'));
    const branch = [message({ role: 'user' }, text('q')), answer];
    const parts = (to: TargetModel, last = answer): readonly MessagePart[] | undefined =>
      promptOf([branch[0]!, last], to)[1]?.parts;
    assert.deepEqual(parts(target('openai', 'gpt')), [text('a')]);
    assert.deepEqual(parts(target('anthropic', 'claude-next')), [text('a')]);
    assert.deepEqual(parts(target('anthropic', 'claude', 'gateway')), [text('a')], 'another endpoint of the vendor');
    assert.deepEqual(
      parts(target('openai', 'claude', 'anthropic')),
      [text('a')],
      'an endpoint that speaks another format now',
    );
    assert.deepEqual(parts(claude, { ...answer, status: 'interrupted' }), [text('a')]);
  });

  it('gives as text what tools did in another program, so that any vendor can go on', () => {
    const branch = [
      message({ role: 'user' }, text('q')),
      message({ role: 'assistant' }, text('I look.'), {
        type: 'tool-call',
        id: 'c',
        name: 'Google Calendar:list',
        input: { day: 1 },
      }),
      message({ role: 'tool' }, { type: 'tool-result', callId: 'c', output: 'nothing', isError: false }),
      message({ role: 'assistant' }, text('a')),
      message({ role: 'tool' }, { type: 'tool-result', callId: 'd', output: 'broken', isError: true }),
      message({ role: 'user' }, text('next')),
    ];
    assert.deepEqual(promptOf(branch, claude), [
      { role: 'user', parts: [text('q')] },
      { role: 'assistant', parts: [text('I look.'), text('\n\n[Tool call: Google Calendar:list {"day":1}]\n\n')] },
      { role: 'user', parts: [text('[Tool result: nothing]')] },
      { role: 'assistant', parts: [text('a')] },
      { role: 'user', parts: [text('[Tool failure: broken]'), text('\n\nnext')] },
    ]);
  });

  it('gives a picture back to the vendor that drew it, and mentions it to others', () => {
    const file: MessagePart = { type: 'file', mediaType: 'image/png', data: 'AA==' };
    const branch = [message({ role: 'user' }, text('draw'), file), message({ role: 'assistant' }, file)];
    assert.deepEqual(promptOf(branch, claude)[1]?.parts, [file]);
    assert.deepEqual(promptOf(branch, target('openai', 'gpt')), [
      { role: 'user', parts: [text('draw'), file] },
      { role: 'assistant', parts: [text('[A picture was shown here.]')] },
    ]);
  });

  it('leaves out an answer of white space, which vendors refuse', () => {
    const blank = message({ role: 'assistant' }, thinking, signature, text('\n'));
    const branch = [message({ role: 'user' }, text('one')), blank, message({ role: 'user' }, text('two'))];
    assert.deepEqual(promptOf(branch, claude), [{ role: 'user', parts: [text('one'), text('\n\ntwo')] }]);
  });

  it('leaves out an answer with nothing to say, so that roles alternate', () => {
    const branch = [
      message({ role: 'user' }, text('one')),
      message({ role: 'assistant' }, thinking),
      message({ role: 'user' }, text('two')),
    ];
    assert.deepEqual(promptOf(branch, claude), [{ role: 'user', parts: [text('one'), text('\n\ntwo')] }]);
  });

  for (const [what, ...answers] of [
    ['failed', message({ role: 'assistant', status: 'failed' })],
    ['was stopped before its first word', message({ role: 'assistant', status: 'interrupted' }, thinking)],
    [
      'failed twice',
      message({ role: 'assistant', status: 'interrupted' }),
      message({ role: 'assistant', status: 'failed' }),
    ],
  ] as const) {
    it(`leaves out a question whose answer ${what} when another one follows, and only then`, () => {
      const [one, two, three] = ['one', 'two', 'three'].map((said) => message({ role: 'user' }, text(said)));
      const said = (branch: readonly StoredMessage[]) => promptOf(branch, claude).map(({ parts }) => textOf(parts));
      assert.deepEqual(said([one!, ...answers]), ['one']);
      assert.deepEqual(said([one!, ...answers, two!]), ['two']);
      const answered = [message({ role: 'assistant' }, text('yes')), three!];
      assert.deepEqual(said([one!, ...answers, two!, ...answered]), ['two', 'yes', 'three']);
      assert.deepEqual(said([one!, ...answered, ...answers, two!]), ['one', 'yes', 'two']);
    });
  }

  it('asks an answer that broke off before its first word anew, and one that has words for the rest', () => {
    const question = message({ role: 'user' }, text('q'));
    const empty = message({ role: 'assistant', status: 'interrupted' }, thinking);
    assert.deepEqual(continuationOf([question, empty], claude), [{ role: 'user', parts: [text('q')] }]);
    const half = message({ role: 'assistant', status: 'interrupted' }, text('half'));
    assert.deepEqual(
      continuationOf([question, half], claude).map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
  });
});
