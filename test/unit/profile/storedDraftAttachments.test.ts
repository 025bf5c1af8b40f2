import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  maximumAttachmentData,
  maximumAttachments,
  maximumAttachmentText,
  maximumDraftText,
} from '../../../src/attachments/limits.js';
import { ScoutError } from '../../../src/core/errors.js';
import type { AttachmentPart } from '../../../src/core/message.js';
import { uuidv7 } from '../../../src/core/uuid.js';
import type { DraftAttachmentTexts } from '../../../src/profile/draftAttachmentLimits.js';
import { StoredDraftAttachments } from '../../../src/profile/storedDraftAttachments.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { withFolder } from '../storage/support/openStorage.js';

const texts: DraftAttachmentTexts = {
  tooMany: (maximum) => `more than ${maximum}`,
  tooLarge: (label) => `${label} is too large`,
  tooMuch: () => 'too much together',
  notStored: () => 'not stored',
  diskFull: () => 'disk full',
  notRead: () => 'not read',
};
const chat = '01930000-0000-7000-8000-000000000001';
const isWindows = process.platform === 'win32';

function attachment(label: string, fields: Partial<AttachmentPart> = {}): AttachmentPart {
  const own = { id: uuidv7(), label, text: `content of ${label}`, uri: `file:///w/${label}` };
  return { type: 'attachment', kind: 'file', mediaType: 'text/plain', bytes: 1, capturedAt: 1, ...own, ...fields };
}

function open(folder: string, logger = recordingLogger()): StoredDraftAttachments {
  return new StoredDraftAttachments(path.join(folder, 'draft-attachments'), texts, logger);
}

async function labels(attachments: StoredDraftAttachments, conversationId = chat): Promise<string[]> {
  return (await attachments.list(conversationId)).map(({ label }) => label);
}

function failsWith(code: string, message: string) {
  return (error: unknown) => error instanceof ScoutError && error.code === code && error.message === message;
}

