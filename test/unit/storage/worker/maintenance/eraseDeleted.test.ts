import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HistoryEvent, StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import type { Erased, LongWork } from '../../../../../src/storage/api/maintenance.js';
import { newerFrame } from '../../support/newerFrame.js';
import { parseSegmentName } from '../../../../../src/storage/worker/log/segmentName.js';
import { finish } from '../../support/compaction.js';
import { MaintenanceWindow } from '../../support/maintenanceWindow.js';
import { directory, logDirectory } from '../../support/openDatabase.js';
import { closeStorage, openStorage, withFolder } from '../../support/openStorage.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';
import { readableBytes } from '../../../../support/readableBytes.js';
import { until } from '../../support/until.js';

const eagerWorker = new URL('../../support/eagerWorker.ts', import.meta.url);
const otherWindow = fileURLToPath(new URL('../../support/otherWindow.ts', import.meta.url));
const work: LongWork = { signal: new AbortController().signal, onProgress: () => undefined };

/** Words nobody else uses; each has its own place: a question, an answer that grew, a title, a tag, a draft and so on. */
const secrets = {
  question: 'qzxwvkjtbp',
  answer: 'wjqzkxvhfp',
  growing: 'xkqjzwvphd',
  title: 'vjxzqwkpgb',
  oldTitle: 'jzqxwvkdmf',
  tag: 'kqxjvzwnbt',
  persona: 'zqjxkwvrgh',
  job: 'pxzqjvkwlc',
  draft: 'hxqzjkvwyn',
  sent: 'gqxzjwkvtr',
  other: 'bxqjzwvkms',
  unsegmented: '鑫龘靐齉',
} as const;
const attachment = randomBytes(30_000);
const kept = 'fxwqjzkvdt';

const part = {
  type: 'file',
  mediaType: 'image/png',
  data: attachment.toString('base64'),
  name: 'picture.png',
} as const;

function message(id: string, conversationId: string, text: string, fields: Partial<StoredMessage> = {}): HistoryEvent {
  return {
    type: 'message.put',
    message: {
      id,
      conversationId,
      parentId: null,
      role: 'user',
      parts: [{ type: 'text', text }],
      createdAt: 1_000_000,
      status: 'complete',
      ...fields,
    },
  };
}

/** Every file below the folder. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
  );
}

/** Which of the texts stand in which files. An index shares the beginnings of its words, so the rest of a word is looked for. */
function tracesIn(folder: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const needles = Object.entries(texts).map(([name, text]) => [name, Buffer.from(text.slice(1, 9))] as const);
  const bytes = [attachment.subarray(5_000, 5_040), Buffer.from(part.data.slice(8_000, 8_040))];
  return filesBelow(folder).flatMap((file) => {
    const content = readableBytes(contentOf(file));
    const found = needles.filter(([, needle]) => content.includes(needle)).map(([name]) => name);
    return [...found, ...bytes.flatMap((sample) => (content.includes(sample) ? ['attachment'] : []))].map(
      (name) => `${name} in ${path.relative(folder, file)}`,
    );
  });
}

