/** What users attach to their messages has a text, data, or both: each is stored once, whatever it belongs to. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { AttachmentPart, MessagePart } from '../../../../../src/core/message.js';
import { soundAttachment } from '../../../../../src/core/soundAttachment.js';
import { historySchema } from '../../../../../src/storage/worker/databases/history/historySchema.js';
import { FRAME_VERSION } from '../../../../../src/storage/worker/log/frame.js';
import {
  attachment,
  blobDirectory,
  blobHash,
  blobNames,
  collection,
  filePart,
  isInLog,
  partsIn,
  withParts,
} from '../../support/blobHistory.js';
import { compactionOf, finish } from '../../support/compaction.js';
import { logDirectory, openDatabase } from '../../support/openDatabase.js';
import { SimulatedFiles, systemError } from '../../support/simulatedFiles.js';

const day = 24 * 60 * 60 * 1000;
/** Text that compresses to nothing and occurs nowhere else. */
const longText = (): string => `// Grüße\n${attachment()}`;

function attached(
  id: string,
  content: Pick<AttachmentPart, 'text' | 'data'>,
  mediaType = 'text/plain',
): AttachmentPart {
  return { type: 'attachment', id, kind: 'file', label: `${id}.ts`, mediaType, bytes: 7, capturedAt: 1, ...content };
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('the content of an attachment', function () {
  this.timeout(180_000);

  it('is in files of its own when it is long, its text and its data, once each, and in neither log nor snapshot', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const [text, data] = [longText(), attachment()];
    const pdf = attached('pdf', { text, data }, 'application/pdf');
    const again = attached('again', { text });
    database.append([withParts('a', [pdf, { type: 'text', text: 'look' }]), withParts('b', [again, filePart(data)])]);
    finish(compactionOf(database, files).checkpoint());
    assert.deepEqual([...blobNames(files)].sort(), [hashOfText(text), blobHash(data)].sort());
    assert.equal(isInLog(files, data), false);
    assert.equal(isInLog(files, text.slice(12)), false);
    const reopened = openDatabase(files);
    assert.deepEqual(partsIn(reopened, 'a'), [pdf, { type: 'text', text: 'look' }]);
    assert.deepEqual(partsIn(reopened, 'b'), [again, filePart(data)]);
    assert.deepEqual(reopened.health, { state: 'ok', warnings: [] });
  });

  it('stays where it is when it is short, or would not come back the same', () => {
    const files = new SimulatedFiles();
    const parts = [
      attached('short', { text: 'x'.repeat(16 * 1024) }),
      attached('half a letter', { text: `${longText()}\ud800` }),
      attached('lines', { data: `${attachment()}\n` }, 'image/png'),
      attached('empty', { text: '' }),
    ];
    openDatabase(files).append([withParts('a', parts)]);
    assert.deepEqual(blobNames(files), []);
    assert.deepEqual(partsIn(openDatabase(files)), parts);
  });

  it('comes back to the last character, whatever it is', () => {
    const files = new SimulatedFiles();
    const parts = ['\ufeff', '\0', '\r\n', '😀', '\u2028', '文字列'].map((piece, index) =>
      attached(`${index}`, { text: piece.repeat(20_000) }),
    );
    openDatabase(files).append([withParts('a', parts)]);
    assert.equal(blobNames(files).length, parts.length);
    assert.deepEqual(partsIn(openDatabase(files)), parts);
  });

  it('is kept as long as one of its messages is', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const [text, data, gone] = [longText(), attachment(), longText()];
    database.append([
      withParts('a', [attached('x', { text, data }, 'application/pdf')]),
      withParts('b', [attached('y', { text: gone, data }, 'application/pdf')], 'deleted'),
    ]);
    assert.deepEqual(
      [...finish(database.open().referredBlobs())].sort(),
      [hashOfText(text), blobHash(data), hashOfText(gone)].sort(),
    );
    database.append([{ events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true }]);
    while (database.open().finishDeletions());
    finish(collection(files, database));
    assert.equal(finish(collection(files, database, () => Date.now() + 2 * day)), 1);
    assert.deepEqual([...blobNames(files)].sort(), [hashOfText(text), blobHash(data)].sort());
  });

  it('of a message that comes while others are looked for counts, too', () => {
    const database = openDatabase(new SimulatedFiles());
    const [text, data] = [longText(), attachment()];
    const earlier = attached('earlier', { text: longText() });
    database.append(Array.from({ length: 100 }, (_, index) => withParts(`m${index}`, [earlier])));
    const search = database.open().referredBlobs();
    assert.equal(search.next().done, false);
    database.append([withParts('b', [attached('x', { text, data }, 'application/pdf')])]);
    const found = finish(search);
    assert.ok(found.has(hashOfText(text)) && found.has(blobHash(data)));
  });

  it('is written anew when somebody has taken it away before it counted as saved', () => {
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    const text = longText();
    files.before = (operation, name) => {
      if (operation === 'append' && path.dirname(name) === logDirectory && blobNames(files).length > 0)
        files.remove(path.join(blobDirectory, hashOfText(text)));
    };
    assert.deepEqual(database.append([withParts('a', [attached('x', { text })])]), [undefined]);
    files.before = () => undefined;
    assert.deepEqual(blobNames(files), [hashOfText(text)]);
  });

  it('is never looked for outside of its folder, nor taken from what is no reference', () => {
    const files = new SimulatedFiles();
    const odd = [{ blob: '../secret' }, { blob: 'A'.repeat(64) }, { hash: 'a'.repeat(64) }, null, 7, ['a'.repeat(64)]];
    const parts = odd.map((text, index) => ({ ...attached(`${index}`, {}), text }) as unknown as MessagePart);
    openDatabase(files).append([withParts('a', parts)]);
    assert.deepEqual(partsIn(openDatabase(files)), parts);
    assert.deepEqual([...finish(openDatabase(files).open().referredBlobs())], []);
  });
});

