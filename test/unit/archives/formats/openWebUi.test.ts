import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { importFixture, importJson, messagesOf, outline, titled } from '../support/importing.js';

describe('the export of Open WebUI', () => {
  it('keeps branches, reasoning and tools of every version, pictures, sources, tokens and tags', async () => {
    const { report, chats, history } = await importFixture('openWebUi', 'chat-export-1700003000000.json');
    assert.deepEqual(chats, {
      Failed: ['user: "Hello"', '  assistant llama3.1:latest failed: "Ollama: 500, message=\'Server Disconnected\'" <'],
      Multiplying: [
        'user: "What is 15 * 17? See the picture." + file(image/png)',
        '  assistant deepseek-r1: reasoning("15 * 17 = 15 * 10 + 15 * 7\\n\\n") + "255"',
        '  assistant gpt-4o: call(calculator {"expression":"15*17"})',
        '    tool: result(255)',
        '      assistant gpt-4o: "It is 255." + source(https://example.org/mult Multiplication)',
        '        user: "And in words?"',
        '          assistant gpt-4o: reasoning("Spell it.\\n\\n") + call(spell {"number":255})',
        '            tool: result(two hundred fifty-five)',
        '              assistant gpt-4o: "Two hundred fifty-five." <',
      ],
    });
    const { pinned, archived, tags, createdAt, updatedAt } = await titled(history, 'Multiplying');
    assert.deepEqual(
      [pinned, archived, tags, createdAt, updatedAt],
      [true, true, ['maths', 'school'], 1700000000000, 1700000030000],
    );
    const counted = (await messagesOf(history, 'Multiplying')).flatMap(({ usage }) =>
      usage === undefined ? [] : [usage.inputTokens, usage.outputTokens],
    );
    assert.deepEqual(counted, [20, 30, 12, 5]);
    assert.deepEqual(report.notes, { 'attachment-missing': 1 });
  });

  it('of a single chat, and of a version without a tree, is read, too', async () => {
    const history = new MemoryHistory();
    await importJson(history, {
      title: 'Alone',
      models: [],
      history: {
        currentId: 'b',
        messages: {
          a: { role: 'user', content: 'A', parentId: null },
          b: { role: 'assistant', content: 'B', parentId: 'a' },
        },
      },
    });
    await importJson(history, [
      {
        id: 'row',
        title: 'Row',
        chat: {
          messages: [
            { role: 'user', content: 'A' },
            { role: 'system', content: 'S' },
            { role: 'assistant', content: 'B' },
          ],
        },
      },
    ]);
    assert.deepEqual(await outline(history, await titled(history, 'Alone')), ['user: "A"', '  assistant: "B" <']);
    assert.deepEqual(await outline(history, await titled(history, 'Row')), ['user: "A"', '  assistant: "B" <']);
  });
});
