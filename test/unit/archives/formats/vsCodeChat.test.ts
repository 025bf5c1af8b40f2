import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { fixture, importFixture, importJson, messagesOf, outline, titled } from '../support/importing.js';

describe('a chat exported from VS Code', () => {
  it('keeps pictures, thinking, tools, edits and tokens', async () => {
    const { report, chats, history } = await importFixture('vscode', 'chat.json');
    assert.deepEqual(chats, {
      'What does @workspace do?': [
        'user: "What does @workspace do?" + file(image/png shot.png)',
        '  assistant copilot/gpt-5: reasoning("I read the file.\\n\\n") + call(copilot_readFile {"path":"a.ts"})',
        '    tool: result(const a = 1)',
        '      assistant copilot/gpt-5: "It reads `a.ts` and explains it.\\n\\n*a.ts*\\n\\n" + source(https://code.visualstudio.com/docs )',
        '        user: "Again"',
        '          assistant copilot/gpt-5 failed: "Sorry, no response was returned." <',
      ],
    });
    assert.deepEqual(report.notes, { context: 1, progress: 1 });
    assert.deepEqual((await messagesOf(history, 'What does @workspace do?'))[3]?.usage, {
      inputTokens: 100,
      outputTokens: 20,
    });
  });

  it('by an old version is read, too', async () => {
    const { chats } = await importFixture('vscode', 'old.json');
    assert.deepEqual(chats, {
      'How do I sort?': [
        'user: "How do I sort?"',
        '  assistant: "Use `sort`."',
        '    user: "And backwards?"',
        '      assistant interrupted: "Use `reverse`." <',
      ],
    });
  });

  it('with a picture byte by byte, as versions in between have it, keeps it', async () => {
    const bytes = readFileSync(fixture('chatgpt', 'file-7Xq2bRk9LmNpStUvWxYz12-photo.png'));
    const history = new MemoryHistory();
    await importJson(history, {
      responderUsername: 'x',
      requests: [
        {
          requestId: 'r',
          message: { text: 'Look' },
          variableData: { variables: [{ isImage: true, name: 'p', value: { ...bytes } }] },
          response: [{ value: 'Nice' }],
        },
      ],
    });
    assert.deepEqual(await outline(history, await titled(history, 'Look')), [
      'user: "Look" + file(image/png p)',
      '  assistant: "Nice" <',
    ]);
    const [part] = (await messagesOf(history, 'Look'))[0]!.parts.slice(1);
    assert.equal(part?.type === 'file' && part.data, bytes.toString('base64'));
  });
});
