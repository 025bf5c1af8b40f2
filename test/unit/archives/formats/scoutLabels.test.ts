import assert from 'node:assert/strict';
import { archiveBeginning, archiveEnd, archiveEntries } from '../../../../src/archives/export/scoutArchive.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { sample } from '../support/conversations.js';
import { allConversations, importBytes, importJson } from '../support/importing.js';

const record = JSON.parse([...archiveEntries(sample.conversation, sample.messages, sample.jobs)][0]!) as {
  messages: object[];
  jobs: object[];
};
const archive = (fields: object): string =>
  `${archiveBeginning(0)}${JSON.stringify({ ...record, ...fields })}${archiveEnd}`;

describe('a conversation in an archive of SCOUT’s', () => {
  it('has nothing cut of its names that is not counted', async () => {
    const { notes } = await importBytes(
      new MemoryHistory(),
      archive({
        title: 't'.repeat(301),
        persona: 'p'.repeat(1_001),
        workspace: `file:///${'w'.repeat(8_000)}`,
        tags: ['x'.repeat(101), ...Array.from({ length: 60 }, (_, index) => `${index}`)],
        messages: record.messages.map((message) => ({ ...message, model: 'm'.repeat(1_001) })),
        jobs: Array.from({ length: 10_001 }, (_, index) => ({ ...record.jobs[0], id: `j${index}`, before: 'b' })),
      }),
    );
    assert.equal(notes['many-labels'], 11 + 1);
    assert.equal(notes['long-text'], 4 + record.messages.length);
  });

  it('has no time that no date knows', async () => {
    const history = new MemoryHistory();
    const messages = record.messages.map((message) => ({ ...message, createdAt: -1e300 }));
    await importBytes(history, archive({ createdAt: 1e300, updatedAt: -1e300, messages }));
    const [conversation] = await allConversations(history);
    const times = (await history.messages(conversation!.id)).map(({ createdAt }) => createdAt);
    for (const time of [conversation!.createdAt, conversation!.updatedAt, ...times])
      assert.match(new Date(time).toISOString(), /^\d{4}-/u);
  });
});

describe('a title of another program’s', () => {
  it('that is cut is counted', async () => {
    const chat = { uuid: 'c', name: 'n'.repeat(301), chat_messages: [{ uuid: 'a', sender: 'human', text: 'hi' }] };
    assert.deepEqual((await importJson(new MemoryHistory(), [chat])).notes, { 'long-text': 1 });
  });
});