for (const what of ['missing', 'damaged', 'unreadable'] as const)
  describe(`an attachment whose content is ${what}`, () => {
    const [text, data] = [longText(), attachment()];
    const sentence = `[This attachment is ${what}: x.ts, application/pdf]`;

    function without(...lost: readonly string[]) {
      const files = new SimulatedFiles();
      openDatabase(files).append([withParts('a', [attached('x', { text, data }, 'application/pdf')])]);
      for (const hash of lost) {
        if (what === 'missing') files.remove(path.join(blobDirectory, hash));
        if (what === 'damaged') files.overwrite(path.join(blobDirectory, hash), Buffer.from('something else'));
      }
      files.before = (operation, name) => {
        if (what === 'unreadable' && operation === 'read' && lost.some((hash) => name.endsWith(hash)))
          throw systemError('EACCES', name);
      };
      return openDatabase(files);
    }

    it('is still there with its name, and says so in the place of its text; which is reported once', () => {
      const database = without(hashOfText(text), blobHash(data));
      for (let time = 0; time < 2; time++) {
        const [part] = partsIn(database)! as readonly AttachmentPart[];
        assert.deepEqual(part, attached('x', { text: sentence }, 'application/pdf'));
        assert.equal(soundAttachment({ ...part }) === undefined, false);
      }
      assert.equal(database.health.warnings.length, 1);
      assert.match(database.health.warnings[0]!, new RegExp(`are ${what}`));
    });

    it('keeps what is left of it, and a note', () => {
      const whole = attached('x', { text, data }, 'application/pdf');
      const { text: _, ...withoutText } = whole;
      assert.deepEqual(partsIn(without(hashOfText(text))), [{ ...withoutText, note: sentence }]);
      const { data: __, ...withoutData } = whole;
      assert.deepEqual(partsIn(without(blobHash(data))), [{ ...withoutData, note: sentence }]);
    });
  });

describe('a history with attachments', () => {
  it('says in its log and in its snapshots that earlier versions must not write to it', () => {
    assert.equal(FRAME_VERSION, 4);
    assert.equal(historySchema.version, 3);
    const files = new SimulatedFiles();
    const database = openDatabase(files);
    database.append([withParts('a', [attached('x', { text: longText() })])]);
    const [log] = [...files.contents()].filter(([name]) => /\.log$/.test(name));
    assert.equal(log![1].readUInt16LE(14), 4);
    finish(compactionOf(database, files).checkpoint());
    const [snapshot] = [...files.contents()].filter(([name]) => /\.db$/.test(name));
    assert.equal(snapshot![1].readUInt16LE(snapshot![1].length - 64 + 10), 3);
  });
});
