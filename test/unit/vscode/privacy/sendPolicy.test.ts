import assert from 'node:assert/strict';
import type { PromptEntry } from '../../../../src/chat/answering/promptManifest.js';
import type { AttachmentPart } from '../../../../src/core/message.js';
import { Placeholders } from '../../../../src/privacy/placeholders.js';
import { findSecrets } from '../../../../src/privacy/secretScan.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { createSendGate } from '../../../../src/vscode/privacy/sendGate.js';
import { ChatSendPolicy } from '../../../../src/vscode/privacy/sendPolicy.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { keyMaker } from '../../privacy/support/madeUpKeys.js';

const token = `ghp_${keyMaker(8)('letters', 36)}`;
const { signal } = new AbortController();
const pdf: AttachmentPart = {
  type: 'attachment',
  id: 'p',
  kind: 'pdf',
  label: 'plan.pdf',
  mediaType: 'application/pdf',
  data: 'JVBERi0=',
  text: `key ${token}`,
  bytes: 8,
  capturedAt: 0,
};
const entries: readonly PromptEntry[] = [
  { origin: 'question', role: 'user', messageId: 'q', part: { type: 'text', text: `Is ${token} valid?` } },
  { origin: 'answer', role: 'assistant', messageId: 'a', omission: 'empty' },
  { origin: 'answer', role: 'assistant', messageId: 'a', part: { type: 'text', text: 'Yes.' } },
  {
    origin: 'attachment',
    role: 'user',
    messageId: 'r',
    attachment: pdf,
    part: { type: 'file', mediaType: 'application/pdf', data: 'JVBERi0=', name: 'plan.pdf' },
  },
];

describe('what may be sent of a chat', () => {
  let policy: ChatSendPolicy;

  beforeEach(() => {
    const finder = { find: (text: string, cancelled: AbortSignal) => findSecrets(text, undefined, cancelled) };
    policy = new ChatSendPolicy(createSendGate(finder, new Placeholders()));
  });

  const request = { conversationId: 'c', ref: { endpoint: 'gone' as EndpointId, model: 'm' }, entries };

  it('is asked about, with where it is, and goes out with placeholders; a PDF as its text', async () => {
    vscodeStub.messages.answer('Replace with Placeholders');
    const sent = await policy.sendable(request, signal);
    const { detail = '' } = vscodeStub.messages.shown.at(-1) ?? {};
    assert.match(detail, /GitHub token earlier in this chat\n• GitHub token in “plan\.pdf”, line 1/u);
    assert.ok(!JSON.stringify(sent.map(({ part }) => part)).includes(token));
    assert.match(JSON.stringify(sent[0]?.part), /Is SECRET_1_\w+ valid/u);
    assert.equal(sent[1], entries[1]);
    assert.equal(sent[2], entries[2]);
    assert.equal(sent[3]?.part?.type, 'text');
    assert.match(JSON.stringify(sent[3]), /name=\\"plan\.pdf\\".*key SECRET_1_/u);
    assert.equal(sent[3].attachment, pdf, 'what is stored stays');
  });

  it('is asked about again when the address has become another one while the question stood there', async () => {
    const own = { ...request, ref: { endpoint: 'openai' as EndpointId, model: 'm' } };
    const show = vscodeStub.messages.shown;
    vscodeStub.messages.answer('Send Anyway', 'Replace with Placeholders');
    const sending = policy.sendable(own, signal);
    vscodeStub.settings.set('openai.baseUrl', 'https://elsewhere.test/v1');
    const sent = await sending;
    assert.equal(show.length, 2);
    assert.ok(!JSON.stringify(sent.map(({ part }) => part)).includes(token));
  });

  it('is shown before without a question, as it is while nobody has decided', async () => {
    assert.deepEqual(await policy.preview(request, signal), entries);
    assert.equal(vscodeStub.messages.shown.length, 0);
  });
});
