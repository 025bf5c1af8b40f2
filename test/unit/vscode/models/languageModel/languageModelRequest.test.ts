import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SendablePart } from '../../../../../src/core/message.js';
import type { ChatMessage, ChatRequest } from '../../../../../src/providers/provider.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { ask, codeOf, connect, offer, question } from './support.js';

const text = (value: string): SendablePart => ({ type: 'text', text: value });
const user = (...parts: SendablePart[]): ChatMessage => ({ role: 'user', parts });
const assistant = (...parts: SendablePart[]): ChatMessage => ({ role: 'assistant', parts });
const gif: SendablePart = { type: 'file', mediaType: 'image/gif', data: Buffer.from('GIF89a').toString('base64') };
const pdf: SendablePart = { type: 'file', mediaType: 'application/pdf', data: 'AAAA', name: 'plan.pdf' };

/** What the model was sent: the role, and each part in short. */
async function sent(more: Partial<ChatRequest>, supportsImageToText?: boolean): Promise<readonly unknown[]> {
  const images = supportsImageToText === undefined ? {} : { supportsImageToText };
  offer('acme/one', [new vscode.LanguageModelTextPart('ok')], images);
  const { error } = await ask(connect(), question('unused', more));
  if (error instanceof Error) throw error;
  return vscodeStub.languageModels.requests
    .at(-1)!
    .messages.map(({ role, content }) => [
      role === vscode.LanguageModelChatMessageRole.User ? 'user' : 'assistant',
      ...content.map(inShort),
    ]);
}

function inShort(part: vscode.LanguageModelInputPart): unknown {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelToolCallPart)
    return { call: part.callId, name: part.name, input: part.input };
  if (part instanceof vscode.LanguageModelToolResultPart) return { result: part.callId, content: part.content };
  return { mimeType: part.mimeType, data: Buffer.from(part.data).toString() };
}