describe('what is attached to drafts', () => {
  it('is there after a restart, exactly and in order, for each chat', () =>
    withFolder(async (folder) => {
      const whole = attachment('a.ts', {
        text: 'one\r\ntwo\ud800\0',
        data: 'AAEC',
        range: { start: 2, end: 9 },
        sources: ['file:///w/b'],
        languageId: 'typescript',
        note: 'cut',
      });
      const others = Array.from({ length: 12 }, (_, index) => attachment(`f${index}`));
      await open(folder).add(chat, [whole, ...others.slice(0, 6)]);
      await open(folder).add(chat, others.slice(6));
      assert.deepEqual(await open(folder).list(chat), [whole, ...others]);
      assert.deepEqual(await open(folder).list(uuidv7()), []);
    }));

  it('is a file each, for their owner alone, with nothing beside them', () =>
    withFolder(async (folder) => {
      const parts = [attachment('a'), attachment('b')];
      await open(folder).add(chat, parts);
      const own = path.join(folder, 'draft-attachments', chat);
      const names = readdirSync(own);
      assert.deepEqual(names, [`00000001-${parts[0]!.id}.json`, `00000002-${parts[1]!.id}.json`]);
      if (isWindows) return;
      for (const name of names) assert.equal(statSync(path.join(own, name)).mode & 0o777, 0o600);
      for (const each of [own, path.dirname(own)]) assert.equal(statSync(each).mode & 0o777, 0o700);
    }));

  it('is added once when the same content comes from the same place', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const part = attachment('a', { range: { start: 1, end: 2 } });
      await attachments.add(chat, [part, { ...part, id: uuidv7(), capturedAt: 2 }]);
      await attachments.add(chat, [
        { ...part, id: uuidv7() },
        { ...part, text: 'other' },
      ]);
      assert.deepEqual(await attachments.list(chat), [part]);
      const different = [{ text: 'newer' }, { range: { start: 1, end: 3 } }, { uri: 'file:///b' }, { data: 'AAAA' }];
      await attachments.add(
        chat,
        different.map((fields) => ({ ...part, id: uuidv7(), ...fields })),
      );
      assert.equal((await attachments.list(chat)).length, 5);
    }));

  it('is removed and replaced by its id, and what is gone stays gone', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const [a, b, c] = [attachment('a'), attachment('b'), attachment('c')];
      await attachments.add(chat, [a, b, c]);
      await attachments.remove(chat, [a.id, uuidv7()]);
      await attachments.replace(chat, { ...b, text: 'newer' });
      await attachments.replace(chat, a);
      assert.deepEqual(await open(folder).list(chat), [{ ...b, text: 'newer' }, c]);
      await attachments.add(chat, [a]);
      assert.deepEqual(await labels(attachments), ['b', 'c', 'a']);
    }));

  it('is shared by windows, which see what the others do', () =>
    withFolder(async (folder) => {
      const [one, two] = [open(folder), open(folder)];
      const [a, b] = [attachment('a'), attachment('b')];
      await one.add(chat, [a]);
      assert.deepEqual(await labels(two), ['a']);
      await two.add(chat, [{ ...a, id: uuidv7() }, b]);
      assert.deepEqual(await labels(one), ['a', 'b']);
      await two.replace(chat, { ...a, text: 'content of A' });
      assert.equal((await one.list(chat))[0]!.text, 'content of A');
      await one.remove(chat, [a.id, b.id]);
      assert.deepEqual(await labels(two), []);
    }));

  it('is whole whatever is changed at the same time', () =>
    withFolder(async (folder) => {
      const [one, two] = [open(folder), open(folder)];
      const parts = Array.from({ length: 20 }, (_, index) => attachment(`${index}`));
      await Promise.all(parts.map((part, index) => (index % 2 === 0 ? one : two).add(chat, [part])));
      assert.deepEqual((await labels(one)).sort(), parts.map(({ label }) => label).sort());
      await Promise.all(parts.slice(1).map((part, index) => (index % 2 === 0 ? one : two).remove(chat, [part.id])));
      assert.deepEqual(await labels(two), ['0']);
    }));

  it('notifies of what has changed, and of nothing else', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const changed: string[] = [];
      const listening = attachments.onChanged((id) => changed.push(id));
      const part = attachment('a');
      await attachments.add(chat, [part]);
      await attachments.add(chat, [part]);
      await attachments.remove(chat, ['unknown']);
      await attachments.replace(chat, attachment('unknown'));
      assert.deepEqual(changed, [chat]);
      await attachments.replace(chat, { ...part, text: 'newer' });
      await attachments.remove(chat, [part.id]);
      assert.deepEqual(changed, [chat, chat, chat]);
      listening.dispose();
      await attachments.add(chat, [part]);
      assert.equal(changed.length, 3);
    }));

  it('has limits, and adds nothing of what is beyond', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const refused = (parts: AttachmentPart[], message: string) =>
        assert.rejects(attachments.add(chat, parts), failsWith('message-too-long', message));
      await refused(
        [attachment('a'), attachment('b', { text: 'x'.repeat(maximumAttachmentText + 1) })],
        'b is too large',
      );
      await refused(
        [attachment('c', { data: 'A'.repeat(Math.ceil(maximumAttachmentData / 3) * 4 + 4) })],
        'c is too large',
      );
      const large = Math.ceil(maximumDraftText / maximumAttachmentText) + 1;
      const text = 'x'.repeat(maximumAttachmentText);
      await refused(
        Array.from({ length: large }, (_, index) => attachment(`${index}`, { text })),
        'too much together',
      );
      const many = Array.from({ length: maximumAttachments + 1 }, (_, index) => attachment(`${index}`));
      await refused(many, `more than ${maximumAttachments}`);
      assert.deepEqual(await attachments.list(chat), []);
      await attachments.add(chat, many.slice(1));
      await refused([many[0]!], `more than ${maximumAttachments}`);
      const replaced = { ...many[1]!, text: 'x'.repeat(maximumAttachmentText + 1) };
      await assert.rejects(attachments.replace(chat, replaced), failsWith('message-too-long', '1 is too large'));
      // What is there already may be added again.
      await attachments.add(chat, many.slice(1));
      await attachments.replace(chat, { ...many[1]!, text: 'newer' });
      assert.equal((await attachments.list(chat)).length, maximumAttachments);
    }));

  it('has labels of one line, however they are given', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      await attachments.add(chat, [attachment(`a\n\u202eb${'x'.repeat(1_000)}`)]);
      assert.deepEqual(await labels(attachments), [`a b${'x'.repeat(297)}`]);
    }));

  it('is without what is damaged, which is logged once and stays on the disk', () =>
    withFolder(async (folder) => {
      const logger = recordingLogger();
      const attachments = open(folder, logger);
      await attachments.add(chat, [attachment('a'), attachment('b')]);
      const own = path.join(folder, 'draft-attachments', chat);
      const name = (number: number) => `0000000${number}-${uuidv7()}.json`;
      const damaged = ['{"type":"attach', 'null', '[]', '"secret"', '{"type":"attachment","id":7,"text":"secret"}'];
      damaged.forEach((content, index) => writeFileSync(path.join(own, name(index + 3)), content));
      writeFileSync(path.join(own, 'notes.json'), '{}');
      mkdirSync(path.join(own, name(9)));
      for (let time = 0; time < 2; time += 1) assert.deepEqual(await labels(attachments), ['a', 'b']);
      assert.equal(logger.lines.length, damaged.length);
      for (const line of logger.lines)
        assert.match(
          line,
          /^warn: The attachment 0000000\d-[\da-f-]{36}\.json of a draft is damaged and was left out$/u,
        );
      await attachments.add(chat, [attachment('c')]);
      assert.deepEqual(await labels(open(folder)), ['a', 'b', 'c']);
      assert.equal(readdirSync(own).length, 10);
    }));

  it('keeps of an unsound one what is sound', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const part = attachment('a');
      await attachments.add(chat, [part]);
      const [name] = readdirSync(path.join(folder, 'draft-attachments', chat));
      const file = path.join(folder, 'draft-attachments', chat, name!);
      writeFileSync(file, JSON.stringify({ ...part, kind: 'virus', range: { start: 9, end: 1 }, uri: ['x'] }));
      const { uri, ...rest } = part;
      assert.ok(uri !== undefined);
      assert.deepEqual(await attachments.list(chat), [{ ...rest, kind: 'text' }]);
    }));

  it('stays in its folder, whatever the ids are', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const ids = [
        '../../escaped',
        '/etc/passwd',
        '',
        '.',
        '..',
        'a\0b',
        'x'.repeat(5_000),
        '\ud800',
        chat.toUpperCase(),
      ];
      for (const id of ids) {
        const part = attachment('a', { id });
        await attachments.add(id, [part]);
        assert.deepEqual(await attachments.list(id), [part]);
      }
      assert.deepEqual(readdirSync(folder), ['draft-attachments']);
      assert.equal(readdirSync(path.join(folder, 'draft-attachments')).length, ids.length);
      await attachments.forget(ids);
      assert.deepEqual(readdirSync(path.join(folder, 'draft-attachments')), []);
    }));

  it('goes with its chat', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const other = uuidv7();
      for (const id of [chat, other]) await attachments.add(id, [attachment('a')]);
      const changed: string[] = [];
      attachments.onChanged((id) => changed.push(id));
      await attachments.forget([chat, uuidv7()]);
      assert.deepEqual([await labels(attachments), await labels(attachments, other)], [[], ['a']]);
      assert.equal(changed[0], chat);
    }));
});

