import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { LanguageModelThinkingPart } from '../../../../support/vscodeStub/languageModels.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { ask, codeOf, connect, offer, question, silentAfter, streamOf } from './support.js';

const text = (value: string): vscode.LanguageModelTextPart => new vscode.LanguageModelTextPart(value);
const call = (id: string): vscode.LanguageModelToolCallPart =>
  new vscode.LanguageModelToolCallPart(id, 'read', { path: 'a.ts' });

describe('an answer of a model in VS Code', () => {
  it('asks nobody before it is read', () => {
    offer('acme/one', [text('Hi')]);
    connect().streamChat(question('Hi'), new AbortController().signal);
    assert.equal(vscodeStub.languageModels.selections, 0);
  });

  it('comes as it is streamed, with the tokens VS Code counts, and is complete with the end of the stream', async () => {
    offer('acme/one', [new LanguageModelThinkingPart(['Hm', '…']), text('Par'), text('is')]);
    const { events, error } = await ask(connect(), question('Capital?'));
    assert.equal(error, undefined);
    assert.deepEqual(events, [
      { type: 'reasoning-delta', text: 'Hm…' },
      { type: 'text-delta', text: 'Par' },
      { type: 'text-delta', text: 'is' },
      { type: 'usage', usage: { inputTokens: 8, outputTokens: 8, isEstimate: true } },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('has its thoughts apart from its text where the model writes both in one', async () => {
    offer('acme/one', [text('<think>Hm</th'), text('ink>Paris')]);
    const { events } = await ask(connect(), question('Capital?'));
    assert.deepEqual(events.slice(0, -2), [
      { type: 'reasoning-delta', text: 'Hm' },
      { type: 'text-delta', text: 'Paris' },
    ]);
  });

  it('ends with tool calls where there are some, parallel ones with ids that are told apart', async () => {
    offer('acme/one', [call('c'), call('c')]);
    const { events } = await ask(connect(), question('Read it'));
    assert.deepEqual(
      events.map((event) => (event.type === 'tool-call' ? event.id : event.type)),
      ['c', 'c_1', 'usage', 'finish'],
    );
    assert.deepEqual(events[0], { type: 'tool-call', id: 'c', name: 'read', input: { path: 'a.ts' } });
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'tool-calls' });
  });

  it('may hold pictures; data that an extension sends for itself is left out, and named in the log once', async () => {
    const picture = new vscode.LanguageModelDataPart(new Uint8Array([1, 2]), 'image/png');
    const state = new vscode.LanguageModelDataPart(new Uint8Array([3]), 'stateful_marker');
    const logger = recordingLogger();
    offer('acme/one', [state, picture, state, { kind: 'new' }]);
    const { events } = await ask(connect({ logger }), question('Draw'));
    assert.deepEqual(events[0], { type: 'image', mediaType: 'image/png', data: new Uint8Array([1, 2]) });
    assert.equal(events.at(-1)?.type, 'finish');
    assert.equal(logger.lines.filter((line) => line.includes('stateful_marker')).length, 1);
  });

  const blanks: readonly (readonly [string, readonly unknown[]])[] = [
    ['nothing', []],
    ['white space', [text(' \n'), text('')]],
    ['reasoning alone', [new LanguageModelThinkingPart('Hm')]],
    ['parts that nobody knows', [{ kind: 'new' }]],
  ];
  for (const [what, parts] of blanks) {
    it(`has no word for the panel to show when it holds ${what}`, async () => {
      offer('acme/one', parts);
      const { events, error } = await ask(connect(), question('Hi'));
      assert.equal(error, undefined);
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
      assert.ok(!events.some((event) => event.type === 'text-delta' && event.text.trim() !== ''));
    });
  }

  it('tells no tokens where it failed before its first word', async () => {
    offer('acme/one', [], { answer: () => streamOf([], new Error('no')) });
    assert.deepEqual((await ask(connect(), question('Hi'))).events, []);
  });

  it('is a failure when the stream breaks off; what came is handed on, and so are its tokens', async () => {
    offer('acme/one', [], { answer: () => streamOf([text('Par')], new Error('socket hang up')) });
    const { events, error } = await ask(connect(), question('Capital?'));
    assert.deepEqual(
      events.map(({ type }) => type),
      ['text-delta', 'usage'],
    );
    assert.equal(codeOf(error), 'provider-unavailable');
    assert.match(String(error), /socket hang up/u);
  });

  it('is cut off when nothing more comes, and the extension is told to stop', async () => {
    offer('acme/one', [], { answer: (request) => silentAfter([text('Par')], request) });
    const { events, error } = await ask(connect({ idleTimeoutMs: 20 }), question('Capital?'));
    assert.equal(events[0]?.type, 'text-delta');
    assert.equal(codeOf(error), 'stream-truncated');
    assert.equal(vscodeStub.languageModels.requests[0]?.token.isCancellationRequested, true);
  });

  it('is cut off when somebody else has cancelled it', async () => {
    const cancelled = new Error('Canceled');
    cancelled.name = 'Canceled';
    offer('acme/one', [], { answer: () => streamOf([text('Par')], cancelled) });
    assert.equal(codeOf((await ask(connect(), question('Hi'))).error), 'stream-truncated');
  });

  for (const bad of [text(7 as unknown as string), new vscode.LanguageModelToolCallPart('', '', {})]) {
    it(`is invalid where a value is none: ${JSON.stringify(bad)}`, async () => {
      offer('acme/one', [bad, text('x')]);
      assert.equal(codeOf((await ask(connect(), question('Hi'))).error), 'invalid-response');
    });
  }
});

describe('the tokens of an answer in VS Code', () => {
  const counts: readonly (readonly [string, () => unknown])[] = [
    ['no number', () => 'many'],
    ['0 for a text', () => 0],
    ['a fraction', () => 1.5],
    ['a failure', () => Promise.reject(new Error('no tokenizer'))],
  ];
  for (const [what, count] of counts) {
    it(`are left out when the model counts ${what}; the answer is complete all the same`, async () => {
      offer('acme/one', [text('Paris')], { count });
      const { events, error } = await ask(connect(), question('Capital?'));
      assert.deepEqual([events.map(({ type }) => type), error], [['text-delta', 'finish'], undefined]);
    });
  }
});
