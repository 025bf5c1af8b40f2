import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isStorableJson } from '../../../../src/core/json.js';
import { archiveBeginning, archiveEnd, archiveEntries } from '../../../../src/archives/export/scoutArchive.js';
import { contentOf, holding, OrderedHistory, sample } from '../support/conversations.js';
import { exported } from '../support/exporting.js';
import { importBytes, importJson } from '../support/importing.js';
import { schemaFaults } from '../support/schemaFaults.js';

const schema = JSON.parse(
  readFileSync(new URL('../../../../docs/archive.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** An archive of the sample, in which what stands at a place is something else, or missing. */
async function spoilt(place: string, value?: unknown, more: readonly object[] = []): Promise<string> {
  const archive = JSON.parse(await exported(await holding([sample]))) as { conversations: object[] };
  archive.conversations.push(...more);
  const names = place.split('.');
  const last = names.pop()!;
  const owner = names.reduce((object, name) => object[name] as JsonFields, archive as unknown as JsonFields);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return JSON.stringify(archive);
}

type JsonFields = Record<string, unknown>;

describe('an archive of SCOUT’s', () => {
  it('has a schema that sees what is wrong', async () => {
    const archive = JSON.parse(await spoilt('conversations.0.messages.0.parts.0.text', 5)) as unknown;
    assert.deepEqual(schemaFaults(schema, archive), ['$.conversations[0].messages[0].parts[0]: oneOf']);
  });

  it('exports an answer that is being written as interrupted', async () => {
    const history = await holding([{ ...sample, messages: [{ ...sample.messages[2]!, status: 'streaming' }] }]);
    assert.match(await exported(history), /"id":"0196-a3"[^{]*"status":"interrupted"/u);
  });

  it('holds no fault of an error, and none is imported: what it says becomes no title', async () => {
    const error = { code: 'invalid-request', message: 'Go to evil.test', fault: 'address' } as const;
    const message = { ...sample.messages[2]!, status: 'failed', error } as const;
    const text = await exported(await holding([{ ...sample, messages: [message] }]));
    assert.doesNotMatch(text, /fault/u);
    const history = await holding([]);
    await importBytes(history, text.replace('"Go to evil.test"', '"Go to evil.test","fault":"address"'));
    assert.deepEqual((await history.messages('0196-a'))[0]?.error, { code: error.code, message: error.message });
  });

  it('is imported over a shorter one: an answer that was interrupted then is completed', async () => {
    const history = await holding([
      { ...sample, messages: [sample.messages[0]!, { ...sample.messages[2]!, status: 'interrupted' }], jobs: [] },
    ]);
    const report = await importBytes(history, await exported(await holding([sample])));
    assert.deepEqual([report.extended, report.messages], [1, 2]);
    assert.equal((await history.messages('0196-a')).find(({ id }) => id === '0196-a3')?.status, 'complete');
    assert.equal((await history.jobs('0196-a')).length, 1);
  });

  it('changes nothing when it is imported again, with its jobs', async () => {
    const history = await holding([sample]);
    const written = history.appended.length;
    const report = await importBytes(history, await exported(history));
    assert.deepEqual([report.added, report.extended, report.unchanged], [0, 0, 1]);
    assert.equal(history.appended.length, written);
  });

  it('holds a conversation that is too large for one entry in several, which are one again when imported', async () => {
    const { conversation, messages, jobs } = sample;
    const entries = [...archiveEntries(conversation, messages, jobs, 300)];
    assert.equal(entries.length, 3);
    const history = new OrderedHistory();
    const report = await importBytes(history, `${archiveBeginning(0)}${entries.join(',')}${archiveEnd}`);
    assert.deepEqual([report.added, report.extended, report.messages, report.problems], [1, 2, 3, []]);
    assert.deepEqual(await contentOf(history, sample), await contentOf(await holding([sample]), sample));
  });

  it('of a newer version is left alone, with the advice to update', async () => {
    const history = new OrderedHistory();
    const report = await importBytes(history, await spoilt('version', 2));
    assert.deepEqual(report.problems, [{ file: 'chosen.file', reason: 'newer', detail: '2' }]);
    assert.equal(history.appended.length, 0);
  });

  it('that somebody has formatted is read as well', async () => {
    const history = new OrderedHistory();
    const archive = JSON.parse(await exported(await holding([sample]))) as unknown;
    assert.equal((await importBytes(history, JSON.stringify(archive, undefined, 4))).added, 1);
  });

  const endless = JSON.parse('['.repeat(300) + ']'.repeat(300)) as unknown;
  const faults: readonly (readonly [what: string, at: string, value?: unknown])[] = [
    ['no id', 'id'],
    ['an id with a zero', 'id', 'a\0'],
    ['an id of half a character', 'id', 'a\ud83d'],
    ['an id no view takes', 'id', 'x'.repeat(101)],
    ['a title that is no text', 'title', { toString: 1 }],
    ['a date that is a text', 'createdAt', '2026-01-01'],
    ['a message of an unknown role', 'messages.0.role', 'system'],
    ['a message that is still being written', 'messages.0.status', 'streaming'],
    ['a part of an unknown kind', 'messages.0.parts.0.type', 'html'],
    ['an opaque part for nobody', 'messages.2.parts.4.vendor', 7],
    ['a call without an input', 'messages.2.parts.2.input'],
    ['half a token', 'messages.2.usage.inputTokens', 0.5],
    ['an error of an unknown kind', 'messages.1.error.code', 'sudo'],
    ['a job of an unknown kind', 'jobs.0.kind', 'shell'],
  ];

  for (const [what, at, value] of faults) {
    it(`says where a conversation has ${what}, and imports the next`, async () => {
      const history = new OrderedHistory();
      const [next] = (
        JSON.parse(
          await exported(await holding([{ ...sample, conversation: { ...sample.conversation, id: 'next' } }])),
        ) as { conversations: object[] }
      ).conversations;
      const report = await importBytes(history, await spoilt(`conversations.0.${at}`, value, [next!]));
      assert.deepEqual(
        report.problems.map(({ reason, detail, position }) => [reason, detail, position?.number]),
        [['invalid', at, 1]],
      );
      assert.deepEqual(
        (await history.conversations({}, 10)).map(({ id }) => id),
        ['next'],
      );
    });
  }

  it('keeps a conversation with data that are nested without an end, without them', async () => {
    for (const [at, note] of [
      ['parts.4.data', 'opaque-hidden'],
      ['parts.2.input', 'deep-data'],
    ] as const) {
      const history = new OrderedHistory();
      const report = await importBytes(history, await spoilt(`conversations.0.messages.2.${at}`, endless));
      assert.deepEqual([report.added, report.problems, report.notes[note]], [1, [], 1]);
      assert.ok(isStorableJson(await history.messages('0196-a')));
    }
  });

  it('has lines for labels, whatever somebody wrote into it, and no endless ones', async () => {
    const history = new OrderedHistory();
    const hostile = `a\u202egnp.exe\r\n${'b'.repeat(5_000)}`;
    const archive = JSON.parse(await exported(await holding([sample]))) as { conversations: JsonFields[] };
    Object.assign(archive.conversations[0]!, {
      title: hostile,
      persona: hostile,
      workspace: `file:///${hostile}${hostile}`,
      tags: Array.from({ length: 200 }, (_, index) => `${index}\n${hostile}`),
    });
    assert.equal((await importJson(history, archive)).added, 1);
    const { title, persona, workspace, tags } = (await history.conversation('0196-a'))!;
    assert.deepEqual([title, title.length], [`agnp.exe ${'b'.repeat(291)}`, 300]);
    assert.deepEqual(
      [persona?.length, workspace, tags.length, tags[0]],
      [1_000, null, 50, `0 agnp.exe ${'b'.repeat(89)}`],
    );
  });

  it('sets no prototype, whatever its data are called', async () => {
    const history = new OrderedHistory();
    const text = (await exported(await holding([sample]))).replace(
      '"degrees":230',
      '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
    );
    assert.equal((await importBytes(history, text)).added, 1);
    const [, , answer] = await history.messages('0196-a');
    const call = answer?.parts.find(({ type }) => type === 'tool-call') as { input: object };
    assert.deepEqual(Object.keys(call.input), ['__proto__', 'constructor', 'fan']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.ok((await exported(history)).includes('"__proto__":{"polluted":true}'));
  });

  it('leaves out what it does not know', async () => {
    const history = new OrderedHistory();
    const text = await spoilt('conversations.0.messages.0.parts.0.onload', 'alert(1)');
    assert.equal((await importBytes(history, text)).added, 1);
    assert.deepEqual((await history.messages('0196-a'))[0]?.parts[0], {
      type: 'text',
      text: 'How do I bake **bread**?',
    });
  });

  it('without a sound version is refused', async () => {
    const report = await importJson(new OrderedHistory(), {
      format: 'scout-archive',
      version: 'one',
      conversations: [],
    });
    assert.deepEqual(report.problems, [{ file: 'chosen.file', reason: 'invalid', detail: 'version' }]);
  });
});
