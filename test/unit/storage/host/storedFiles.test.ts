/**
 * What is stored on disk keeps its names and stays readable: file names, frames, tables, event types, keys of preferences. Each folder was
 * written by an earlier version; see its README.md.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { ModelListCache } from '../../../../src/models/modelListCache.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { Drafts } from '../../../../src/profile/drafts.js';
import { LastShownConversations } from '../../../../src/profile/lastShownConversations.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import type { Conversation, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import type { LongWork } from '../../../../src/storage/api/maintenance.js';
import type { Storage } from '../../../../src/storage/host/storage.js';
import { projectFolder } from '../../../support/projectFolder.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../support/openStorage.js';

/** When the first conversation of the fixtures began. */
const start = Date.UTC(2026, 9, 1);
const selection = { ref: { endpoint: 'openai', model: 'gpt-x' }, parameters: { temperature: 0.5 } };
const storedSelection = { ref: { endpoint: 'anthropic', model: 'claude-x' }, parameters: { temperature: 0.5 } };
const withAttachments: StoredMessage = {
  ...message('b6', 'Why?'),
  conversationId: 'branches',
  parts: [
    {
      type: 'attachment',
      id: 'x1',
      kind: 'file',
      label: 'src/bisect.rs',
      mediaType: 'text/plain',
      text: '// Grüße\n'.repeat(3_000),
      uri: 'file:///work/src/bisect.rs',
      bytes: 30_000,
      capturedAt: start,
    },
    { type: 'text', text: 'Why?' },
  ],
};
const work: LongWork = { signal: new AbortController().signal, onProgress: () => undefined };

/** A folder of an earlier version, and what it holds besides what all of them hold. */
interface Fixture {
  readonly title: string;
  readonly folder: string;
  /** What the first conversation has of the fields that came later. */
  readonly labels: Pick<Conversation, 'persona' | 'pinned' | 'tags' | 'selection'>;
  /** What the conversation with pictures has besides its first two messages. */
  readonly laterMessages: readonly string[];
  readonly archived: readonly string[];
  readonly deleted: readonly (readonly [id: string, deletedAt: number])[];
  readonly allLabels: { readonly tags: readonly string[]; readonly workspaces: readonly string[] };
  /** Of each database. */
  readonly snapshots: number;
  readonly backups: number;
}

const release010: Fixture = {
  title: 'files of release 0.1.0',
  folder: path.join(projectFolder, 'test/fixtures/history-v0.1.0'),
  labels: { persona: null, pinned: false, tags: [], selection: null },
  laterMessages: [],
  archived: [],
  deleted: [],
  allLabels: { tags: [], workspaces: ['file:///work'] },
  snapshots: 0,
  backups: 0,
};

const withSnapshots: Fixture = {
  title: 'files of a version with snapshots and backups',
  folder: path.join(projectFolder, 'test/fixtures/history-v1'),
  labels: { persona: 'Reviewer', pinned: true, tags: ['rust', 'work'], selection: null },
  laterMessages: [],
  archived: ['archived'],
  deleted: [['waiting', start + 800]],
  allLabels: { tags: ['cooking', 'rust', 'work'], workspaces: ['file:///work'] },
  snapshots: 1,
  backups: 1,
};

const beforeSelections: Fixture = {
  ...withSnapshots,
  title: 'files of the version before conversations kept who answers',
  folder: path.join(projectFolder, 'test/fixtures/history-v2'),
};

const beforeAttachments: Fixture = {
  ...beforeSelections,
  title: 'files of the version before messages had attachments',
  folder: path.join(projectFolder, 'test/fixtures/history-v3'),
  labels: { ...beforeSelections.labels, selection: storedSelection },
  laterMessages: [
    'p3 complete: And these two?|file|file',
    'p4 complete: Two gradients.',
    'p5 complete: file',
    'p6 complete: The same one.',
  ],
};

/** Calls `use` with a storage over a copy of the folder, then with another one, as after a restart. */
function withStoredFiles(fixture: Fixture, ...uses: readonly ((storage: Storage) => Promise<void>)[]): Promise<void> {
  return withFolder(async (folder) => {
    cpSync(fixture.folder, folder, { recursive: true });
    for (const use of uses) await withStorage(folder, use);
  });
}

