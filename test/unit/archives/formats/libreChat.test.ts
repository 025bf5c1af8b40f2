import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { fixture, importFixture, importJson, importPaths, messagesOf } from '../support/importing.js';

describe('the export of LibreChat', () => {
  const stories = [
    'user: "Tell me a story"',
    '  assistant openai/gpt-4o interrupted: "Once upon"',
    '  assistant openai/gpt-4o: reasoning("A short one.\\n\\n") + call(web_search {"query":"story"})',
    '    tool: result(Found one.)',
    '      assistant openai/gpt-4o: "There was a king."',
    'user: "Tell me a long story"',
    '  assistant openai/gpt-4o failed: "Something went wrong." <',
  ];

  it('keeps branches, thinking and tools, as a list and as a tree, which are the same conversation', async () => {
    const { report, chats, history } = await importFixture('libreChat', 'flat.json');
    assert.deepEqual(chats, { Stories: stories });
    assert.deepEqual(report.notes, { 'attachment-missing': 1, instructions: 1 });
    const again = await importPaths(history, fixture('libreChat', 'recursive.json'));
    assert.deepEqual([again.added, again.extended, again.unchanged], [0, 0, 1]);
  });

  for (const endpoint of ['constructor', 'toString', '__proto__'])
    it(`names the provider as it says, also “${endpoint}”`, async () => {
      const history = new MemoryHistory();
      const answer = { messageId: 'b', parentMessageId: 'a', isCreatedByUser: false, text: 'Hello' };
      const messages = [{ messageId: 'a', isCreatedByUser: true, text: 'Hi' }, answer];
      await importJson(history, { conversationId: 'c', title: 'Greeting', endpoint, messages });
      const imported = await messagesOf(history, 'Greeting');
      assert.deepEqual(
        imported.map(({ provider }) => provider),
        [undefined, endpoint],
      );
    });
});
