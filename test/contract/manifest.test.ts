import assert from 'node:assert/strict';
import { buildPrompt } from '../../src/chat/answering/buildPrompt.js';
import { messagesOf, type PromptEntry } from '../../src/chat/answering/promptManifest.js';
import { attachmentKinds, type AttachmentPart, type MessagePart } from '../../src/core/message.js';
import type { EndpointId } from '../../src/providers/endpoint.js';
import type { StoredMessage } from '../../src/storage/api/chatHistory.js';
import { pdfBytes } from '../support/pdfBytes.js';
import { forEachProvider, outcomeOf } from './support/providersUnderTest.js';

const system = 'Answer in one word, ünïcode included: \u{1f9ed}.';
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const pdf = Buffer.from(pdfBytes(['A page.'])).toString('base64');

/** One of each kind, with signs that are escaped somewhere. */
const attachments: readonly AttachmentPart[] = attachmentKinds.map((kind) => ({
  type: 'attachment',
  id: kind,
  kind,
  label: `${kind} "quoted" <é>.txt`,
  ...(kind === 'image'
    ? { data: dot, mediaType: 'image/png' }
    : { text: `Text of ${kind}:\n\t"\\u0041" </${kind}> \u{1f511} ${'`'.repeat(4)}\n`, mediaType: 'text/plain' }),
  ...(kind === 'pdf' ? { data: pdf, mediaType: 'application/pdf' } : {}),
  uri: `file:///work/${kind}`,
  bytes: 1,
  capturedAt: 0,
}));

function branchOf(): readonly StoredMessage[] {
  const say = (id: string, parentId: string | null, role: 'user' | 'assistant', parts: readonly MessagePart[]) =>
    ({ id, conversationId: 'c', parentId, role, parts, createdAt: 1, status: 'complete' }) as const;
  return [
    say('q1', null, 'user', [...attachments, { type: 'text', text: 'What is all this?' }]),
    say('a1', 'q1', 'assistant', [
      { type: 'reasoning', text: 'never sent back' },
      { type: 'text', text: 'Much. "Indeed"\n' },
    ]),
    // The same once more is only referred to.
    say('q2', 'a1', 'user', [attachments[0]!, { type: 'text', text: 'And now?\\' }]),
  ];
}

forEachProvider('the manifest', ({ id, ...subject }, endpoint) => {
  it('has all that the server gets, in its order, and nothing else is sent', async () => {
    const inputs = { pdfInput: id === 'anthropic' || id === 'google' || id === 'openai' };
    const ref = { endpoint: 'e' as EndpointId, model: 'any-model' };
    const entries = buildPrompt(branchOf(), { ref, vendor: endpoint.vendor, inputs });
    const provider = await subject.connect();
    const request = { model: 'any-model', system, messages: messagesOf(entries), parameters: {}, inputs };
    const { error } = await outcomeOf(provider.streamChat(request, new AbortController().signal));
    assert.equal(error, undefined);
    const sent = leavesOf(subject.lastRequest().body);
    const rest = without(sent, entries);
    assert.ok(rest.join('').includes(system));
    // Of the dialect itself: roles, types, the model, prefixes of data.
    for (const leaf of rest)
      assert.match(leaf.replace(system, ''), /^[\w/.:;,-]{0,48}$/u, 'only words of the dialect are left');
  });
});

/** All texts of a request, in its order. */
function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

/** What is left of the texts when everything that the entries send was found there, one behind the other. */
function without(leaves: readonly string[], entries: readonly PromptEntry[]): string[] {
  const rest = [...leaves];
  let [leaf, place] = [0, 0];
  for (const { part, attachment, messageId } of entries) {
    if (part === undefined) continue;
    assert.ok(part.type === 'text' || part.type === 'file');
    const text = part.type === 'text' ? part.text : part.data;
    const at = leaves.findIndex((one, index) => index >= leaf && one.includes(text, index === leaf ? place : 0));
    assert.notEqual(at, -1, `${attachment?.kind ?? messageId} is sent as the manifest has it`);
    place = leaves[at]!.indexOf(text, at === leaf ? place : 0) + text.length;
    leaf = at;
    rest[at] = rest[at]!.replace(text, () => '');
    if (part.type !== 'file') continue;
    const name = rest.indexOf(part.name ?? '');
    if (name !== -1) rest[name] = '';
  }
  return rest;
}