/** Nothing, when it was removed since the folder was listed. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOENT');
    return Buffer.alloc(0);
  }
}

async function answerOf(child: ChildProcess, order: object): Promise<unknown> {
  const answer = once(child, 'message');
  child.send(order);
  return (await answer)[0] as unknown;
}

describe('erasing deleted chats', function () {
  this.timeout(120_000);

  it('leaves no byte of them in any file, whoever wrote it, and everything else as it was', () =>
    withFolder(async (folder) => {
      const here = openStorage(folder, eagerWorker);
      const { history, users, maintenance } = here.storage;
      const children: ChildProcess[] = [];
      try {
        for (let index = 0; index < 2; index++) {
          const child = fork(otherWindow, [folder], { execArgv: ['--import', 'tsx'] });
          children.push(child);
          await once(child, 'message');
        }
        const [first, second] = children as [ChildProcess, ChildProcess];
        await history.append(
          [
            { type: 'conversation.set', id: 'kept', fields: { title: `About ${kept}`, createdAt: 1_000_000 } },
            message('k', 'kept', `${kept} stays`, {
              parts: [
                { type: 'text', text: `${kept} stays` },
                { ...part, data: Buffer.alloc(20_000, 7).toString('base64') },
              ],
            }),
            {
              type: 'conversation.set',
              id: 'waiting',
              fields: { title: secrets.oldTitle, createdAt: 1_000_000, tags: [secrets.tag], persona: secrets.persona },
            },
            message('w', 'waiting', `${secrets.question} and ${secrets.unsegmented}`, {
              parts: [{ type: 'text', text: `${secrets.question} ${secrets.unsegmented}` }, part],
            }),
            {
              type: 'job.put',
              job: {
                id: 'j',
                conversationId: 'waiting',
                kind: 'title',
                provider: 'p',
                model: 'm',
                createdAt: 1,
                status: 'complete',
                before: 'x',
                after: secrets.job,
              },
            },
          ],
          'synced',
        );
        await history.append([{ type: 'conversation.set', id: 'waiting', fields: { title: secrets.title } }], 'synced');
        await users.append(
          [{ type: 'preference.set', userId: 'u', key: 'draft:waiting', value: secrets.draft }],
          'written',
        );
        // What was sent had been a draft before.
        await users.append(
          [{ type: 'preference.set', userId: 'u', key: 'draft:new', value: `${secrets.sent} `.repeat(1_000) }],
          'written',
        );
        await users.append([{ type: 'preference.set', userId: 'u', key: 'draft:new', value: null }], 'written');
        await users.append([{ type: 'preference.set', userId: 'u', key: 'draft:kept', value: kept }], 'written');
        await answerOf(first, { events: [message('s', 'waiting', 'so', { role: 'assistant', status: 'streaming' })] });
        for (let index = 0; index < 5; index++) {
          const delta = {
            type: 'message.delta',
            conversationId: 'waiting',
            messageId: 's',
            index,
            parts: [{ type: 'text', text: ` ${secrets.growing}` }],
          };
          await answerOf(first, { events: [delta], durability: 'written' });
        }
        await answerOf(second, {
          events: [
            { type: 'conversation.set', id: 'long gone', fields: { title: secrets.other } },
            message('g', 'long gone', secrets.answer),
          ],
        });
        await answerOf(second, { events: [{ type: 'conversation.tombstone', id: 'long gone' }] });
        await until(() => filesBelow(folder).some((file) => path.basename(file).startsWith('history-')));
        // As damage of long ago has left it.
        const [segment] = readdirSync(path.join(folder, 'history')).filter(
          (name) => parseSegmentName(name) !== undefined,
        );
        mkdirSync(path.join(folder, 'history', 'quarantine'));
        copyFileSync(
          path.join(folder, 'history', segment!),
          path.join(folder, 'history', 'quarantine', `${segment!}.00000000`),
        );
        writeFileSync(path.join(folder, 'history', 'snap-9-00000000000000aa-1.db.tmp'), secrets.question);
        writeFileSync(path.join(folder, 'backups', 'history-20260101T000000000Z.db.00aabbcc.tmp'), secrets.question);
        await history.append(
          [{ type: 'conversation.set', id: 'waiting', fields: { deletedAt: Date.now() } }],
          'synced',
        );
        const all = tracesIn(folder, secrets).map((trace) => trace.split(' ')[0]);
        assert.deepEqual(
          [...new Set(all)].sort(),
          [...Object.keys(secrets), 'attachment'].sort(),
          'everything is somewhere before',
        );

        const erased = await maintenance.eraseDeleted(work);
        assert.deepEqual(erased.left, []);
        assert.equal(erased.conversations, 1);
        assert.ok(erased.files > 5);
        assert.deepEqual(tracesIn(folder, secrets), []);

        const backups = await maintenance.backups();
        assert.deepEqual(backups.map(({ of, state }) => `${of} ${state}`).sort(), ['chats usable', 'profile usable']);
        assert.ok(backups.every(({ createdAt }) => Math.abs(createdAt - Date.now()) < 60_000));
        assert.deepEqual((await maintenance.check(work)).findings, []);
        assert.equal(await users.preference('u', 'draft:kept'), kept);
        // The others go on, and still leave no trace when they end.
        for (const [index, child] of children.entries()) {
          await answerOf(child, { events: [message(`after ${index}`, 'kept', 'afterwards')] });
          await until(async () => ((await answerOf(child, { read: 'waiting' })) as unknown[]).length === 0);
        }
        await until(async () => (await history.messages('kept')).length === 3);
        const messages = await history.messages('kept');
        assert.ok(tracesIn(folder, { kept }).length > 0, 'what stays can be found');
        assert.deepEqual(messages.find(({ id }) => id === 'k')!.parts[1], {
          ...part,
          data: Buffer.alloc(20_000, 7).toString('base64'),
        });
      } finally {
        for (const child of children) {
          child.disconnect();
          await once(child, 'exit');
        }
        await closeStorage(here);
      }
      assert.deepEqual(tracesIn(folder, secrets), []);
      const again = openStorage(folder);
      assert.equal((await again.storage.history.messages('kept')).length, 3);
      assert.deepEqual(await again.storage.history.messages('waiting'), []);
      await closeStorage(again);
    }));

  /** Files over which one window has said and deleted something. */
  function withDeleted(): { files: SimulatedFiles; window: MaintenanceWindow } {
    const files = new SimulatedFiles();
    const window = new MaintenanceWindow(files);
    window.converse('kept', kept);
    window.converse('deleted', secrets.question);
    window.append(message('picture', 'deleted', '', { parts: [part] }));
    window.runDueMaintenance();
    window.append({ type: 'conversation.tombstone', id: 'deleted' });
    return { files, window };
  }

  function isIn(files: SimulatedFiles, text: string): boolean {
    return [...files.contents().values()].some((bytes) => readableBytes(bytes).includes(text.slice(1)));
  }

  it('also removes what another window’s checkpoint, begun before the deletion, publishes in the middle of it', () => {
    let steps = 1;
    for (let moment = 0; moment < steps; moment++) {
      const files = new SimulatedFiles();
      const [window, slow] = [new MaintenanceWindow(files), new MaintenanceWindow(files)];
      window.converse('kept', kept);
      window.converse('deleted', secrets.question);
      // It has read everything, and is about to export it.
      const checkpoint = slow.history.compaction.checkpoint();
      for (let step = 0; step < 3; step++) checkpoint.next();
      window.append({ type: 'conversation.tombstone', id: 'deleted' });
      const erasing = window.service.work({ name: 'erase' }, () => undefined);
      let step = 0;
      let erased: Erased | undefined;
      for (let next = erasing.next(); ; next = erasing.next(), step++) {
        if (next.done === true) {
          erased = next.value as Erased;
          break;
        }
        if (step === moment) while (tolerant(() => checkpoint.next().done !== true));
      }
      steps = Math.max(steps, step);
      // The very last steps are too late for it to be noticed here; the next compaction removes it.
      if (moment < step - 8)
        assert.deepEqual([erased.left, isIn(files, secrets.question)], [[], false], `at step ${moment} of ${step}`);
      assert.deepEqual(new MaintenanceWindow(files).texts('kept'), [kept]);
    }
    assert.ok(steps > 15);
  });

  it('says what is left when a file cannot be removed, and keeps attachments then', () => {
    const { files, window } = withDeleted();
    const stubborn = [...files.contents().keys()].find(
      (file) => path.dirname(file) === logDirectory && parseSegmentName(path.basename(file)) !== undefined,
    )!;
    files.before = (operation, file) => {
      if (operation === 'remove' && file.startsWith(stubborn.replace(/\.sealed$/, '')))
        throw systemError('EBUSY', file);
    };
    const erased = window.run<Erased>({ name: 'erase' });
    assert.deepEqual(
      erased.left.map((file) => path.join(directory, file).replace(/\.sealed$/, '')),
      [stubborn.replace(/\.sealed$/, '')],
    );
    files.before = () => undefined;
    const blobs = (): number =>
      [...files.contents().keys()].filter((file) => path.dirname(file).endsWith('blobs')).length;
    assert.equal(blobs(), 1);
    assert.deepEqual(window.run<Erased>({ name: 'erase' }).left, []);
    assert.equal(blobs(), 0);
    assert.equal(isIn(files, secrets.question), false);
  });

  it('says so when there is not enough memory, and loses nothing', () => {
    const { files, window } = withDeleted();
    window.memory = 1_000;
    assert.throws(() => window.run({ name: 'erase' }), /not enough memory/);
    assert.deepEqual(new MaintenanceWindow(files).texts('kept'), [kept]);
  });

  for (const database of ['history', 'users']) {
    it(`changes nothing when a newer version of SCOUT is at work in ${database}, also before anything was read`, () => {
      const { files, window } = withDeleted();
      files.put(path.join(directory, database, 'seg-00000000000000aa-1.log'), newerFrame());
      const before = files.contents();
      for (const one of [window, new MaintenanceWindow(files)]) {
        assert.throws(() => one.run({ name: 'erase' }), /newer version of SCOUT/);
        assert.deepEqual(files.contents(), before);
      }
    });
  }

  it('may be stopped at any step, and goes on when it is called again', () => {
    let steps = 1;
    for (let last = 0; last < steps; last++) {
      const { files, window } = withDeleted();
      const erasing = window.service.work({ name: 'erase' }, () => undefined);
      let step = 0;
      for (; step < last && erasing.next().done !== true; step++);
      erasing.return(undefined);
      if (step === last) steps = last + 2;
      assert.deepEqual(new MaintenanceWindow(files.copy()).texts('kept'), [kept]);
      window.run({ name: 'erase' });
      assert.equal(isIn(files, secrets.question), false);
      assert.deepEqual(new MaintenanceWindow(files).listed(), ['kept']);
      if (step < last) break;
    }
    assert.ok(steps > 10);
  });

  it('leaves what is brought back before its turn comes', () => {
    const window = new MaintenanceWindow(new SimulatedFiles());
    for (const id of ['gone', 'restored']) {
      window.converse(id, `about ${id}`);
      window.append({ type: 'conversation.set', id, fields: { deletedAt: id === 'gone' ? 1 : 2 } });
    }
    const erasing = window.service.work({ name: 'erase' }, () => undefined);
    while (window.history.database.query('conversation', ['gone']) !== undefined) erasing.next();
    window.append({ type: 'conversation.set', id: 'restored', fields: { deletedAt: null } });
    const { conversations } = finish(erasing) as Erased;
    assert.deepEqual(window.texts('restored'), ['about restored']);
    assert.deepEqual([conversations, window.listed()], [1, ['restored']]);
  });

  it('does nothing to an empty folder', () => {
    const files = new SimulatedFiles();
    assert.deepEqual(new MaintenanceWindow(files).run<Erased>({ name: 'erase' }), {
      conversations: 0,
      files: 0,
      left: [],
    });
  });
});

function tolerant(action: () => boolean): boolean {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return false;
  }
}
