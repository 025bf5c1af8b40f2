import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { importFixture, importJson, messagesOf, titled } from '../support/importing.js';

/** A conversation of one answer, with these fields of its own and of the answer. */
function chat(name: string, fields: object, answer: object = {}): object {
  return {
    uuid: `uuid of ${name}`,
    name,
    ...fields,
    chat_messages: [{ uuid: `answer in ${name}`, sender: 'assistant', text: 'An answer', ...answer }],
  };
}

describe('the export of Claude', () => {
  it('keeps branches, thinking, tools, sources and attached texts', async () => {
    const { report, chats, history } = await importFixture('claude');
    assert.deepEqual(chats, {
      Calendar: [
        'user: "What is on today? The notes are attached." + "\\n\\n**notes.txt**\\n\\n````\\nCall ```Ann```\\n````" + "\\n\\n**photo.jpg**"',
        '  assistant anthropic: reasoning("I look at the calendar first.\\n\\n") + call(Google Calendar:gcal_list_events {"timeMin":"2026-03-29T00:00:00"})',
        '    tool: result({"events": ["Review"]})',
        '      assistant anthropic: "You have a review today." + source(https://example.org/cal Calendar help)',
        '        user: "And tomorrow?"',
        '        user: "And next week?"',
        '          assistant anthropic: "Nothing next week." <',
      ],
      'An old question': ['user: "An old question"', '  assistant anthropic: "An old answer" <'],
    });
    assert.deepEqual(
      [report.kinds, report.empty, report.otherFiles, report.problems, report.notes],
      [{ claude: 2 }, 1, 3, [], { 'attachment-missing': 1 }],
    );
    const calls = (await messagesOf(history, 'Calendar'))
      .flatMap(({ parts }) => parts)
      .filter((part) => part.type === 'tool-call' || part.type === 'tool-result');
    assert.deepEqual(
      calls.map((part) => (part.type === 'tool-call' ? part.id : part.callId)),
      ['toolu_01TXU1', 'toolu_01TXU1'],
    );
  });

  it('pins what has a star', async () => {
    const history = new MemoryHistory();
    await importJson(history, [chat('Starred', { is_starred: true }), chat('Plain', { is_starred: false })]);
    assert.deepEqual(
      [(await titled(history, 'Starred')).pinned, (await titled(history, 'Plain')).pinned],
      [true, false],
    );
  });

  it('keeps an answer that was cut off as interrupted', async () => {
    const history = new MemoryHistory();
    await importJson(history, [chat('Cut off', {}, { truncated: true }), chat('Whole', {}, { truncated: false })]);
    const statuses = async (title: string) => (await messagesOf(history, title)).map(({ status }) => status);
    assert.deepEqual([await statuses('Cut off'), await statuses('Whole')], [['interrupted'], ['complete']]);
  });

  it('of memories or projects alone holds no chats, and says so', async () => {
    const { report } = await importFixture('claude', 'memories.json');
    assert.deepEqual(report.problems, [{ file: 'memories.json', reason: 'unrecognized' }]);
  });
});