async function withStorage(folder: string, use: (storage: Storage) => Promise<void>): Promise<void> {
  const opened = openStorage(folder);
  try {
    await use(opened.storage);
    assert.deepEqual(opened.storage.health, { state: 'ok', warnings: [] });
  } finally {
    await closeStorage(opened);
  }
}

const textOf = async ({ history }: Storage, conversation: string): Promise<readonly string[]> =>
  (await history.messages(conversation)).map(
    ({ id, status, parts }) =>
      `${id} ${status}: ${parts.map((part) => (part.type === 'text' ? part.text : part.type)).join('|')}`,
  );

for (const fixture of [release010, withSnapshots, beforeSelections, beforeAttachments]) {
  describe(fixture.title, function () {
    this.timeout(60_000);

    it('give the list at once, and the same when the history is open', () =>
      withStoredFiles(fixture, async ({ history }) => {
        const announced: unknown[] = [];
        history.onChanged((ids) => announced.push(ids));
        const first = await history.firstConversations({}, 10);
        assert.deepEqual(
          first.map(({ id, title }) => `${id}: ${title}`),
          ['branches: Sorting floats in Rust', 'streaming: Cut off', 'attachments: A picture'],
        );
        assert.deepEqual(await history.conversations({}, 10), first);
        assert.deepEqual(announced, [], 'the list was right');
      }));

    it('hold every conversation, and what became of it', () =>
      withStoredFiles(fixture, async ({ history }) => {
        assert.deepEqual(await history.conversation('branches'), {
          id: 'branches',
          title: 'Sorting floats in Rust',
          createdAt: start,
          updatedAt: start + 1000,
          workspace: 'file:///work',
          headId: 'b3',
          ...fixture.labels,
          archived: false,
          deletedAt: null,
        });
        assert.deepEqual(
          (await history.conversations({ archived: true }, 10)).map(({ id }) => id),
          fixture.archived,
        );
        assert.deepEqual(
          (await history.deleted()).map(({ id, deletedAt }) => [id, deletedAt]),
          fixture.deleted,
        );
        assert.equal(await history.isTombstoned('doomed'), true);
        assert.equal(await history.conversation('doomed'), undefined);
        assert.deepEqual(await history.labels(), fixture.allLabels);
      }));

    it('hold every message, job and attachment', () =>
      withStoredFiles(fixture, async (storage) => {
        const { history } = storage;
        assert.deepEqual(await textOf(storage, 'branches'), [
          'b1 complete: How do I sort a vector of floats?',
          'b2 complete: Use sort_by with total_cmp.',
          'b3 complete: Use the ordered-float crate.',
          'b4 complete: Danke, und für Zeichenketten? 文字列',
        ]);
        const [, answer] = await history.messages('branches');
        assert.deepEqual(
          [answer!.parentId, answer!.provider, answer!.model, answer!.usage, answer!.finishReason],
          ['b1', 'anthropic', 'claude-x', { inputTokens: 12, outputTokens: 8 }, 'stop'],
        );
        assert.deepEqual(await textOf(storage, 'streaming'), [
          's1 complete: Tell me a story',
          's2 interrupted: Once upon a time',
        ]);
        assert.deepEqual(await textOf(storage, 'doomed'), []);
        const [job] = await history.jobs('branches');
        assert.deepEqual([job!.id, job!.before, job!.after], ['j1', 'How do I sort', 'Sorting in Rust']);
        const [question, failed] = await history.messages('attachments');
        const [, picture, note] = question!.parts;
        assert.ok(picture?.type === 'file' && note?.type === 'file');
        const sha256 = createHash('sha256').update(Buffer.from(picture.data, 'base64')).digest('hex');
        assert.equal(sha256, '1228278e94efd1fd5e59c5089dbfecca5e5e7ad00b59380bfbf1bab0a5f87070');
        assert.equal(Buffer.from(note.data, 'base64').toString(), 'small');
        assert.deepEqual(failed!.error, { code: 'network', message: 'offline' });
        assert.deepEqual((await textOf(storage, 'attachments')).slice(2), fixture.laterMessages);
      }));

    it('are found by the search', () =>
      withStoredFiles(fixture, async ({ history }) => {
        const find = async (text: string) =>
          (await history.search({ text, limit: 10 })).hits.map(({ messageId }) => messageId);
        assert.deepEqual(await find('total_cmp'), ['b2']);
        assert.deepEqual(await find('from:claude sort'), ['b2']);
        assert.deepEqual(await find('文字列'), ['b4']);
        assert.deepEqual(await find('lighthouse'), ['p2']);
        assert.deepEqual(await find('"sorting floats"'), [null]);
        assert.deepEqual(await find('zirconium'), [], 'it was deleted for good');
      }));

    it('hold what SCOUT remembers of the user', () =>
      withStoredFiles(fixture, async ({ users }) => {
        const store = new LocalUserPreferences(users, 'somebody else', recordingLogger());
        const drafts = new Drafts(store, recordingLogger());
        const lastShown = new LastShownConversations(store);
        assert.deepEqual(
          (await users.users()).map(({ name }) => name),
          ['ada'],
        );
        assert.equal(await drafts.takeShared('new-chat'), 'An unsent question');
        assert.equal(await drafts.text('branches'), 'a whole sentence');
        assert.equal((await lastShown.at('panel:file:///work'))?.id, 'branches');
        const recent = new RecentModels(store);
        assert.equal(await recent.model('llm', 'anthropic'), 'claude-x');
        assert.equal(await recent.model('background', 'openai'), 'gpt-mini');
        assert.deepEqual(await recent.providers('llm'), ['anthropic', 'openai']);
        assert.deepEqual(await new ModelListCache(store).list('openai'), {
          source: 'https://api.openai.com/v1',
          // The list has no facts yet: it is loaded again.
          fetchedAt: 0,
          models: [{ id: 'gpt-x', displayName: 'GPT X' }],
        });
      }));

    it('pass the check, and can be written on', () =>
      withStoredFiles(
        fixture,
        async (storage) => {
          const { history, maintenance } = storage;
          const { findings, databases } = await maintenance.check(work);
          assert.deepEqual(findings, []);
          assert.deepEqual(
            databases.map(({ of, snapshots, backups }) => [of, snapshots.files, backups.files]),
            [
              ['chats', fixture.snapshots, fixture.backups],
              ['profile', fixture.snapshots, fixture.backups],
            ],
          );
          await history.append(
            [putMessage({ ...message('b5', 'One more pangolin'), conversationId: 'branches' })],
            'synced',
          );
          await history.append(
            [putMessage({ ...message('s2', 'Once upon a time, finished'), conversationId: 'streaming' })],
            'synced',
          );
        },
        async (storage) => {
          const found = await storage.history.search({ text: 'pangolin', limit: 10 });
          assert.deepEqual(
            found.hits.map(({ messageId }) => messageId),
            ['b5'],
          );
          assert.ok((await textOf(storage, 'streaming')).includes('s2 complete: Once upon a time, finished'));
          assert.deepEqual((await storage.maintenance.check(work)).findings, []);
        },
      ));

    it('take attachments from now on, which survive checkpoints of these files and are found', () =>
      withStoredFiles(
        fixture,
        async ({ history, maintenance }) => {
          await history.append([putMessage(withAttachments)], 'synced');
          assert.deepEqual((await maintenance.eraseDeleted(work)).left, []);
        },
        async ({ history, maintenance }) => {
          assert.deepEqual(await history.messages('branches', ['b6']), [withAttachments]);
          const found = await history.search({ text: 'file:bisect.rs', limit: 10 });
          assert.deepEqual(
            found.hits.map(({ messageId }) => messageId),
            ['b6'],
          );
          const { findings, attachments } = await maintenance.check(work);
          assert.deepEqual([findings, attachments.unused], [[], 0]);
        },
      ));

    it('take over who answers from now on, which survives checkpoints of these files', () =>
      withStoredFiles(
        fixture,
        async ({ history, maintenance }) => {
          await history.append([{ type: 'conversation.set', id: 'branches', fields: { selection } }], 'synced');
          assert.deepEqual((await maintenance.eraseDeleted(work)).left, []);
        },
        async ({ history, maintenance }) => {
          assert.deepEqual((await history.conversation('branches'))?.selection, selection);
          assert.equal((await history.conversation('attachments'))?.selection, null);
          assert.deepEqual((await maintenance.check(work)).findings, []);
        },
      ));

    it('may be erased and recovered', () =>
      withStoredFiles(fixture, async (storage) => {
        const { history, maintenance } = storage;
        assert.equal((await maintenance.recover(work)).unreadable, 0);
        assert.deepEqual((await maintenance.eraseDeleted(work)).left, []);
        for (const [id] of fixture.deleted) assert.equal(await history.isTombstoned(id), true);
        assert.equal(await history.isTombstoned('doomed'), true);
        assert.equal((await textOf(storage, 'branches')).length, 4);
        assert.deepEqual((await maintenance.check(work)).findings, []);
      }));
  });
}

