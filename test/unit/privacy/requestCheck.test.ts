import assert from 'node:assert/strict';
import { CachedSecretFinder } from '../../../src/privacy/cachedSecretFinder.js';
import type { FoundSecret } from '../../../src/privacy/contentSecrets.js';
import { LocalOnlyRules } from '../../../src/privacy/localOnly.js';
import { Placeholders } from '../../../src/privacy/placeholders.js';
import type { SecretDecision } from '../../../src/privacy/secretDecisions.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { SendCheck } from '../../../src/privacy/sendCheck.js';
import type { RequestQuery, SendTarget } from '../../../src/privacy/sendGate.js';
import { keyMaker } from './support/madeUpKeys.js';

const key = keyMaker(7);
const token = `ghp_${key('letters', 36)}`;
const far: SendTarget = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' };
const near: SendTarget = { id: 'ollama', name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' };
const signal = new AbortController().signal;
const said = (...texts: string[]): RequestQuery['texts'] => texts.map((text) => ({ text, attachment: undefined }));

describe('the check of a whole request', () => {
  let asked: { secrets: readonly FoundSecret[]; target: SendTarget }[];
  let decision: SecretDecision | undefined;
  let gate: SendCheck;

  beforeEach(() => {
    asked = [];
    decision = 'send';
    gate = new SendCheck({
      finder: { find: (text, cancelled) => findSecrets(text, undefined, cancelled) },
      placeholders: new Placeholders(),
      rules: () => new LocalOnlyRules({ rules: [], localHosts: [], folders: [], home: '/home/ada' }),
      refusal: () => new Error('refused'),
      ask: (secrets, target) => {
        asked.push({ secrets, target });
        return Promise.resolve(decision);
      },
    });
  });

  const check = (query: Partial<RequestQuery>): Promise<readonly string[]> =>
    gate.checkRequest({ conversationId: 'c', target: far, texts: [], mayAsk: true, ...query }, signal);

  it('asks for another endpoint about what was sent to one, and once for each', async () => {
    await gate.check({ conversationId: 'c', text: token, attachments: [], target: near, mayAsk: true }, signal);
    assert.deepEqual(await check({ texts: said(token), target: near }), [token]);
    assert.equal(asked.length, 1);
    decision = 'replace';
    const [sent = '', next = ''] = await check({ texts: said(`1 ${token}`, `2\n${token}`) });
    assert.match(sent, /^1 SECRET_1_\w+$/u);
    assert.match(next, /^2\nSECRET_1_\w+$/u);
    assert.equal(asked[1]?.target, far);
    assert.deepEqual(
      asked[1].secrets.map(({ kind, saidIn, line }) => [kind, saidIn, line]),
      [
        ['github-token', 'chat', 1],
        ['github-token', 'chat', 2],
      ],
    );
    await check({ texts: said(token) });
    assert.equal(asked.length, 2);
  });

  it('sends nothing when the user cancels', async () => {
    decision = undefined;
    await assert.rejects(check({ texts: said(token) }), { name: 'AbortError' });
  });

  it('ends when it is cancelled while the question stands there', async () => {
    const stop = new AbortController();
    const waiting = new SendCheck({
      finder: { find: (text, cancelled) => findSecrets(text, undefined, cancelled) },
      placeholders: new Placeholders(),
      rules: () => new LocalOnlyRules({ rules: [], localHosts: [], folders: [], home: '/home/ada' }),
      refusal: () => new Error('refused'),
      ask: () => {
        setImmediate(() => stop.abort());
        return new Promise(() => undefined);
      },
    }).checkRequest({ conversationId: 'c', target: far, texts: said(token), mayAsk: true }, stop.signal);
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('asks nobody for a preview, which shows what is undecided and hides what was replaced', async () => {
    assert.deepEqual(await check({ texts: said(token), mayAsk: false }), [token]);
    decision = 'replace';
    const sent = await check({ texts: said(token) });
    assert.deepEqual(await check({ texts: said(token), mayAsk: false }), sent);
    assert.equal(asked.length, 1);
  });
});

describe('findings that are remembered', () => {
  let looked: string[];
  const finder = {
    find: (text: string) => {
      looked.push(text);
      return Promise.resolve([]);
    },
  };

  beforeEach(() => (looked = []));

  it('looks through a text once, until something else counts as a secret', async () => {
    const cached = new CachedSecretFinder(finder);
    for (const text of ['a', 'b', 'a']) await cached.find(text, signal);
    assert.deepEqual(looked, ['a', 'b']);
    cached.forget();
    await cached.find('a', signal);
    assert.deepEqual(looked, ['a', 'b', 'a']);
  });

  it('keeps nothing that was being looked through when that changed', async () => {
    const cached = new CachedSecretFinder(finder);
    const finding = cached.find('a', signal);
    cached.forget();
    await finding;
    await cached.find('a', signal);
    assert.deepEqual(looked, ['a', 'a']);
  });

  it('forgets what was not used for the longest time when there is too much', async () => {
    const cached = new CachedSecretFinder(finder, 4);
    for (const text of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb']) await cached.find(text, signal);
    assert.deepEqual(looked, ['aa', 'bb', 'cc', 'bb']);
  });
});
