import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LanguageModelRequest } from '../../../../support/vscodeStub/languageModels.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { settled } from '../../support/settled.js';
import { ask, codeOf, connect, newAccess, offer, question, silentAfter, streamOf } from './support.js';

const { LanguageModelError } = vscode;
const text = (value: string): vscode.LanguageModelTextPart => new vscode.LanguageModelTextPart(value);
const request = (): LanguageModelRequest => vscodeStub.languageModels.requests.at(-1)!;

describe('a request to a model in VS Code', () => {
  const stops: readonly (readonly [
    string,
    (provider: ReturnType<typeof connect>, stop: AbortController) => unknown,
  ])[] = [
    ['it is cancelled', (_provider, stop) => stop.abort()],
    ['its provider is disposed of', (provider) => provider.dispose()],
  ];
  for (const [what, stopIt] of stops) {
    it(`ends when ${what}, whatever VS Code makes of it, and the extension is told`, async () => {
      const picture = new vscode.LanguageModelDataPart(new Uint8Array([1]), 'image/png');
      offer('acme/one', [], { answer: (asked) => silentAfter([picture], asked) });
      const provider = connect();
      const stop = new AbortController();
      const answer = ask(provider, question('Hi'), stop.signal);
      while (vscodeStub.languageModels.requests.length === 0) await settled();
      await stopIt(provider, stop);
      const { events, error } = await answer;
      assert.equal(codeOf(error), 'cancelled');
      assert.ok(!events.some(({ type }) => type === 'finish'));
      assert.equal(request().token.isCancellationRequested, true);
    });
  }

  it('ends at once when it is cancelled while VS Code still asks the user', async () => {
    offer('acme/one', [], { answer: () => new Promise<never>(() => undefined) });
    const stop = new AbortController();
    const answer = ask(connect(), question('Hi'), stop.signal);
    while (vscodeStub.languageModels.requests.length === 0) await settled();
    stop.abort();
    assert.equal(codeOf((await answer).error), 'cancelled');
  });

  it('is cancelled when its reader leaves early', async () => {
    offer('acme/one', [], { answer: (asked) => silentAfter([text('Par')], asked) });
    for await (const event of connect().streamChat(question('Hi'), new AbortController().signal)) {
      assert.equal(event.type, 'text-delta');
      break;
    }
    assert.equal(request().token.isCancellationRequested, true);
  });

  it('is not sent when it was cancelled before', async () => {
    offer('acme/one', [text('x')]);
    assert.equal(codeOf((await ask(connect(), question('Hi'), AbortSignal.abort())).error), 'cancelled');
    assert.equal(vscodeStub.languageModels.selections, 0);
  });

  const refusals = [
    [LanguageModelError.NoPermissions('no'), 'not-permitted'],
    [LanguageModelError.Blocked('The monthly limit is used up.'), 'rate-limited'],
    [LanguageModelError.NotFound('acme/one'), 'model-not-found'],
    [new Error('400 Bad Request'), 'provider-unavailable'],
  ] as const;
  for (const [failure, code] of refusals) {
    it(`fails with ${code} for ${String(failure)}, and is not repeated`, async () => {
      offer('acme/one', [], { answer: () => Promise.reject(failure) });
      const { error } = await ask(connect(), question('Hi'));
      assert.equal(codeOf(error), code);
      assert.equal((error as { retryable: boolean }).retryable, false);
      offer('acme/two', [], { answer: () => streamOf([], failure) });
      assert.equal(codeOf((await ask(connect(), question('Hi', { model: 'acme/two' }))).error), code);
    });
  }

  it('repeats nothing of the question in its failure', async () => {
    const secret = 'The secret recipe has seven herbs and eleven spices in it, and nobody may know.';
    offer('acme/one', [], { answer: () => Promise.reject(new Error(`bad request: ${secret}`)) });
    const { error } = await ask(connect(), question(secret));
    assert.doesNotMatch(String(error), /eleven spices/u);
    assert.match(String(error), /bad request/u);
  });

  for (const id of ['acme/none', 'none', '/one', 'other/one']) {
    it(`fails for the model "${id}" that VS Code does not have, which is named`, async () => {
      offer('acme/one', [text('x')]);
      const { error } = await ask(connect(), question('Hi', { model: id }));
      assert.equal(codeOf(error), 'model-not-found');
      assert.ok(String(error).includes(`“${id}”`));
    });
  }
});

describe('a request without a model', () => {
  it('says that one must be chosen', async () => {
    const { error } = await ask(connect(), question('Hi', { model: '' }));
    assert.equal(codeOf(error), 'missing-model');
  });
});

describe('a background job with a model in VS Code', () => {
  const unattended = question('A title?', { isUnattended: true });

  it('is not sent before a user’s question was: VS Code might ask for permission', async () => {
    offer('acme/one', [text('x')]);
    const { error } = await ask(connect(), unattended);
    assert.equal(codeOf(error), 'not-permitted');
    assert.equal(vscodeStub.languageModels.requests.length, 0);
  });

  it('is sent afterwards, to any model of the same extension and to no other', async () => {
    for (const path of ['acme/one', 'acme/two', 'other/one']) offer(path, [text('x')]);
    const provider = connect();
    await ask(provider, question('Hi'));
    assert.equal((await ask(provider, { ...unattended, model: 'acme/two' })).error, undefined);
    assert.equal(codeOf((await ask(provider, { ...unattended, model: 'other/one' })).error), 'not-permitted');
  });

  it('is not sent where the user has refused, or VS Code is not sure', async () => {
    const access = newAccess();
    let refused = false;
    const answer = (): AsyncIterable<unknown> | Promise<never> =>
      refused ? Promise.reject(LanguageModelError.NoPermissions()) : streamOf([text('x')]);
    offer('acme/one', [], { answer });
    await ask(connect({ access }), question('Hi'));
    for (const answered of [undefined, false]) {
      vscodeStub.languageModels.canSendRequest = answered;
      assert.equal(codeOf((await ask(connect({ access }), unattended)).error), 'not-permitted');
    }
    vscodeStub.languageModels.canSendRequest = true;
    refused = true;
    await ask(connect({ access }), question('Hi'));
    const before = vscodeStub.languageModels.requests.length;
    assert.equal(codeOf((await ask(connect({ access }), unattended)).error), 'not-permitted');
    assert.equal(vscodeStub.languageModels.requests.length, before);
  });
});
