import assert from 'node:assert/strict';
import { importFixture, messagesOf } from '../support/importing.js';

describe('the export of Claude', () => {
  it('keeps branches, thinking, tools, sources and attached texts', async () => {
    const { report, chats, history } = await importFixture('claude');
    assert.deepEqual(chats, {
      Calendar: [
        'user: "What is on today? The notes are attached." + "\\n\\n**notes.txt**\\n\\n````\\nCall ```Ann```\\n````"',
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

  it('of memories or projects alone holds no chats, and says so', async () => {
    const { report } = await importFixture('claude', 'memories.json');
    assert.deepEqual(report.problems, [{ file: 'memories.json', reason: 'unrecognized' }]);
  });
});
