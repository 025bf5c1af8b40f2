import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { ScoutError } from '../../../../../src/core/errors.js';
import { attachmentPieceLength, type AttachmentHostMessage } from '../../../../../src/webview/protocol/attachments.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';
import { attachmentPart, type MemoryAttachments } from '../support/memoryAttachments.js';
import { storedMessage } from '../support/storedMessages.js';

type Ended = Extract<AttachmentHostMessage, { readonly type: 'attach-ended' }>;
type Attachments = Extract<AttachmentHostMessage, { readonly type: 'attachments' }>;

describe('attachments of a view', () => {
  let window: ChatWindow;
  let attachments: MemoryAttachments;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    ({ attachments } = window);
    await window.store('c', {}, [
      storedMessage('q', { role: 'user', parts: [attachmentPart('sent'), { type: 'text', text: 'Why?' }] }),
    ]);
    ({ page } = await window.show('c'));
    await until(() => shown() !== undefined);
  });

  afterEach(() => window.dispose());

  const of = <Type extends AttachmentHostMessage['type']>(type: Type) =>
    page.posted.filter((message): message is Extract<AttachmentHostMessage, { type: Type }> => message.type === type);
  const shown = (): Attachments | undefined => of('attachments').at(-1);
  const labels = () => shown()?.attachments.map(({ label }) => label);
  async function ended(request: string): Promise<Ended> {
    await until(() => of('attach-ended').some((end) => end.request === request));
    return of('attach-ended').find((end) => end.request === request)!;
  }
  const target = { request: 'r', conversationId: 'c' };

  it('are told with the chat on screen, without their content, and whenever they change', async () => {
    assert.deepEqual(shown()?.attachments, []);
    const range = { start: 12, end: 40 };
    await attachments.drafts.add('c', [
      attachmentPart('a', { kind: 'selection', range, uri: 'https://example.org/a', note: 'Cut after 400 lines' }),
      attachmentPart('b', { kind: 'image', mediaType: 'image/png', data: 'AAAA', label: 'Screen\nshot' }),
    ]);
    await until(() => shown()?.attachments.length === 2);
    assert.deepEqual(shown()?.attachments, [
      {
        id: 'a',
        kind: 'selection',
        label: 'a.ts',
        range: '12–40',
        tokens: '~100',
        details: 'Selection · 400 byte\nhttps://example.org/a\nAbout 100 tokens\nCut after 400 lines',
        imageSize: 0,
        changed: '',
        warnings: [],
      },
      {
        id: 'b',
        kind: 'image',
        label: 'Screen shot',
        range: '',
        tokens: '~1K',
        details: 'Image · 400 byte\nAbout 1,000 tokens',
        imageSize: 3,
        changed: '',
        warnings: [],
      },
    ]);
    const before = page.posted.length;
    await attachments.drafts.add('another', [attachmentPart('x')]);
    await immediate();
    assert.equal(page.posted.length, before, 'what is on no screen is told to nobody');
  });

  it('tell where a link led by which a file was read, and nothing of the files of a diff', async () => {
    const link = { uri: 'file:///w/CLAUDE.md', sources: ['file:///w/docs/rules.md'] };
    await attachments.drafts.add('c', [
      attachmentPart('a', { kind: 'instructions', ...link }),
      attachmentPart('b', { kind: 'diff', ...link }),
    ]);
    await until(() => shown()?.attachments.length === 2);
    const [linked, diff] = shown()!.attachments.map(({ details }) => details.split('\n'));
    assert.deepEqual(linked!.slice(1, 3), ['/w/CLAUDE.md', 'Link to /w/docs/rules.md']);
    assert.doesNotMatch(diff!.join(' '), /Link/u);
  });

  it('are told at once, and with what is found out of them later', async () => {
    const found = Promise.withResolvers<void>();
    attachments.markOf = async ({ id }) => {
      await found.promise;
      if (id === 'a') throw new Error('unreadable');
      return { changed: 'It has changed since.', warnings: ['A secret'] };
    };
    await attachments.drafts.add('c', [attachmentPart('a'), attachmentPart('b')]);
    await until(() => shown()?.attachments.length === 2);
    assert.equal(shown()?.attachments[1]?.changed, '');
    found.resolve();
    await until(() => shown()?.attachments[1]?.changed === 'It has changed since.');
    assert.deepEqual(
      shown()?.attachments.map(({ warnings }) => warnings),
      [[], ['A secret']],
    );
    attachments.markOf = () => Promise.resolve({ changed: '', warnings: [] });
    attachments.changeMarks();
    await until(() => shown()?.attachments[1]?.changed === '');
  });

  it('are read, stored and told of before the answer, and can be waited for', async () => {
    const reading = Promise.withResolvers<void>();
    attachments.capture = async () => {
      await reading.promise;
      return [attachmentPart('new')];
    };
    attachments.offer({ id: 'editor:1', kind: 'file', label: 'new.ts', description: 'src', matches: [] });
    await page.request({ type: 'attach', ...target, candidateId: 'editor:1' });
    await until(() => shown()?.pending.length === 1);
    assert.deepEqual(shown()?.pending, [{ request: 'r', label: 'new.ts' }]);
    reading.resolve();
    assert.deepEqual(await ended('r'), {
      type: 'attach-ended',
      request: 'r',
      outcome: 'added',
      attachmentIds: ['new'],
      label: 'new.ts',
      problem: '',
    });
    assert.deepEqual(labels(), ['new.ts']);
    assert.deepEqual(shown()?.pending, []);
  });

  it('end with a sentence when they cannot be read or stored, which is no error of the chat', async () => {
    attachments.capture = () => Promise.reject(new ScoutError('invalid-request', 'It is gone. Nothing was attached.'));
    await page.request({ type: 'attach-uris', ...target, uris: ['file:///gone'] });
    const { outcome, problem } = await ended('r');
    assert.deepEqual([outcome, problem], ['failed', 'It is gone. Nothing was attached.']);
    attachments.capture = () => Promise.reject(new TypeError('secret /home/me'));
    await page.request({ type: 'attach-pick', ...target, request: 's' });
    assert.match((await ended('s')).problem, /fault in SCOUT/u);
    assert.equal(page.last('snapshot').state.status.problem, null);
    assert.ok(window.logger.lines.some((line) => line.startsWith('error: Could not attach something')));
  });

  it('end with nothing when the user declines or cancels', async () => {
    attachments.capture = () => Promise.resolve([]);
    await page.request({ type: 'attach-pick', ...target });
    assert.equal((await ended('r')).outcome, 'nothing');
    attachments.capture = (_what, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    await page.request({ type: 'attach', ...target, request: 's', candidateId: 'slow' });
    await page.request({ type: 'attach-cancel', request: 's' });
    assert.equal((await ended('s')).outcome, 'nothing');
    assert.deepEqual(shown()?.pending, []);
  });

  it('keep a short paste a text, unless it was copied from an editor', async () => {
    attachments.capture = (what) =>
      Promise.resolve([attachmentPart('p', { kind: what === 'known\ntext' ? 'selection' : 'text' })]);
    page.say({ type: 'attach-pasted', ...target, text: 'any\ntext', isLong: false });
    assert.equal((await ended('r')).outcome, 'nothing');
    page.say({ type: 'attach-pasted', ...target, request: 's', text: 'known\ntext', isLong: false });
    assert.equal((await ended('s')).outcome, 'added');
    page.say({ type: 'attach-pasted', ...target, request: 't', text: 'any\ntext', isLong: true });
    assert.equal((await ended('t')).outcome, 'added');
  });

  it('are put together of their pieces, with a note when they were scaled', async () => {
    const piece = {
      type: 'attach-piece',
      ...target,
      name: 'a.png',
      mediaType: 'image/png',
      scaledFrom: { width: 9_000, height: 30 },
    };
    const half = 'A'.repeat(attachmentPieceLength);
    page.say({ ...piece, offset: 0, base64: half, isLast: false });
    await until(() => of('piece-taken').length === 1);
    assert.equal(of('piece-taken')[0]?.offset, half.length);
    page.say({ ...piece, offset: half.length, base64: 'AA==', isLast: true });
    assert.equal((await ended('r')).outcome, 'added');
    assert.deepEqual(attachments.asked, [`a.png image/png ${half.length + 4}`]);
    assert.match(shown()!.attachments[0]!.details, /Scaled from 9,?000 × 30 pixels/u);
  });

  it('come to nothing where a piece is missing, or more comes than one may have', async () => {
    const piece = { type: 'attach-piece', ...target, name: 'a', mediaType: '', scaledFrom: null, isLast: false };
    page.say({ ...piece, offset: 4, base64: 'AAAA' });
    assert.equal((await ended('r')).outcome, 'failed');
    const full = 'A'.repeat(attachmentPieceLength);
    for (let offset = 0; offset <= 29 * 1024 * 1024 && of('attach-ended').length < 2; offset += full.length) {
      page.say({ ...piece, request: 's', offset, base64: full });
      await immediate();
    }
    assert.equal((await ended('s')).outcome, 'failed');
    assert.deepEqual(attachments.asked, []);
  });

  it('offer what is in use in the editor, as it changes', async () => {
    attachments.isAutomatic = true;
    attachments.offer({ id: 'editor:1', kind: 'file', label: 'a.ts', description: 'src', matches: [] });
    await until(() => shown()?.offered !== null);
    assert.deepEqual(shown()?.offered, {
      candidateId: 'editor:1',
      kind: 'file',
      label: 'a.ts',
      description: 'src',
      isAutomatic: true,
    });
    attachments.offer(undefined);
    await until(() => shown()?.offered === null);
  });

  it('are not looked through again when something else is in use in the editor', async () => {
    let looked = 0;
    attachments.markOf = () => {
      looked += 1;
      return Promise.resolve({ changed: '', warnings: [] });
    };
    await attachments.drafts.add('c', [attachmentPart('a')]);
    await until(() => shown()?.attachments.length === 1 && looked > 0);
    const before = looked;
    attachments.offer({ id: 'editor:1', kind: 'file', label: 'b.ts', description: '', matches: [] });
    await until(() => shown()?.offered?.label === 'b.ts');
    assert.equal(looked, before);
  });

  it('are told once of the same, and are not looked through for what is attached elsewhere', async () => {
    let looked = 0;
    attachments.markOf = () => {
      looked += 1;
      return Promise.resolve({ changed: '', warnings: [] });
    };
    await attachments.drafts.add('c', [attachmentPart('a')]);
    await until(() => shown()?.attachments.length === 1 && looked > 0);
    const [told, before] = [of('attachments').length, looked];
    attachments.changeMarks(new Set(['another']));
    await immediate();
    assert.equal(looked, before);
    attachments.changeMarks(new Set(['a']));
    await until(() => looked > before);
    await immediate();
    assert.equal(of('attachments').length, told);
  });

  it('do not offer what is attached already', async () => {
    attachments.offer({ id: 'editor:1', kind: 'selection', label: 'a.ts:1–2', description: '', matches: [] });
    await until(() => shown()?.offered !== null);
    await page.request({ type: 'attach', ...target, candidateId: 'editor:1' });
    await ended('r');
    await until(() => shown()?.offered === null);
    await attachments.drafts.remove('c', ['editor:1']);
    await until(() => shown()?.offered !== null);
  });

  it('offer other lines of a file than those that are attached, wherever they were attached', async () => {
    const uri = 'file:///src/a.ts';
    const range = { start: 3, end: 5 };
    const candidate = { id: `selection:${uri}`, kind: 'selection', description: 'src', matches: [] } as const;
    attachments.offer({ ...candidate, label: 'a.ts:3–5', place: { uri, range } });
    await until(() => shown()?.offered !== null);
    await attachments.drafts.add('c', [
      attachmentPart('p', { kind: 'problems', uri }),
      attachmentPart('a', { kind: 'selection', uri, range, label: 'src/a.ts' }),
    ]);
    await until(() => shown()?.offered === null);
    attachments.offer({ ...candidate, label: 'a.ts:7–8', place: { uri, range: { start: 7, end: 8 } } });
    await until(() => shown()?.offered?.label === 'a.ts:7–8');
    attachments.offer({
      ...candidate,
      id: `file:${uri}`,
      kind: 'file',
      label: 'a.ts',
      place: { uri, range: undefined },
    });
    await until(() => shown()?.offered?.label === 'a.ts');
  });

  it('are taken off, and opened with where they are', async () => {
    await attachments.drafts.add('c', [attachmentPart('a'), attachmentPart('b')]);
    assert.equal(
      await page.request({ type: 'attachment-remove', conversationId: 'c', attachmentIds: ['a'] }),
      'acknowledged',
    );
    await until(() => labels()?.join() === 'b.ts');
    await page.request({ type: 'attachment-open', messageId: null, attachmentId: 'b' });
    await page.request({ type: 'attachment-open', messageId: 'q', attachmentId: 'sent' });
    await until(() => attachments.opened.length === 2);
    assert.deepEqual(attachments.opened, [
      { conversationId: 'c', messageId: null, attachmentId: 'b' },
      { conversationId: 'c', messageId: 'q', attachmentId: 'sent' },
    ]);
    await page.request({ type: 'attachment-open', messageId: 'q', attachmentId: 'b' });
    await until(() => vscodeStub.messages.shown.length > 0);
    assert.equal(attachments.opened.length, 2);
  });

  it('give the bytes of images only, in pieces', async () => {
    const data = 'ABCD'.repeat(attachmentPieceLength / 4) + 'AA==';
    await attachments.drafts.add('c', [
      attachmentPart('image', { kind: 'image', mediaType: 'image/png', data }),
      attachmentPart('svg', { kind: 'image', mediaType: 'image/svg+xml', data: 'AAAA' }),
    ]);
    const read = (attachmentId: string, offset: number) =>
      page.say({ type: 'attachment-read', messageId: null, attachmentId, offset });
    read('image', 0);
    read('image', attachmentPieceLength);
    await until(() => of('attachment-piece').length === 2);
    assert.equal(
      of('attachment-piece')
        .map(({ base64 }) => base64)
        .join(''),
      data,
    );
    assert.deepEqual(
      of('attachment-piece').map(({ isLast }) => isLast),
      [false, true],
    );
    for (const [id, offset] of [
      ['svg', 0],
      ['image', 3],
      ['none', 0],
    ] as const)
      read(id, offset);
    await until(() => of('attachment-gone').length === 3);
  });

  it('are looked for by the newest query only', async () => {
    const first = Promise.withResolvers<void>();
    const aborted: string[] = [];
    attachments.find = async (query, signal) => {
      if (query === 'a') await first.promise;
      if (signal.aborted) aborted.push(query);
      return Array.from({ length: 80 }, (_, index) => ({
        id: `${query}${index}`,
        kind: 'file',
        label: query,
        description: '',
        matches: [0],
      }));
    };
    for (const [serial, query] of ['a', 'ab', 'abc'].entries())
      page.say({ type: 'complete', serial, trigger: '@', query });
    first.resolve();
    await until(() => of('completions').length > 0);
    await immediate();
    assert.deepEqual(
      of('completions').map(({ serial }) => serial),
      [2],
    );
    assert.equal(of('completions')[0]?.items.length, 50);
    assert.deepEqual(aborted, ['a']);
    attachments.find = () => Promise.reject(new Error('no index'));
    page.say({ type: 'complete', serial: 3, trigger: '@', query: 'x' });
    await until(() => of('completions').length === 2);
    assert.deepEqual(of('completions')[1]?.items, [], 'a list that cannot be made is empty');
  });

  it('come with prompts, whose text goes into the composer', async () => {
    page.say({ type: 'complete', serial: 1, trigger: '/', query: 're' });
    await until(() => of('completions').length === 1);
    assert.deepEqual(of('completions')[0]?.items, [
      { id: 'prompt:review', kind: 'prompt', label: 'review re', description: 'd', hint: '', matches: [0] },
    ]);
    await page.request({ type: 'prompt-accept', ...target, promptId: 'prompt:review' });
    await until(() => of('prompt-text').length === 1);
    assert.deepEqual(of('prompt-text')[0], {
      type: 'prompt-text',
      request: 'r',
      isPrompt: true,
      text: 'Text of prompt:review',
      cursor: 21,
      notice: '',
    });
    assert.deepEqual(labels(), ['prompt:review.ts']);
  });

  it('move with the draft of a new chat into the next one', async () => {
    const { page: other } = await window.show();
    const { chatId } = other.last('snapshot').state;
    await other.request({ type: 'draft', conversationId: chatId, text: 'unsaid' });
    await attachments.drafts.add(chatId, [attachmentPart('a')]);
    await other.request({ type: 'new-chat' });
    const next = other.last('snapshot').state.chatId;
    assert.notEqual(next, chatId);
    assert.deepEqual(
      (await attachments.drafts.list(next)).map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(await attachments.drafts.list(chatId), []);
  });
});
