import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { ImportReport } from '../../../../src/archives/import/importReport.js';
import type { StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import {
  allConversations,
  fixture,
  importBytes,
  importJson,
  importPaths,
  outline,
  titled,
} from '../support/importing.js';

/** Imports a fixture and gives the report and the outlines by title. */
async function read(
  ...names: readonly string[]
): Promise<{ history: MemoryHistory; report: ImportReport; chats: Record<string, readonly string[]> }> {
  const history = new MemoryHistory();
  const report = await importPaths(history, fixture(...names));
  const chats: Record<string, readonly string[]> = {};
  for (const conversation of await allConversations(history))
    chats[conversation.title] = await outline(history, conversation);
  return { history, report, chats };
}

async function messagesOf(history: MemoryHistory, title: string): Promise<readonly StoredMessage[]> {
  return history.messages((await titled(history, title)).id);
}

describe('the export of ChatGPT', () => {
  const flour = [
    'user: file(image/png photo.png) + "How much flour is in this dough? Please calculate."',
    '  assistant openai/gpt-4o: "About 500 g."',
    '  assistant openai/gpt-5-2-thinking: reasoning("**Estimating**\\n\\nHydration is 65 %.\\n\\n") + call(python {"code":"print(325 / 0.65)"})',
    '    tool: result(500.0\n)',
    '      assistant openai/gpt-5-2-thinking: "It is **500 g** of flour. " + source(https://example.org/bakers Baker\'s percentage)',
    '        user: "Draw it."',
    '          assistant openai/gpt-5-2: call(t2uay3k.sj1i4kz {"prompt":"a dough","size":"1024x1024"})',
    '            assistant openai/gpt-5-2: file(image/png)',
    '              assistant openai/gpt-5-2 interrupted: "Here it is." <',
  ];
  const gravity = [
    'user: "Who found out about gravity?"',
    '  assistant openai/text-davinci-002-render-sha: "Newton described it." + source(https://example.org/gravity Gravity) <',
  ];

  it('unpacked keeps branches, thoughts, tools, pictures and sources, and says what it left out', async () => {
    const { report, chats } = await read('chatgpt');
    assert.deepEqual(chats, { 'Flour in the dough': flour, 'Who found out about gravity?': gravity });
    assert.deepEqual(report.kinds, { chatgpt: 2 });
    assert.deepEqual(report.notes, { instructions: 2 });
    assert.deepEqual(
      report.problems.map(({ file, position, reason }) => [file, position?.number, reason]),
      [['conversations.json', 2, 'unrecognized']],
    );
    assert.equal(report.otherFiles, 3);
  });

  it('keeps what is on top, what is archived, and when it was', async () => {
    const { history } = await read('chatgpt');
    const { pinned, createdAt, updatedAt } = await titled(history, 'Flour in the dough');
    assert.deepEqual([pinned, createdAt, updatedAt], [true, 1765672200123, 1765672300500]);
    assert.equal((await titled(history, 'Who found out about gravity?')).archived, true);
    const answer = (await messagesOf(history, 'Who found out about gravity?'))[1]!;
    assert.deepEqual(
      [answer.createdAt, answer.finishReason, answer.rawFinishReason],
      [1700000002500, 'length', 'max_tokens'],
    );
  });

  it('as a zip, its conversations in one file or in several, is the same', async () => {
    const files = [
      'conversations.json',
      'file-7Xq2bRk9LmNpStUvWxYz12-photo.png',
      'file_00000000a1b2c3d4e5f60718293a4b5c-11111111-2222-4333-8444-555555555555.dat',
      'user.json',
    ];
    const bytes = Object.fromEntries(
      files.map((file) => [file, new Uint8Array(readFileSync(fixture('chatgpt', file)))]),
    );
    const all = JSON.parse(Buffer.from(bytes['conversations.json']!).toString()) as unknown[];
    const split = {
      ...bytes,
      'conversations-000.json': Buffer.from(JSON.stringify(all.slice(0, 2))),
      'conversations-001.json': Buffer.from(JSON.stringify(all.slice(2))),
    };
    delete (split as Record<string, unknown>)['conversations.json'];
    for (const zip of [zipSync(bytes), zipSync(split)]) {
      const history = new MemoryHistory();
      await importBytes(history, zip);
      assert.deepEqual(await outline(history, await titled(history, 'Flour in the dough')), flour);
      assert.deepEqual(await outline(history, await titled(history, 'Who found out about gravity?')), gravity);
    }
  });

  it('keeps what was said in voice chats, and a document among the uploads', async () => {
    const node = (id: string, parent: string | null, role: string, content: object, metadata: object = {}) => ({
      message: { id, author: { role }, content, metadata },
      parent,
    });
    const mapping = {
      u: node('u', null, 'user', {
        content_type: 'multimodal_text',
        parts: [
          { content_type: 'audio_transcription', text: 'Hello', direction: 'in' },
          {
            content_type: 'real_time_user_audio_video_asset_pointer',
            frames_asset_pointers: [],
            audio_asset_pointer: { content_type: 'audio_asset_pointer', asset_pointer: 'sediment://file_1' },
          },
        ],
      }),
      a: node('a', 'u', 'assistant', { content_type: 'text', parts: ['Hi'] }),
      v: node(
        'v',
        'a',
        'user',
        { content_type: 'text', parts: ['Read this'] },
        {
          attachments: [
            { id: 'file-Doc1', name: 'rules.pdf', mime_type: 'application/pdf' },
            { id: 'file-Doc2', name: 'rules.docx' },
          ],
        },
      ),
    };
    await inFolder(async (folder) => {
      writeFileSync(
        path.join(folder, 'conversations.json'),
        JSON.stringify([{ title: 'Voice', mapping, current_node: 'v', conversation_id: 'c' }]),
      );
      writeFileSync(path.join(folder, 'file-Doc1-rules.pdf'), '%PDF-1.7');
      const history = new MemoryHistory();
      const report = await importPaths(history, path.join(folder, 'conversations.json'));
      assert.deepEqual(await outline(history, await titled(history, 'Voice')), [
        'user: "Hello"',
        '  assistant openai: "Hi"',
        '    user: "Read this" + file(application/pdf rules.pdf) <',
      ]);
      assert.deepEqual(report.notes, { audio: 1, 'attachment-missing': 1 });
    });
  });
});

describe('the export of Claude', () => {
  it('keeps branches, thinking, tools, sources and attached texts', async () => {
    const { report, chats, history } = await read('claude');
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
    const { report } = await read('claude', 'memories.json');
    assert.deepEqual(report.problems, [{ file: 'memories.json', reason: 'unrecognized' }]);
  });
});

describe('the export of Open WebUI', () => {
  it('keeps branches, reasoning and tools of every version, pictures, sources, tokens and tags', async () => {
    const { report, chats, history } = await read('openWebUi', 'chat-export-1700003000000.json');
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
    const { report, chats, history } = await read('libreChat', 'flat.json');
    assert.deepEqual(chats, { Stories: stories });
    assert.deepEqual(report.notes, { 'attachment-missing': 1, instructions: 1 });
    const again = await importPaths(history, fixture('libreChat', 'recursive.json'));
    assert.deepEqual([again.added, again.extended, again.unchanged], [0, 0, 1]);
  });
});

describe('a session of Continue', () => {
  it('keeps pictures, thinking and tools, also without dates and ids', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'session.json');
      copyFileSync(fixture('continue', 'sessions', '8a3b1c2d-0000-4000-8000-000000000001.json'), file);
      utimesSync(file, 1_700_000_000, 1_700_000_000);
      const history = new MemoryHistory();
      const report = await importPaths(history, file);
      const conversation = await titled(history, 'Sorting a list');
      assert.deepEqual(await outline(history, conversation), [
        'user: "Sort this list" + file(image/png)',
        '  assistant: reasoning("Use sorted.\\n\\n") + call(builtin_read_file {"filepath":"list.py"})',
        '    tool: result(a = [3,1])',
        '      assistant anthropic/Claude Sonnet: reasoning("It is short.\\n\\n") + "`sorted(a)` does it." <',
      ]);
      assert.deepEqual(
        [conversation.workspace, conversation.createdAt],
        ['file:///home/me/project', 1_700_000_000_000],
      );
      assert.deepEqual(report.notes, { context: 1 });
    }));

  it('is found in its folder, beside the list of sessions', async () => {
    const { report, chats } = await read('continue');
    assert.deepEqual(Object.keys(chats).sort(), ['Old session', 'Sorting a list']);
    assert.deepEqual([report.kinds, report.otherFiles, report.problems], [{ continue: 2 }, 1, []]);
  });

  it('that has grown since keeps its messages and gets the new ones; one that has changed becomes a branch', async () => {
    const session = (...texts: readonly string[]) => ({
      sessionId: 's',
      title: 'S',
      history: texts.map((content, index) => ({
        message: { role: index % 2 === 0 ? 'user' : 'assistant', content },
        contextItems: [],
      })),
    });
    const history = new MemoryHistory();
    await importJson(history, session('a', 'b'));
    assert.equal((await importJson(history, session('a', 'b', 'c', 'd'))).messages, 2);
    assert.equal((await importJson(history, session('a', 'b', 'x'))).messages, 1);
    assert.deepEqual(await outline(history, await titled(history, 'S')), [
      'user: "a"',
      '  assistant: "b"',
      '    user: "c"',
      '      assistant: "d" <',
      '    user: "x"',
    ]);
  });
});

