import assert from 'node:assert/strict';
import { ScoutError } from '../../../src/core/errors.js';
import type { AttachmentPart } from '../../../src/core/message.js';
import type { FoundSecret } from '../../../src/privacy/contentSecrets.js';
import { LocalOnlyRules } from '../../../src/privacy/localOnly.js';
import { Placeholders } from '../../../src/privacy/placeholders.js';
import type { SecretDecision } from '../../../src/privacy/secretDecisions.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { SendCheck } from '../../../src/privacy/sendCheck.js';
import type { OutgoingContent, SendQuery, SendTarget } from '../../../src/privacy/sendGate.js';
import { keyMaker } from './support/madeUpKeys.js';

const key = keyMaker(5);
const token = `ghp_${key('letters', 36)}`;
const other = `glpat-${key('url', 20)}`;
const far: SendTarget = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' };
const near: SendTarget = { id: 'ollama', name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' };
const signal = new AbortController().signal;

const file = (text: string, more: Partial<AttachmentPart> = {}): AttachmentPart => ({
  type: 'attachment',
  id: 'f',
  kind: 'file',
  label: 'a.ts',
  mediaType: 'text/plain',
  text,
  uri: 'file:///shop/a.ts',
  bytes: 1,
  capturedAt: 0,
  ...more,
});

describe('the check before something is sent', () => {
  let asked: { secrets: readonly FoundSecret[]; target: SendTarget }[];
  let decision: SecretDecision | undefined;
  let rules: readonly string[];
  let placeholders: Placeholders;
  let gate: SendCheck;

  beforeEach(() => {
    asked = [];
    decision = 'replace';
    rules = [];
    placeholders = new Placeholders();
    gate = new SendCheck({
      finder: { find: (text, cancelled) => findSecrets(text, undefined, cancelled) },
      placeholders,
      rules: () => new LocalOnlyRules({ rules, localHosts: [], folders: ['file:///shop'], home: '/home/ada' }),
      refusal: ([first]) => new ScoutError('local-only', `${first?.attachment.label} ${first?.rule}`),
      ask: (secrets, target) => {
        asked.push({ secrets, target });
        return Promise.resolve(decision);
      },
    });
  });

  const check = (query: Partial<SendQuery>): Promise<OutgoingContent> =>
    gate.check({ conversationId: 'c', text: '', attachments: [], target: far, mayAsk: true, ...query }, signal);

  it('lets through what has no secret, the same objects', async () => {
    const attachments = [file('const a = 1;')];
    const passed = await check({ text: 'Why?', attachments });
    assert.equal(passed.text, 'Why?');
    assert.equal(passed.attachments[0], attachments[0]);
    assert.equal(asked.length, 0);
  });

  it('asks again about what may be sent to an endpoint that has got another address', async () => {
    decision = 'send';
    await check({ text: token });
    await check({ text: token });
    await check({ text: token, target: { ...far, baseUrl: 'https://elsewhere.test' } });
    assert.deepEqual(
      asked.map(({ target }) => target.baseUrl),
      [far.baseUrl, 'https://elsewhere.test'],
    );
  });

  it('asks once about all that was found, and says where', async () => {
    await check({ text: `Is ${token} valid?`, attachments: [file(`a\nb\nconst t = "${other}"`)] });
    assert.deepEqual(
      asked.map(({ secrets }) => secrets.map(({ kind, attachment, line }) => [kind, attachment?.label, line])),
      [
        [
          ['github-token', undefined, 1],
          ['gitlab-token', 'a.ts', 3],
        ],
      ],
    );
    assert.equal(asked[0]?.target, far);
  });

  it('asks about what goes along of the chat in the same question, so that the whole request needs none', async () => {
    decision = 'send';
    const earlier = [{ text: `before: ${other}`, attachment: undefined }];
    await check({ text: `Is ${token} valid?`, earlier });
    const places = asked.map(({ secrets }) => secrets.map(({ kind, saidIn }) => [kind, saidIn]));
    assert.deepEqual(places, [
      [
        ['github-token', 'question'],
        ['gitlab-token', 'chat'],
      ],
    ]);
    const texts = [...earlier, { text: token, attachment: undefined }];
    const sent = await gate.checkRequest({ conversationId: 'c', target: far, texts, mayAsk: true }, signal);
    assert.deepEqual([sent, asked.length], [[`before: ${other}`, token], 1]);
  });

  it('leaves what goes along of the chat to the whole request where nothing else is to be asked', async () => {
    await check({ text: 'Why?', earlier: [{ text: other, attachment: undefined }] });
    assert.equal(asked.length, 0);
  });

  it('replaces in the text and in attachments, which keep their ids', async () => {
    const { text, attachments } = await check({ text: `Is ${token} valid?`, attachments: [file(`x = "${token}"`)] });
    const [placeholder = ''] = /SECRET_\w+/u.exec(text) ?? [];
    assert.equal(attachments[0]?.text, `x = "${placeholder}"`);
    assert.equal(attachments[0]?.id, 'f');
    assert.equal(placeholders.restore('c', text), `Is ${token} valid?`);
  });

  it('replaces the same again without a question, also for another endpoint', async () => {
    const first = await check({ text: token });
    assert.deepEqual(await check({ text: token }), first);
    assert.deepEqual(await check({ text: token, target: near }), first);
    assert.equal(asked.length, 1);
  });

  it('asks about a new secret only', async () => {
    await check({ text: token });
    await check({ text: `${token} ${other}` });
    assert.deepEqual(
      asked[1]?.secrets.map(({ kind }) => kind),
      ['gitlab-token'],
    );
  });

  it('asks in each chat', async () => {
    await check({ text: token });
    await check({ text: token, conversationId: 'd' });
    assert.equal(asked.length, 2);
  });

  it('sends a secret as it is to the endpoint it was asked about, and to no other', async () => {
    decision = 'send';
    assert.equal((await check({ text: token })).text, token);
    assert.equal((await check({ text: token })).text, token);
    assert.equal(asked.length, 1);
    decision = 'replace';
    assert.ok(!(await check({ text: token, target: near })).text.includes(token));
    assert.equal(asked.length, 2);
  });

  it('replaces what was replaced before also where nothing tells that it is a secret', async () => {
    const password = 'Xk9-horse-pile-27';
    const { text } = await check({ text: `PASSWORD="${password}"` });
    const [placeholder = ''] = /SECRET_\w+/u.exec(text) ?? [];
    const pasted = await check({ text: `Why ${password}?`, attachments: [file(`login(${password})`)] });
    assert.equal(pasted.text, `Why ${placeholder}?`);
    assert.equal(pasted.attachments[0]?.text, `login(${placeholder})`);
    assert.equal((await check({ text: `Why ${password}?`, conversationId: 'd' })).text, `Why ${password}?`);
  });

  it('sends nothing when the user cancels, and asks again the next time', async () => {
    decision = undefined;
    await assert.rejects(check({ text: token }), { name: 'AbortError' });
    await assert.rejects(check({ text: token }), { name: 'AbortError' });
    assert.equal(asked.length, 2);
  });

  it('asks once when the same is sent twice at once', async () => {
    await Promise.all([check({ text: token }), check({ text: token })]);
    assert.equal(asked.length, 1);
  });

  it('replaces without a question in the background', async () => {
    assert.ok(!(await check({ text: token, mayAsk: false })).text.includes(token));
    assert.equal(asked.length, 0);
    await check({ text: token });
    assert.equal(asked.length, 1);
  });

  it('sends the text of a PDF alone when a secret of it is replaced', async () => {
    const pdf = file(`key ${token}`, { kind: 'pdf', mediaType: 'application/pdf', data: 'JVBERi0=' });
    const [sent] = (await check({ attachments: [pdf] })).attachments;
    assert.equal(sent?.data, undefined);
    assert.equal(sent?.mediaType, 'text/plain');
    assert.match(sent?.text ?? '', /^key SECRET_/u);
  });

  it('looks at the names and addresses of attachments; the address stays what rules and files are found by', async () => {
    const page = file('x', { kind: 'page', label: `build ${token}`, uri: `https://u:${other}@wiki.test/` });
    const [sent] = (await check({ attachments: [page] })).attachments;
    assert.match(sent?.label ?? '', /^build SECRET_/u);
    assert.equal(sent?.uri, page.uri);
    assert.deepEqual(
      asked[0]?.secrets.map(({ kind }) => kind),
      ['github-token', 'gitlab-token'],
    );
    const [shown] = await gate.checkRequest(
      {
        conversationId: 'c',
        target: far,
        texts: [{ text: `<attachment address="${page.uri}">`, attachment: page }],
        mayAsk: true,
      },
      signal,
    );
    assert.ok(shown !== undefined && !shown.includes(other));
    assert.equal(asked.length, 1);
  });

  it('refuses what only local endpoints may have, before anything is asked', async () => {
    rules = ['*.ts'];
    await assert.rejects(check({ text: token, attachments: [file('x')] }), {
      code: 'local-only',
      message: 'a.ts *.ts',
    });
    assert.equal(asked.length, 0);
    assert.equal((await check({ text: 'x', attachments: [file('x')], target: near })).attachments.length, 1);
  });

  it('refuses what a rule keeps that came while the question stood there', async () => {
    const waiting = check({ text: token, attachments: [file('x')] });
    rules = ['*.ts'];
    await assert.rejects(waiting, { code: 'local-only' });
  });

  it('says nothing of a secret in an error', async () => {
    rules = ['*.ts'];
    await assert.rejects(check({ attachments: [file(token)] }), (error: Error) => !String(error.stack).includes(token));
  });

  it('ends when it is cancelled', async () => {
    const cancelled = AbortSignal.abort();
    const query = { conversationId: 'c', text: token, attachments: [], target: far, mayAsk: true };
    await assert.rejects(gate.check(query, cancelled), { name: 'AbortError' });
    assert.equal(asked.length, 0);
  });
});