for (const fixture of [withSnapshots, beforeSelections, beforeAttachments])
  describe(fixture.title, function () {
    this.timeout(60_000);

    for (const [what, superfluous] of [
      ['the log alone', /^snap-|^list/],
      ['the snapshot and the log behind it', /\.sealed$|^list/],
    ] as const) {
      it(`hold all of it in ${what}`, () =>
        withFolder(async (folder) => {
          cpSync(fixture.folder, folder, {
            recursive: true,
            filter: (file) => !superfluous.test(path.basename(file)),
          });
          await withStorage(folder, async (storage) => {
            const { history, users } = storage;
            assert.equal((await history.conversation('branches'))?.title, 'Sorting floats in Rust');
            assert.equal((await textOf(storage, 'branches')).length, 4);
            assert.equal((await history.jobs('branches')).length, 1);
            assert.deepEqual((await textOf(storage, 'attachments')).slice(2), fixture.laterMessages);
            assert.deepEqual(await textOf(storage, 'archived'), ['a1 complete: A recipe with quinces']);
            const [user, ...others] = await users.users();
            assert.deepEqual([user?.name, others], ['ada', []]);
            assert.equal(await users.preference(user!.id, 'draft:new'), 'An unsent question');
          });
        }));
    }

    it('hold what is archived, deleted or tagged, and find it', () =>
      withStoredFiles(fixture, async (storage) => {
        const { history, maintenance } = storage;
        const find = async (text: string) =>
          (await history.search({ text, limit: 10 })).hits.map(({ messageId }) => messageId);
        assert.deepEqual(await textOf(storage, 'waiting'), ['w1 complete: Forget this']);
        assert.deepEqual(await find('tag:rust from:claude sort'), ['b2']);
        assert.deepEqual(await find('quinces'), ['a1']);
        assert.deepEqual((await maintenance.eraseDeleted(work)).left, []);
        assert.deepEqual(await textOf(storage, 'waiting'), []);
        assert.deepEqual(await textOf(storage, 'archived'), ['a1 complete: A recipe with quinces']);
      }));

    it('have backups that can be restored, for the tables are the same', () =>
      withStoredFiles(fixture, async (storage) => {
        const { history, users, maintenance } = storage;
        const backups = await maintenance.backups();
        assert.deepEqual(backups.map(({ of, state }) => `${of}: ${state}`).sort(), [
          'chats: usable',
          'profile: usable',
        ]);
        const chats = backups.find(({ of }) => of === 'chats')!;
        assert.deepEqual(await maintenance.restore(chats.name, work), {
          conversations: 1,
          copies: 1,
          messages: 1,
          preferences: 0,
        });
        const restored = (await history.conversations({ workspace: 'file:///secret' }, 10))[0]!;
        assert.equal(restored.title, 'To be deleted for good');
        const profile = backups.find(({ of }) => of === 'profile')!;
        assert.equal((await maintenance.restore(profile.name, work)).preferences, 0);
        assert.equal((await users.users()).length, 1);
      }));
  });
