import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import { Emitter } from '../../../../../src/core/event.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import type { WorkspaceInstructions } from '../../../../../src/prompts/workspaceInstructions.js';
import {
  InstructedAttachments,
  type InstructedChat,
} from '../../../../../src/webview/host/attachments/instructedAttachments.js';
import { moveAttachments } from '../../../../../src/webview/host/attachments/moveAttachments.js';
import { MemoryDraftAttachments } from '../../../../support/memoryDraftAttachments.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { until } from '../../../storage/support/until.js';
import { attachmentPart } from '../support/memoryAttachments.js';

const rethrow = (error: unknown): void => {
  throw error;
};
let captures = 0;
/** A copy that is made now: it has an id of its own. */
const instructionsOf = (name: string, text: string): AttachmentPart =>
  attachmentPart(`capture-${(captures += 1)}`, {
    kind: 'instructions',
    label: name,
    uri: `file:///work/${name}`,
    text,
  });

describe('instructions of the workspace in the drafts of chats', () => {
  /** By name. */
  let files: Map<string, string>;
  let filesForTs: Map<string, string>;
  let isUsed: boolean;
  let changed: Emitter<void>;
  let chats: Map<string, InstructedChat>;
  let removed: Set<string>;
  let stored: MemoryDraftAttachments;
  let attachments: InstructedAttachments;
  /** While set, nothing can be read. */
  let reading: Promise<void>;

  const captured = (from: ReadonlyMap<string, string>) => [...from].map(([name, text]) => instructionsOf(name, text));
  const instructions: WorkspaceInstructions = {
    state: () => Promise.resolve('used'),
    parts: async () => (await reading, isUsed ? captured(files) : []),
    partsFor: async (uris) => (
      await reading,
      isUsed && uris.some((uri) => uri.endsWith('.ts')) ? captured(filesForTs) : []
    ),
    isUsed: () => isUsed,
    offer: () => Promise.resolve(),
    onChanged: (listener) => changed.on(listener),
  };
  const open = (): InstructedAttachments =>
    new InstructedAttachments({
      stored,
      instructions,
      removed: {
        has: (id, uri) => removed.has(`${id} ${uri}`),
        add: (id, uris) => Promise.resolve(uris.forEach((uri) => removed.add(`${id} ${uri}`))),
      },
      chatOf: (id) => chats.get(id),
      logger: recordingLogger(),
    });
  const labels = async (id = 'new') => (await attachments.list(id)).map(({ label }) => label);
  const settledLabels = async (id = 'new') => {
    await attachments.settled(id);
    return labels(id);
  };
  const newChat: InstructedChat = { isNew: true, hasSent: () => false };
  const code = (name: string) => attachmentPart(name, { uri: `file:///work/${name}.ts` });

  beforeEach(() => {
    files = new Map([['AGENTS.md', 'Be brief.']]);
    filesForTs = new Map([['ts.instructions.md', 'Use const.']]);
    isUsed = true;
    changed = new Emitter(rethrow);
    chats = new Map([['new', newChat]]);
    removed = new Set();
    stored = new MemoryDraftAttachments();
    reading = Promise.resolve();
    attachments = open();
  });
  afterEach(() => attachments.dispose());

  it('come by themselves into a new chat, which hears of it, and nothing is stored for them', async () => {
    const told: string[] = [];
    attachments.onChanged((id) => told.push(id));
    assert.deepEqual(await labels(), [], 'the list does not wait for them');
    await until(() => told.length === 1);
    assert.deepEqual([told, await labels()], [['new'], ['AGENTS.md']]);
    assert.deepEqual(await stored.list('new'), []);
  });

  it('come into no other chat, and none that nobody has open', async () => {
    chats.set('old', { isNew: false, hasSent: () => false });
    assert.deepEqual([await settledLabels('old'), await settledLabels('unknown')], [[], []]);
  });

  it('stand before what the user attaches, whose source is not there twice', async () => {
    await settledLabels();
    await attachments.add('new', [code('a')]);
    filesForTs.clear();
    assert.deepEqual(await labels(), ['AGENTS.md', 'a.ts']);
    await attachments.add('new', [attachmentPart('own', { label: 'AGENTS.md', uri: 'file:///work/AGENTS.md' })]);
    assert.deepEqual(
      (await attachments.list('new')).map(({ id }) => id),
      ['a', 'own'],
    );
  });

  it('that are taken off stay off in that chat, also after a reload, and come into the next one', async () => {
    await settledLabels();
    const [{ id }] = (await attachments.list('new')) as [AttachmentPart];
    await attachments.remove('new', [id]);
    assert.deepEqual(await labels(), []);
    changed.fire();
    await immediate();
    assert.deepEqual(await labels(), []);
    await attachments.dispose();
    attachments = open();
    chats.set('next', newChat);
    assert.deepEqual([await settledLabels(), await settledLabels('next')], [[], ['AGENTS.md']]);
  });

  it('stay off when several are taken off one right after the other', async () => {
    files.set('CLAUDE.md', 'Be polite.');
    assert.deepEqual(await settledLabels(), ['AGENTS.md', 'CLAUDE.md']);
    const ids = (await attachments.list('new')).map(({ id }) => id);
    await Promise.all(ids.map((id) => attachments.remove('new', [id])));
    assert.deepEqual(await settledLabels(), []);
  });

  it('are gone when the question that they went with is stored, and do not count as taken off', async () => {
    await settledLabels();
    const [{ id }] = (await attachments.list('new')) as [AttachmentPart];
    chats.set('new', { isNew: false, hasSent: (uri) => uri.endsWith('AGENTS.md') });
    await attachments.remove('new', [id]);
    assert.deepEqual([await labels(), [...removed]], [[], []]);
  });

  it('are the copy of that moment, whatever becomes of their file', async () => {
    const texts = async () => (await attachments.list('new')).map(({ text }) => text);
    await settledLabels();
    files.set('AGENTS.md', 'Be long.');
    files.set('CLAUDE.md', 'Be kind.');
    changed.fire();
    await until(async () => (await labels()).length === 2);
    assert.deepEqual(await texts(), ['Be brief.', 'Be kind.']);
    files.clear();
    let told = 0;
    attachments.onChanged(() => (told += 1));
    changed.fire();
    await until(() => told === 1);
    assert.deepEqual(await texts(), ['Be brief.', 'Be kind.'], 'whoever shows them looks again, and finds the same');
    const [first] = (await attachments.list('new')) as [AttachmentPart];
    await attachments.replace('new', { ...first, text: 'Be long.' });
    assert.deepEqual(await texts(), ['Be long.', 'Be kind.']);
  });

  it('go as soon as the user no longer wants them, and come when he does', async () => {
    await settledLabels();
    isUsed = false;
    changed.fire();
    await until(async () => (await labels()).length === 0);
    isUsed = true;
    changed.fire();
    await until(async () => (await labels()).length === 1);
  });

  it('for certain files come and go with these, in any chat, and are not sent twice', async () => {
    chats.set('old', { isNew: false, hasSent: () => false });
    for (const id of ['new', 'old']) await settledLabels(id);
    for (const id of ['new', 'old']) await attachments.add(id, [code('a')]);
    await until(async () => (await labels('old')).length === 2);
    assert.deepEqual(
      [await labels(), await labels('old')],
      [
        ['AGENTS.md', 'ts.instructions.md', 'a.ts'],
        ['ts.instructions.md', 'a.ts'],
      ],
    );
    filesForTs.clear();
    changed.fire();
    await immediate();
    assert.deepEqual(await labels('old'), ['ts.instructions.md', 'a.ts'], 'the copy stays when the file goes');
    chats.set('old', { isNew: false, hasSent: (uri) => uri.endsWith('ts.instructions.md') });
    assert.deepEqual(await labels('old'), ['a.ts']);
    await attachments.remove('new', ['a']);
    await until(async () => (await labels()).length === 1);
    assert.deepEqual(await labels(), ['AGENTS.md']);
  });

  it('have the same id for the next host, for which a question waits that names them', async () => {
    await settledLabels();
    const before = (await attachments.list('new')).map(({ id }) => id);
    await attachments.dispose();
    let read = (): void => undefined;
    reading = new Promise((resolve) => (read = resolve));
    attachments = open();
    const settled = attachments.settled('new');
    assert.deepEqual(await labels(), []);
    read();
    await settled;
    assert.deepEqual(
      (await attachments.list('new')).map(({ id }) => id),
      before,
    );
    chats.set('next', newChat);
    await settledLabels('next');
    assert.notDeepEqual(
      (await attachments.list('next')).map(({ id }) => id),
      before,
      'those of each chat are its own',
    );
  });

  it('that cannot be read hold up nothing for long', async function () {
    this.timeout(20_000);
    reading = new Promise(() => undefined);
    await attachments.add('new', [code('a')]);
    assert.deepEqual(await settledLabels(), ['a.ts']);
  });

  it('do not move with what was being written', async () => {
    chats.set('next', newChat);
    await settledLabels();
    filesForTs.clear();
    await attachments.add('new', [code('a')]);
    await moveAttachments(attachments, 'new', 'next');
    assert.deepEqual(await stored.list('next'), [code('a')]);
    assert.deepEqual([...removed], []);
  });
});