describe('tasks of Cline and Roo Code', () => {
  const bug = [
    'user: "Fix the bug in a.ts"',
    '  assistant anthropic/claude-sonnet-4-5: reasoning("I read the file.\\n\\n") + "I will read it." + call(read_file {"path":"src/a.ts"})',
    '    tool: result(const a = 1)',
    '      assistant anthropic/claude-sonnet-4-5: "<attempt_completion>\\n<result>Done</result>\\n</attempt_completion>" <',
  ];

  it('are found in their folder, each once, with dates, models and tokens out of its files', async () => {
    const { report, chats, history } = await read('cline');
    assert.deepEqual(chats, {
      'Fix the bug in a.ts': bug,
      'List the files': [
        'user: "List the files"',
        '  assistant: reasoning("Use list_files.\\n\\n") + call(list_files {"path":"."})',
        '    tool: result(a.ts\nb.ts)',
        '      assistant: "There are two files." <',
      ],
    });
    assert.deepEqual([report.kinds, report.problems, report.notes], [{ cline: 2 }, [], { context: 2 }]);
    const messages = await messagesOf(history, 'Fix the bug in a.ts');
    assert.deepEqual(
      messages.map(({ createdAt }) => createdAt),
      [1718000000001, 1718000001000, 1718000002000, 1718000003000],
    );
    assert.deepEqual(
      messages.map(({ usage }) => usage),
      [
        undefined,
        { inputTokens: 1200, outputTokens: 40, cachedInputTokens: 1000 },
        undefined,
        { inputTokens: 300, outputTokens: 20 },
      ],
    );
    assert.equal((await titled(history, 'List the files')).workspace, 'file:///home/me/project');
  });

  it('may be chosen by any of their files, which are the same task', async () => {
    const history = new MemoryHistory();
    const folder = ['cline', 'tasks', '1718000000000'];
    await importPaths(history, fixture(...folder, 'api_conversation_history.json'));
    const again = await importPaths(history, fixture(...folder, 'ui_messages.json'), fixture(...folder));
    assert.deepEqual([again.added, again.extended, again.unchanged], [0, 0, 2]);
  });

  it('of which only what was shown is left are read from that', () =>
    inFolder(async (folder) => {
      copyFileSync(
        fixture('cline', 'tasks', '1718000000000', 'ui_messages.json'),
        path.join(folder, 'ui_messages.json'),
      );
      const history = new MemoryHistory();
      await importPaths(history, folder);
      assert.deepEqual(await outline(history, await titled(history, 'Fix the bug in a.ts')), [
        'user: "Fix the bug in a.ts"',
        '  assistant: "I will read it." + "\\n\\nDone" <',
      ]);
    }));

  it('in a zip, or with a damaged file beside them, are read as well', () =>
    inFolder(async (folder) => {
      const task = path.join(folder, '1718000000000');
      mkdirSync(task);
      const sent = readFileSync(fixture('cline', 'tasks', '1718000000000', 'api_conversation_history.json'));
      writeFileSync(path.join(task, 'api_conversation_history.json'), sent);
      writeFileSync(path.join(task, 'task_metadata.json'), '{ broken');
      const history = new MemoryHistory();
      assert.equal((await importPaths(history, task)).added, 1);
      const zipped = await importBytes(
        history,
        zipSync({ 'tasks/1718000000000/api_conversation_history.json': new Uint8Array(sent) }),
      );
      assert.deepEqual([zipped.added, zipped.unchanged], [0, 1]);
    }));
});

describe('a chat exported from VS Code', () => {
  it('keeps pictures, thinking, tools, edits and tokens', async () => {
    const { report, chats, history } = await read('vscode', 'chat.json');
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
    assert.deepEqual(report.notes, { context: 1 });
    assert.deepEqual((await messagesOf(history, 'What does @workspace do?'))[3]?.usage, {
      inputTokens: 100,
      outputTokens: 20,
    });
  });

  it('by an old version is read, too', async () => {
    const { chats } = await read('vscode', 'old.json');
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
