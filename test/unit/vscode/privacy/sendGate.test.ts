import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import type { AttachmentPart } from '../../../../src/core/message.js';
import { Placeholders } from '../../../../src/privacy/placeholders.js';
import { secretKinds } from '../../../../src/privacy/secretFinding.js';
import { findSecrets } from '../../../../src/privacy/secretScan.js';
import { passingConversation, type OutgoingContent, type SendQuery } from '../../../../src/privacy/sendGate.js';
import { secretKindText } from '../../../../src/vscode/privacy/secretKindText.js';
import { createSendGate } from '../../../../src/vscode/privacy/sendGate.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { keyMaker } from '../../privacy/support/madeUpKeys.js';

const token = `ghp_${keyMaker(6)('letters', 36)}`;
const file = (uri: string, text = 'x'): AttachmentPart => ({
  type: 'attachment',
  id: uri,
  kind: 'file',
  label: 'src/$(x)\na.ts',
  mediaType: 'text/plain',
  text,
  uri,
  bytes: 1,
  capturedAt: 0,
});

describe('the gate before what is sent', () => {
  const check = (query: Partial<SendQuery>): Promise<OutgoingContent> =>
    createSendGate({ find: (text, signal) => findSecrets(text, undefined, signal) }, new Placeholders()).check(
      {
        conversationId: 'c',
        text: '',
        attachments: [],
        target: { id: 'far', name: 'Acme', baseUrl: 'https://acme.test/v1' },
        mayAsk: true,
        ...query,
      },
      new AbortController().signal,
    );

  it('asks where secrets are, and shows none of them', async () => {
    vscodeStub.messages.answer('Replace with Placeholders');
    const { text } = await check({ text: token, attachments: [file('file:///a', `1\n"${token}"`)] });
    assert.match(text, /^SECRET_1_/u);
    const [question] = vscodeStub.messages.shown;
    assert.equal(question?.message, 'Send what looks like a secret to Acme?');
    assert.match(
      question?.detail ?? '',
      /• GitHub token in your message\n• GitHub token in “src\/\$ \(x\) a\.ts”, line 2\n/u,
    );
    assert.ok(question?.modal === true && !JSON.stringify(question).includes(token));
  });

  it('says of a commit message where secrets are, and that none comes into it', async () => {
    vscodeStub.messages.answer('Replace with Placeholders');
    await check({ conversationId: passingConversation, text: token });
    const { detail = '' } = vscodeStub.messages.shown[0] ?? {};
    assert.match(detail, /• GitHub token in your text, your instructions or the latest commit messages\n/u);
    assert.match(detail, /no secret is put into the commit message/u);
    assert.doesNotMatch(detail, /in this chat|puts the secrets back/u);
  });

  it('sends them when the user says so, and nothing when the question is closed', async () => {
    vscodeStub.messages.answer('Send Anyway');
    assert.equal((await check({ text: token })).text, token);
    vscodeStub.messages.dismiss();
    await assert.rejects(check({ text: token }), { name: 'AbortError' });
  });

  it('names some places of many', async () => {
    vscodeStub.messages.answer('Send Anyway');
    await check({ attachments: [file('file:///a', `${token}\n`.repeat(30))] });
    assert.match(vscodeStub.messages.shown[0]?.detail ?? '', /line 8\n… and 22 more\n/u);
  });

  it('refuses what a rule of the user keeps, and names it', async () => {
    vscodeStub.settings.set('privacy.localOnly', ['~/private']);
    await assert.rejects(check({ attachments: [file(`file://${homedir()}/private/a.ts`)] }), {
      code: 'local-only',
      message: '“src/$ (x) a.ts” is only for local models: rule “~/private” in "scout.privacy.localOnly".',
    });
  });

  it('names the file in what is made of several, such as a diff', async () => {
    vscodeStub.settings.set('privacy.localOnly', ['private']);
    const { uri: _uri, ...diff } = file('unused');
    const sources = ['file:///shop/a.ts', 'file:///shop/private/b.ts'];
    await assert.rejects(check({ attachments: [{ ...diff, kind: 'diff', label: 'Staged Changes', sources }] }), {
      message: '“b.ts” in “Staged Changes” is only for local models: rule “private” in "scout.privacy.localOnly".',
    });
  });

  it('has the rules of the workspace beside those of the user, trusted or not', async () => {
    vscodeStub.settings.set('privacy.localOnly', ['a']);
    vscodeStub.settings.set('privacy.localOnly', ['b'], { target: 'workspace' });
    vscodeStub.settings.set('privacy.localOnly', ['c'], { target: 'remote' });
    vscodeStub.isTrusted = false;
    for (const name of ['a', 'b', 'c'])
      await assert.rejects(check({ attachments: [file(`file:///${name}`)] }), { code: 'local-only' });
    assert.equal((await check({ attachments: [file('file:///d')] })).attachments.length, 1);
  });

  it('takes a rule that is in no list for a rule, and refuses with what cannot be read', async () => {
    vscodeStub.settings.set('privacy.localOnly', 'a');
    await assert.rejects(check({ attachments: [file('file:///a')] }), { code: 'local-only' });
    await check({ attachments: [file('file:///b')] });
    vscodeStub.settings.set('privacy.localOnly', { a: true });
    await assert.rejects(check({ attachments: [file('file:///b')] }), /cannot be read/u);
  });

  it('counts hosts as local that the user names, and none that a workspace names', async () => {
    vscodeStub.settings.set('privacy.localOnly', ['a']);
    vscodeStub.settings.set('privacy.localHosts', ['acme.test'], { target: 'workspace' });
    await assert.rejects(check({ attachments: [file('file:///a')] }), { code: 'local-only' });
    vscodeStub.settings.set('privacy.localHosts', ['acme.test', 7]);
    assert.equal((await check({ attachments: [file('file:///a')] })).attachments.length, 1);
  });

  it('has a name for every kind of secret', () => {
    for (const kind of secretKinds) assert.match(secretKindText(kind), /\b(?:key|token|JWT|password|header|file)\b/u);
  });
});