describe('what a model in VS Code is sent', () => {
  it('has the instructions first in the first question: there is no system role', async () => {
    assert.deepEqual(
      await sent({ system: 'Be brief.', messages: [user(text('Hi')), assistant(text('Hello')), user(text('So?'))] }),
      [
        ['user', 'Be brief.\n\n', 'Hi'],
        ['assistant', 'Hello'],
        ['user', 'So?'],
      ],
    );
  });

  it('has them before what stands for the missing question where an answer comes first', async () => {
    assert.deepEqual(await sent({ system: 'Be brief.', messages: [assistant(text('Hello')), user(text('So?'))] }), [
      ['user', 'Be brief.\n\n', '[The chat begins with an answer.]'],
      ['assistant', 'Hello'],
      ['user', 'So?'],
    ]);
  });

  it('has calls and results as parts, and says of a result that it is a failure', async () => {
    const call: SendablePart = { type: 'tool-call', id: 'c1', name: 'read', input: { path: 'a' } };
    const bare: SendablePart = { type: 'tool-call', id: 'c2', name: 'now', input: 'x' };
    const messages: ChatMessage[] = [
      user(text('Read')),
      assistant(text('Sure.'), call, bare),
      {
        role: 'tool',
        parts: [
          { type: 'tool-result', callId: 'c1', output: 'text', isError: false },
          { type: 'tool-result', callId: 'c2', output: 'no clock', isError: true },
        ],
      },
    ];
    assert.deepEqual(await sent({ messages }), [
      ['user', 'Read'],
      [
        'assistant',
        'Sure.',
        { call: 'c1', name: 'read', input: { path: 'a' } },
        { call: 'c2', name: 'now', input: { value: 'x' } },
      ],
      [
        'user',
        { result: 'c1', content: [new vscode.LanguageModelTextPart('text')] },
        { result: 'c2', content: [new vscode.LanguageModelTextPart('Error: no clock')] },
      ],
    ]);
  });

  it('has the calls of other vendors under names and ids that are told apart, and an answer between a result and a question', async () => {
    const call: SendablePart = { type: 'tool-call', id: 'c', name: 'files.read', input: null };
    const result: SendablePart = { type: 'tool-result', callId: 'c', output: '', isError: true };
    const turn: ChatMessage[] = [assistant(call), { role: 'tool', parts: [result] }];
    const messages = [user(text('Read')), ...turn, ...turn, user(text('So?'))];
    offer('acme/mistral-large', [new vscode.LanguageModelTextPart('ok')]);
    const failed = (id: string): unknown => ({
      result: id,
      content: [new vscode.LanguageModelTextPart('Error: The tool failed.')],
    });
    assert.deepEqual(await sent({ messages, model: 'acme/mistral-large' }), [
      ['user', 'Read'],
      ['assistant', { call: 'c', name: 'files_read', input: {} }],
      ['user', failed('c')],
      ['assistant', { call: 'c-2', name: 'files_read', input: {} }],
      ['user', failed('c-2')],
      ['assistant', 'Noted.'],
      ['user', 'So?'],
    ]);
  });

  it('has tools, and the reason that VS Code shows when it asks the user', async () => {
    const inputSchema = { type: 'object', properties: {} };
    await sent({ tools: [{ name: 'now', description: 'The time', inputSchema }] });
    const { options } = vscodeStub.languageModels.requests[0]!;
    assert.deepEqual(options.tools, [{ name: 'now', description: 'The time', inputSchema }]);
    assert.match(options.justification ?? '', /the model that you have chosen/u);
    await sent({});
    assert.ok(!('tools' in vscodeStub.languageModels.requests[1]!.options));
  });

  it('has neither reasoning, nor sources, nor what is another vendor’s, nor messages without a word', async () => {
    const answer = assistant(
      { type: 'reasoning', text: 'Hm' },
      { type: 'opaque', vendor: 'openai', data: {} },
      { type: 'citation', citation: { url: 'https://a.example' } },
      text('Hello'),
    );
    const messages = [
      user(text('Hi')),
      answer,
      user(text('')),
      assistant(text(' ')),
      user({ type: 'refusal', text: 'No' }),
    ];
    assert.deepEqual(await sent({ messages }), [
      ['user', 'Hi'],
      ['assistant', 'Hello'],
      ['user', 'No'],
    ]);
  });

  for (const takes of [undefined, true]) {
    it(`has images as they are where VS Code says ${takes === undefined ? 'nothing of images' : 'that it takes them'}`, async () => {
      assert.deepEqual(await sent({ messages: [user(text('What is it?'), gif)] }, takes), [
        ['user', 'What is it?', { mimeType: 'image/gif', data: 'GIF89a' }],
      ]);
    });
  }

  it('is refused with a word where the question has a file that the model does not take', async () => {
    for (const [file, takes] of [
      [pdf, true],
      [gif, false],
    ] as const) {
      await assert.rejects(sent({ messages: [user(text('?'), file)] }, takes), (error: Error) => {
        assert.equal(codeOf(error), 'unsupported-input');
        assert.match(
          error.message,
          /^This model does not take files of this type: (?:plan\.pdf \(application\/pdf\)|image\/gif)\.$/u,
        );
        return true;
      });
      assert.equal(vscodeStub.languageModels.requests.length, 0);
      vscodeStub.languageModels.offered.length = 0;
    }
  });

  it('names files of earlier messages that the model does not take', async () => {
    const messages = [user(text('Look'), pdf), assistant(text('Here'), gif), user(text('So?'))];
    assert.deepEqual(await sent({ messages }), [
      [
        'user',
        'Look',
        '[A file was attached here: plan.pdf (application/pdf). It is left out: This model does not take files of this type.]',
      ],
      ['assistant', 'Here', '[A picture was shown here.]'],
      ['user', 'So?'],
    ]);
  });

  it('is told in words what form the answer must have: titles need it', async () => {
    const responseFormat = { name: 'title', schema: { type: 'object' } };
    assert.deepEqual(await sent({ system: 'Be brief.', responseFormat, messages: [user(text('Hi'))] }), [
      [
        'user',
        'Be brief.\n\n',
        'Answer with nothing but JSON that satisfies this JSON Schema: {"type":"object"}\n\n',
        'Hi',
      ],
    ]);
  });
});

describe('the list of the models in VS Code', () => {
  const list = () => connect().listModels(new AbortController().signal);

  it('has each with its vendor, as ids are unique for a vendor only, and with what VS Code knows of it', async () => {
    offer('acme/one', [], { name: 'One', supportsImageToText: false });
    offer('other/one', [], { name: 'One\nmore' });
    offer('acme/one', [], { name: 'again' });
    offer('bad/\u0000', []);
    assert.deepEqual(await list(), [
      { id: 'acme/one', displayName: 'One', contextTokens: 1_000, imageInput: false },
      { id: 'other/one', displayName: 'One more', contextTokens: 1_000 },
    ]);
  });

  it('says what to do where there is none', async () => {
    await assert.rejects(list(), /VS Code has no models for SCOUT\. Sign in to GitHub Copilot/u);
  });
});
