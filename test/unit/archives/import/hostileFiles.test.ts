import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { ImportErrorReason } from '../../../../src/archives/importError.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { allConversations, fixture, importBytes, importJson, importPaths, outline } from '../support/importing.js';
import { zipBytes, type ZipEntryBytes } from '../support/zipBytes.js';

const chats = readFileSync(fixture('claude', 'conversations.json'));
const name = 'conversations.json';

async function reasons(
  bytes: Uint8Array | string,
  limits = {},
): Promise<{ reasons: ImportErrorReason[]; added: number }> {
  const history = new MemoryHistory();
  const { problems, added, outcome } = await importBytes(history, bytes, limits);
  assert.equal(outcome, 'complete');
  assert.equal((await allConversations(history)).length, added);
  return { reasons: problems.map(({ reason }) => reason), added };
}

const refused = (...all: ImportErrorReason[]) => ({ reasons: all, added: 0 });
const imported = (added: number) => ({ reasons: [], added });

describe('a zip', () => {
  it('that another program has made is read', async () => {
    const files = Object.fromEntries(
      readdirSync(fixture('claude')).map((file) => [file, new Uint8Array(readFileSync(fixture('claude', file)))]),
    );
    assert.deepEqual(await reasons(zipSync(files)), imported(2));
    assert.deepEqual(await reasons(zipSync(files, { level: 0 })), imported(2));
  });

  it('for more than four gigabytes is read, also when it is not that large', async () => {
    assert.deepEqual(await reasons(zipBytes([{ name, data: chats, zip64: true }], true)), imported(2));
  });

  it('with something before it and a comment behind it is read', async () => {
    const zip = zipBytes([{ name, data: chats }]);
    zip.writeUInt16LE(5, zip.length - 2);
    assert.deepEqual(await reasons(Buffer.concat([zip, Buffer.from('hello')])), imported(2));
  });

  const damaged: readonly {
    readonly what: string;
    readonly reason: ImportErrorReason;
    readonly entry: Partial<ZipEntryBytes>;
  }[] = [
    { what: 'whose checksum is wrong', reason: 'zip-damaged', entry: { checksum: 1 } },
    { what: 'that says it is longer than it is', reason: 'zip-damaged', entry: { size: chats.length + 1 } },
    { what: 'that says it is shorter than it is', reason: 'zip-damaged', entry: { size: chats.length - 1 } },
    { what: 'that reaches into the directory', reason: 'zip-damaged', entry: { compressedSize: 1_000_000 } },
    { what: 'that begins nowhere', reason: 'zip-damaged', entry: { offset: 5, compressedSize: 1 } },
    { what: 'that is encrypted', reason: 'zip-encrypted', entry: { flags: 0x801 } },
    { what: 'that is packed in a new way', reason: 'zip-unsupported', entry: { method: 93 } },
    { what: 'that is no deflated data', reason: 'zip-damaged', entry: { method: 8 } },
  ];

  for (const { what, reason, entry } of damaged) {
    it(`with a file ${what} is refused before anything of it is imported`, async () => {
      const zip = zipBytes([{ name, data: chats, ...entry }]);
      if (what === 'that is no deflated data') zip.fill(0xff, 60, 200);
      assert.deepEqual(await reasons(zip), refused(reason));
    });
  }

  it('of which one file is damaged gives the others', async () => {
    const zip = zipBytes([
      { name: 'conversations-000.json', data: chats, checksum: 1 },
      { name: 'conversations-001.json', data: chats },
    ]);
    assert.deepEqual(await reasons(zip), { reasons: ['zip-damaged'], added: 2 });
  });

  it('that was cut off anywhere is refused', async () => {
    const zip = zipBytes([{ name, data: chats }]);
    for (let length = 4; length < zip.length; length += 97)
      assert.deepEqual(await reasons(zip.subarray(0, length)), refused('zip-damaged'), `${length} bytes`);
  });

  it('whose every byte may be wrong is refused or read, and nothing else', async () => {
    const zip = zipBytes([{ name, data: JSON.stringify([{ uuid: 'a', name: 'b', chat_messages: [] }]) }]);
    for (let at = 0; at < zip.length; at += 1) {
      const bytes = Buffer.from(zip);
      bytes[at]! ^= 0xff;
      const { outcome } = await importBytes(new MemoryHistory(), bytes);
      assert.equal(outcome, 'complete');
    }
  });

  it('bomb is put out: by its proportion, by its sum, by its number of files', async () => {
    const bomb = zipBytes([{ name, data: `[${' '.repeat(5_000_000)}]` }]);
    assert.deepEqual(await reasons(bomb, { ratioFromBytes: 1_000_000 }), refused('zip-bomb'));
    assert.deepEqual(await reasons(bomb, { inflatedBytes: 1_000_000 }), refused('zip-bomb'));
    assert.deepEqual(
      await reasons(
        zipBytes([
          { name, data: chats },
          { name: 'b.json', data: chats },
        ]),
        { zipEntries: 1 },
      ),
      refused('zip-bomb'),
    );
    assert.deepEqual(await reasons(zipBytes([{ name, data: chats }], true, 2 ** 40)), refused('zip-bomb'));
    assert.deepEqual(await reasons(zipBytes([{ name, data: chats }]), { zipDirectoryBytes: 10 }), refused('zip-bomb'));
  });

  it('whose files share their bytes is refused', async () => {
    assert.deepEqual(
      await reasons(
        zipBytes([
          { name, data: chats },
          { name: 'b.json', data: chats, offset: 0 },
        ]),
      ),
      refused('zip-damaged'),
    );
  });

  it('within a zip stays closed', async () => {
    const inner = zipBytes([{ name, data: chats }]);
    assert.deepEqual(
      await reasons(
        zipBytes([
          { name: 'inner.zip', data: inner },
          { name: 'inner.json', data: inner },
        ]),
      ),
      refused('not-json'),
    );
  });

  it('writes nothing anywhere, wherever its names lead', () =>
    inFolder(async (folder) => {
      const inside = path.join(folder, 'a', 'b');
      mkdirSync(inside, { recursive: true });
      const names = [
        '../../up.json',
        '/tmp/scout-absolute.json',
        'C:\\Windows\\x.json',
        '..\\..\\back.json',
        'a/../../c.json',
        '\0.json',
        'CON.json',
        `${'x'.repeat(5_000)}.json`,
        'link.json',
      ];
      const entries = names.map((entryName, index) => ({
        name: entryName,
        data: JSON.stringify([
          { uuid: `u${index}`, name: entryName, chat_messages: [{ uuid: 'm', sender: 'human', text: 'Hi' }] },
        ]),
        ...(entryName === 'link.json' ? { mode: 0o120777 } : {}),
      }));
      writeFileSync(path.join(inside, 'chats.zip'), zipBytes(entries));
      const before = readdirSync(folder, { recursive: true });
      const history = new MemoryHistory();
      const report = await importPaths(history, path.join(inside, 'chats.zip'));
      // Those that are files are read all the same; the link is not.
      assert.deepEqual([report.added, report.problems], [names.length - 1, []]);
      assert.deepEqual(readdirSync(folder, { recursive: true }), before);
      assert.equal(existsSync('/tmp/scout-absolute.json'), false);
    }));

  it('gives attachments only to who asks for them by a sound id, and never large ones', async () => {
    const image = readFileSync(fixture('chatgpt', 'file-7Xq2bRk9LmNpStUvWxYz12-photo.png'));
    const conversations = readFileSync(fixture('chatgpt', 'conversations.json'));
    const zip = zipBytes([
      { name, data: conversations },
      { name: 'dalle-generations/file-7Xq2bRk9LmNpStUvWxYz12-photo.png', data: image },
    ]);
    const history = new MemoryHistory();
    const report = await importBytes(history, zip);
    assert.equal(report.notes['attachment-missing'], 1);
    const [conversation] = await allConversations(history);
    assert.match((await outline(history, conversation!))[0]!, /file\(image\/png photo\.png\)/u);
    const limited = await importBytes(new MemoryHistory(), zip, { attachmentBytes: 10 });
    assert.deepEqual(limited.notes, { ...report.notes, 'attachment-missing': 1, 'attachment-size': 1 });
  });
});