describe('attachments that nobody sent', () => {
  it('go after thirty days, unless their chat is in the history', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      const [left, stored, recent, odd, emptied] = [uuidv7(), uuidv7(), uuidv7(), 'not a UUID', uuidv7()];
      const root = path.join(folder, 'draft-attachments');
      const part = attachment('a');
      for (const id of [left, stored, odd, emptied]) await attachments.add(id, [part]);
      await attachments.remove(emptied, [part.id]);
      writeFileSync(path.join(root, stored, 'x.json.0.tmp'), 'left by a crash');
      mkdirSync(path.join(root, 'of others'));
      const longAgo = Date.now() / 1000 - 31 * 24 * 3600;
      for (const name of readdirSync(root)) utimesSync(path.join(root, name), longAgo, longAgo);
      await attachments.add(recent, [part]);
      const asked: string[] = [];
      await attachments.removeAbandoned((id) => {
        asked.push(id);
        return Promise.resolve(id === stored || id === emptied);
      });
      assert.deepEqual(asked.sort(), [left, stored, odd, emptied].sort());
      assert.deepEqual(readdirSync(root).sort(), [stored, recent, 'of others'].sort());
      assert.deepEqual(await labels(attachments, stored), ['a']);
      assert.equal(readdirSync(path.join(root, stored)).length, 1);
    }));

  it('stay when the history cannot be asked, which is logged', () =>
    withFolder(async (folder) => {
      const logger = recordingLogger();
      const attachments = open(folder, logger);
      await attachments.removeAbandoned(() => Promise.reject(new Error('gone')));
      assert.deepEqual(logger.lines, []);
      await attachments.add(chat, [attachment('a')]);
      await attachments.removeAbandoned(() => Promise.reject(new Error('gone')), Date.now() + 31 * 24 * 3_600_000);
      assert.deepEqual(await labels(attachments), ['a']);
      assert.deepEqual(logger.lines, ['warn: Could not remove attachments that nobody sent: gone']);
    }));
});

describe('attachments that cannot be stored', () => {
  it('leave what was there, and say so', function () {
    if (isWindows || process.getuid?.() === 0) this.skip();
    return withFolder(async (folder) => {
      const attachments = open(folder);
      await attachments.add(chat, [attachment('a')]);
      const own = path.join(folder, 'draft-attachments', chat);
      chmodSync(own, 0o500);
      await assert.rejects(attachments.replace(chat, attachment('b')), failsWith('storage', 'not stored'));
      chmodSync(own, 0o700);
      assert.deepEqual(await labels(attachments), ['a']);
    });
  });

  it('are all left out, and may be added again later', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      // A file is in the place of the folder.
      writeFileSync(path.join(folder, 'draft-attachments'), 'x');
      const adding = attachments.add(chat, [attachment('a')]);
      await assert.rejects(adding, (error: ScoutError) => error.code === 'storage' && error.retryable);
      assert.equal(readFileSync(path.join(folder, 'draft-attachments'), 'utf8'), 'x');
    }));

  it('leave nothing of those that were written before the one that failed', () =>
    withFolder(async (folder) => {
      const attachments = open(folder);
      await attachments.add(chat, [attachment('a')]);
      const own = path.join(folder, 'draft-attachments', chat);
      const [b, c] = [attachment('b'), attachment('c', { bytes: 1n as never })];
      await assert.rejects(attachments.add(chat, [b, c]), failsWith('storage', 'not stored'));
      assert.deepEqual(await labels(attachments), ['a']);
      assert.ok(!existsSync(path.join(own, `00000002-${b.id}.json`)));
      assert.ok(readdirSync(own).every((name) => !name.endsWith('.tmp')));
    }));
});
