import assert from 'node:assert/strict';
import {
  manifestDocument,
  type ManifestDocument,
  type ManifestTexts,
} from '../../../../src/chat/answering/manifestDocument.js';
import { messagesOf, type PromptEntry, type PromptManifest } from '../../../../src/chat/answering/promptManifest.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { findSecrets } from '../../../../src/privacy/secretScan.js';
import { keyMaker } from '../../privacy/support/madeUpKeys.js';

const token = `ghp_${keyMaker(9)('letters', 36)}`;
const finder = { find: (text: string, signal: AbortSignal) => findSecrets(text, undefined, signal) };
const target = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' };

const texts: ManifestTexts = {
  title: 'Title',
  summary: ({ target: { name }, parts, tokens, unknown, secrets }) => [
    `to ${name}`,
    `${parts} parts, ${tokens} tokens, ${unknown} unknown, ${secrets} secrets`,
  ],
  systemPrompt: 'System',
  heading: ({ origin, attachment }, number) => `${number} ${origin} ${attachment?.label ?? ''}`.trim(),
  details: (_, tokens) => (tokens === undefined ? '' : `${tokens} tokens`),
  secrets: (findings, lines) => findings.map(({ kind }, at) => `${kind} in ${lines[at]}`).join(),
  withoutText: ({ part }) => `(${part?.type})`,
  leftOutTitle: 'Left out',
  leftOut: ({ origin, omission }) => `${origin}: ${omission}`,
  nothing: 'Nothing.',
};

const entry = (more: Partial<PromptEntry>): PromptEntry => ({
  origin: 'question',
  role: 'user',
  messageId: 'q',
  ...more,
});
const said = (text: string, more: Partial<PromptEntry> = {}): PromptEntry =>
  entry({ ...more, part: { type: 'text', text } });

const manifestOf = (entries: readonly PromptEntry[], system?: string): PromptManifest => ({
  selection: {
    ref: { endpoint: 'openai' as EndpointId, model: 'gpt' },
    endpointName: 'OpenAI',
    vendor: 'openai',
    system,
    parameters: {},
  },
  entries,
});

const documentOf = (entries: readonly PromptEntry[], system?: string): Promise<ManifestDocument> =>
  manifestDocument(manifestOf(entries, system), target, finder, texts, new AbortController().signal);

describe('the document of what will be sent', () => {
  it('has everything in its order, with tokens, and what is left out', async () => {
    const { text } = await documentOf(
      [
        said('Hello', { messageId: '1' }),
        said('Hi', { origin: 'answer', role: 'assistant' }),
        entry({ origin: 'answer', role: 'assistant', omission: 'thoughts' }),
        entry({ part: { type: 'file', mediaType: 'image/png', data: 'AAAA' } }),
        entry({ part: { type: 'file', mediaType: 'application/pdf', data: 'BBBB' } }),
      ],
      'Be brief.',
    );
    assert.equal(
      text,
      [
        '# Title',
        '- to OpenAI\n- 4 parts, 1006 tokens, 1 unknown, 0 secrets',
        '## System\n\n```\nBe brief.\n```',
        '## 1 question\n\n2 tokens\n\n```\nHello\n```',
        '## 2 answer\n\n1 tokens\n\n```\nHi\n```',
        '## 3 question\n\n1000 tokens\n\n(file)',
        '## 4 question\n\n(file)',
        '## Left out\n\n- answer: thoughts\n',
      ].join('\n\n'),
    );
  });

  it('has every text that is sent, whole', async () => {
    const entries = ['a\n```\nb', '# c\n~~~', '````\n', ' d '].map((text) => said(text));
    const { text } = await documentOf(entries);
    for (const part of messagesOf(entries).flatMap(({ parts }) => parts)) {
      assert.ok('text' in part && text.includes(`\n${part.text}`), JSON.stringify(part));
    }
  });

  it('lets no content look like a part of its own', async () => {
    const { text } = await documentOf([said('```\n\n## 2 question\n\n```\nfine\n```')]);
    assert.match(text, /^````\n```\n\n## 2 question[^]*\n````$/mu);
  });

  it('marks secrets where they are', async () => {
    const { text, secrets } = await documentOf([said('first'), said(`a\r\nb ${token}\r\n${token}`)], `system ${token}`);
    assert.deepEqual(
      secrets.map(({ start, end }) => text.slice(start, end)),
      [token, token, token],
    );
    assert.match(text, /github-token in 2,github-token in 3/u);
    assert.match(text, /3 secrets/u);
  });

  it('says that there is nothing', async () => {
    assert.match((await documentOf([])).text, /\n\nNothing\.\n$/u);
  });

  it('shows no data of opaque parts and files', async () => {
    const { text } = await documentOf([
      entry({ part: { type: 'opaque', vendor: 'openai', data: { hidden: 'canary' } } }),
      entry({ part: { type: 'file', mediaType: 'image/png', data: 'canary' } }),
    ]);
    assert.ok(!text.includes('canary'));
  });

  it('ends when it is cancelled', async () => {
    const work = manifestDocument(manifestOf([said('x'.repeat(100_000))]), target, finder, texts, AbortSignal.abort());
    await assert.rejects(work, { name: 'AbortError' });
  });
});