describe('a file of chats', () => {
  it('that is empty, or no JSON, is named with its reason', async () => {
    assert.deepEqual(await reasons(''), refused('empty'));
    assert.deepEqual(await reasons('Dear diary'), refused('not-json'));
    assert.deepEqual(await reasons(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])), refused('not-json'));
  });

  it('of another program is named as such, once', async () => {
    assert.deepEqual(await reasons('{"name": "package", "version": "1.0.0"}'), refused('unrecognized'));
    assert.deepEqual(
      await reasons(JSON.stringify(Array.from({ length: 5_000 }, (_, id) => ({ id })))),
      refused('unrecognized'),
    );
    assert.deepEqual(await reasons('[]'), refused('unrecognized'));
    assert.deepEqual(await reasons('[1, "two", null, [[]]]'), refused('unrecognized'));
  });

  it('that holds other records among its chats gives the chats', async () => {
    const [first] = JSON.parse(chats.toString()) as unknown[];
    assert.deepEqual(await reasons(JSON.stringify([5, first, { id: 1 }])), {
      reasons: ['unrecognized', 'unrecognized'],
      added: 1,
    });
  });

  it('that cannot be opened is named with the system’s word', () =>
    inFolder(async (folder) => {
      const history = new MemoryHistory();
      const report = await importPaths(
        history,
        path.join(folder, 'missing.json'),
        fixture('claude', 'conversations.json'),
      );
      assert.deepEqual(report.problems, [{ file: 'missing.json', reason: 'unreadable', detail: 'ENOENT' }]);
      assert.equal(report.added, 2);
    }));

  it('that is a pipe or a device is refused, and nobody waits for it', function () {
    if (process.platform === 'win32') this.skip();
    return inFolder(async (folder) => {
      const pipe = path.join(folder, 'pipe.json');
      execFileSync('mkfifo', [pipe]);
      const report = await importPaths(new MemoryHistory(), pipe, '/dev/zero', fixture('claude', 'conversations.json'));
      assert.deepEqual(
        report.problems.map(({ reason, detail }) => [reason, detail]),
        [
          ['unreadable', 'EINVAL'],
          ['unreadable', 'EINVAL'],
        ],
      );
      assert.equal(report.added, 2);
    });
  });

  it('of changes that would take too long to follow is refused', async () => {
    const session = { sessionId: 's', creationDate: 1, requests: Array.from({ length: 100_000 }, () => 1) };
    const removal = JSON.stringify({ kind: 3, k: ['requests', 0] });
    const lines = [JSON.stringify({ kind: 0, v: session }), ...Array.from({ length: 99_999 }, () => removal)];
    const question = JSON.stringify({ kind: 2, k: ['requests'], v: [{ message: 'q', response: [] }], i: 0 });
    assert.deepEqual(await reasons([...lines, question].join('\n')), refused('too-large'));
    assert.deepEqual(await reasons([...lines.slice(0, 100), question].join('\n')), imported(1));
  });

  it('whose messages cannot be read at all says how many', async () => {
    const messages = [{ uuid: 7 }, { uuid: 'x', sender: 'robot', text: 'Hi' }, 'text'];
    const { empty, notes } = await importJson(new MemoryHistory(), [{ uuid: 'c', chat_messages: messages }]);
    assert.deepEqual([empty, notes], [1, { 'unreadable-message': 3 }]);
  });

  it('behind a link in a folder is not followed', () =>
    inFolder(async (folder) => {
      symlinkSync(fixture('claude', 'conversations.json'), path.join(folder, 'chats.json'));
      symlinkSync(fixture('claude'), path.join(folder, 'more'));
      const report = await importPaths(new MemoryHistory(), folder);
      assert.deepEqual([report.added, report.problems.map(({ reason }) => reason)], [0, ['unrecognized']]);
    }));

  it('in a folder SCOUT may not list is named', function () {
    // The administrator may list everything.
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    return inFolder(async (folder) => {
      chmodSync(folder, 0);
      const report = await importPaths(new MemoryHistory(), folder);
      chmodSync(folder, 0o700);
      assert.deepEqual(
        report.problems.map(({ reason, detail }) => [reason, detail]),
        [['unreadable', 'EACCES']],
      );
    });
  });
});
