import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { allConversations, importBytes, importJson, importPaths, outline } from '../support/importing.js';

async function chat(file: unknown) {
  const history = new MemoryHistory();
  const report = typeof file === 'string' ? await importBytes(history, file) : await importJson(history, file);
  const [conversation] = await allConversations(history);
  if (conversation === undefined) throw new Error(JSON.stringify(report.problems));
  return { lines: (await outline(history, conversation)).map((line) => line.trim().replace(/ <$/u, '')), report };
}

const vsCode = (request: object) => ({
  responderUsername: 'Copilot',
  sessionId: 's',
  requests: [{ requestId: 'r', message: 'q', response: [], ...request }],
});

describe('chats of VS Code', () => {
  const result = (value: unknown) => ({ content: [{ $mid: 21, value }] });
  const metadata = {
    toolCallRounds: [
      {
        response: '',
        thinking: { id: 't', text: 'Let me look.' },
        toolCalls: [
          { id: 'call_1', name: 'fetch', arguments: '{"url":"https://example.org"}' },
          { id: 'call_2__vscode-17', name: 'grep', arguments: '{"q":"x"}' },
        ],
      },
    ],
    toolCallResults: {
      call_1: result('The page says bread.'),
      call_2: result({
        node: { type: 1, children: [{ type: 2, text: 'a.ts:1 ' }, { children: [{ text: 'b.ts:2' }] }] },
      }),
    },
  };

  it('have what tools were asked and said, also those the answer does not show', async () => {
    const { lines } = await chat(
      vsCode({
        result: { metadata },
        response: [
          {
            kind: 'toolInvocationSerialized',
            toolCallId: 'call_1__vscode-16',
            toolId: 'web',
            pastTenseMessage: { value: 'Fetched 3 resources' },
          },
          { value: 'Done.' },
        ],
      }),
    );
    assert.deepEqual(lines, [
      'user: "q"',
      'assistant: reasoning("Let me look.\\n\\n") + call(grep {"q":"x"})',
      'tool: result(a.ts:1 b.ts:2)',
      'assistant: call(web {"url":"https://example.org"})',
      'tool: result(The page says bread.)',
      'assistant: "Done."',
    ]);
  });

  it('have every call, also where the model gave the same id twice', async () => {
    const call = (id: string, q: number) => ({ id, name: 'grep', arguments: JSON.stringify({ q }) });
    const rounds = [call('call_0__vscode-1', 1), call('call_0__vscode-2', 2), call('call_0__vscode-3', 3)];
    const result = (text: string) => ({ content: [{ value: text }] });
    const { lines } = await chat(
      vsCode({
        result: {
          metadata: {
            toolCallRounds: rounds.map((one) => ({ toolCalls: [one] })),
            toolCallResults: {
              'call_0__vscode-3': result('three'),
              'call_0__vscode-1': result('one'),
              'call_0__vscode-2': result('two'),
            },
          },
        },
        response: ['call_0__vscode-2', 'call_0'].map((toolCallId) => ({
          kind: 'toolInvocationSerialized',
          toolCallId,
          toolId: 'grep',
        })),
      }),
    );
    assert.deepEqual(lines.slice(1), [
      'assistant: call(grep {"q":3})',
      'tool: result(three)',
      'assistant: call(grep {"q":2})',
      'tool: result(two)',
      'assistant: call(grep {"q":1})',
      'tool: result(one)',
    ]);
  });

  it('have questions and what was answered, and confirmations', async () => {
    const { lines, report } = await chat(
      vsCode({
        response: [
          {
            kind: 'questionCarousel',
            questions: [
              { id: 'a', title: 'Which one?', options: [{ id: 'o1', label: 'The first' }] },
              { id: 'b', message: 'Why?' },
            ],
            data: { a: 'o1', b: 'Because' },
          },
          { kind: 'confirmation', title: 'Run it?', message: { value: 'npm test' } },
          { kind: 'questionCarousel', questions: [] },
        ],
      }),
    );
    assert.ok(lines[1]!.includes('> Which one?\\n> The first\\n> Why?\\n> Because'), lines[1]);
    assert.ok(lines[1]!.includes('> Run it?\\n> npm test'));
    assert.deepEqual(report.notes, { 'unknown-part': 1 });
  });

  const log = (...lines: readonly unknown[]) => lines.map((line) => JSON.stringify(line)).join('\n');
  const state = { version: 3, sessionId: 's', creationDate: 1_700_000_000_000, requests: [] };
  const question = {
    requestId: 'r',
    message: 'q',
    response: [{ value: 'One' }, { value: ' two' }, { value: ' three' }],
  };

  it('are read as the changes they are written down as', async () => {
    const { lines, report } = await chat(
      log(
        { kind: 0, v: state },
        { kind: 1, k: ['customTitle'], v: 'T' },
        { kind: 2, k: ['requests'], v: [question] },
        { kind: 2, k: ['requests', 0, 'response'], v: [{ value: ' four' }], i: 2 },
        { kind: 1, k: ['requests', 0, 'response', 0, 'value'], v: 'Number one' },
        { kind: 1, k: ['requests', 0, 'isCanceled'], v: true },
        { kind: 3, k: ['requests', 0, 'isCanceled'] },
        { kind: 2, k: ['requests'], v: [{ requestId: 'r2', message: 'again' }] },
        { kind: 2, k: ['requests'], i: 1 },
      ),
    );
    assert.deepEqual(lines, ['user: "q"', 'assistant: "Number one two four"']);
    assert.deepEqual(report.notes, {});
  });

  it('survive changes that cannot be applied, and none leads to what all objects share', async () => {
    const { lines, report } = await chat(
      [
        log(
          { kind: 0, v: { ...state, requests: [question] } },
          { kind: 1, k: ['__proto__', 'polluted'], v: 1 },
          { kind: 1, k: ['constructor', 'prototype', 'polluted'], v: 1 },
          { kind: 1, k: ['requests', 'push'], v: 1 },
          { kind: 1, k: ['requests', 1e9], v: 1 },
          { kind: 2, k: ['nowhere'], v: [1] },
          { kind: 9, k: ['requests'] },
          7,
        ),
        '{"kind":1,"k":["customTi',
      ].join('\n'),
    );
    assert.deepEqual(lines, ['user: "q"', 'assistant: "One two three"']);
    assert.deepEqual(report.notes, { 'unreadable-message': 8 });
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('are found in a folder beside older ones', () =>
    inFolder(async (folder) => {
      writeFileSync(path.join(folder, 'a.json'), JSON.stringify(vsCode({ response: [{ value: 'old' }] })));
      writeFileSync(
        path.join(folder, 'b.jsonl'),
        log({ kind: 0, v: { ...state, sessionId: 't', requests: [question] } }),
      );
      const history = new MemoryHistory();
      const report = await importPaths(history, folder);
      assert.deepEqual([report.added, report.problems], [2, []]);
    }));
});

describe('sessions of Continue', () => {
  const session = (...history: readonly object[]) => ({ sessionId: 's', title: 'T', history });
  const call = { id: 'c1', type: 'function', function: { name: 'read', arguments: '{"path":"a"}' } };

  it('have the results that only the state of a call holds, failed ones too', async () => {
    const { lines } = await chat(
      session(
        { message: { role: 'user', content: 'q' } },
        {
          message: { role: 'assistant', content: 'Reading', toolCalls: [call] },
          toolCallStates: [
            { toolCallId: 'c1', toolCall: call, status: 'done', output: [{ name: 'a', content: 'text of a' }] },
            { toolCallId: 'c2', toolCall: { ...call, id: 'c2' }, status: 'canceled' },
            {
              toolCallId: 'c3',
              toolCall: { ...call, id: 'c3' },
              status: 'errored',
              output: [{ content: 'no such file' }],
            },
          ],
        },
        { message: { role: 'assistant', content: 'Done' } },
      ),
    );
    assert.deepEqual(lines.slice(1), [
      'assistant: "Reading" + call(read {"path":"a"}) + call(read {"path":"a"}) + call(read {"path":"a"})',
      'tool: result(a\ntext of a)',
      'tool: result(canceled !)',
      'tool: result(no such file !)',
      'assistant: "Done"',
    ]);
  });

  it('of older versions, whose messages have one call, have its result, too', async () => {
    const state = { toolCallId: 'c1', toolCall: call, status: 'errored', output: [{ content: 'no such file' }] };
    const { lines } = await chat(session({ message: { role: 'assistant', content: 'Reading' }, toolCallState: state }));
    assert.deepEqual(lines, ['assistant: "Reading" + call(read {"path":"a"})', 'tool: result(no such file !)']);
  });

  it('have what the state says where the message for the result is empty, and pictures beside results', async () => {
    const picture = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')}`;
    const { lines } = await chat(
      session(
        {
          message: { role: 'assistant', content: '', toolCalls: [call, { ...call, id: 'c2' }] },
          toolCallStates: [{ toolCallId: 'c1', status: 'done', output: [{ content: 'text of a' }] }],
        },
        { message: { role: 'tool', content: '', toolCallId: 'c1' } },
        {
          message: {
            role: 'tool',
            content: [
              { type: 'text', text: 'drawn' },
              { type: 'imageUrl', imageUrl: { url: picture } },
            ],
            toolCallId: 'c2',
          },
        },
      ),
    );
    assert.deepEqual(lines.slice(1), ['tool: result(text of a)', 'tool: result(drawn)', 'assistant: file(image/png)']);
  });

  it('have no result twice', async () => {
    const { lines } = await chat(
      session(
        {
          message: { role: 'assistant', content: '', toolCalls: [call] },
          toolCallStates: [{ toolCallId: 'c1', status: 'done', output: [{ content: 'x' }] }],
        },
        { message: { role: 'tool', content: 'x', toolCallId: 'c1' } },
      ),
    );
    assert.equal(lines.filter((line) => line.startsWith('tool')).length, 1);
  });

  it('have their dates from the list beside them', () =>
    inFolder(async (folder) => {
      mkdirSync(path.join(folder, 'sessions'));
      const date = Date.UTC(2025, 4, 6);
      writeFileSync(
        path.join(folder, 'sessions', 's.json'),
        JSON.stringify(session({ message: { role: 'user', content: 'q' } })),
      );
      writeFileSync(
        path.join(folder, 'sessions', 'sessions.json'),
        JSON.stringify([{ sessionId: 's', title: 'T', dateCreated: String(date) }]),
      );
      const history = new MemoryHistory();
      await importPaths(history, folder);
      assert.equal((await allConversations(history))[0]!.createdAt, date);
    }));
});

describe('chats of Open WebUI', () => {
  const exported = (message: object) => [
    {
      id: 'c',
      title: 'T',
      chat: {
        history: {
          messages: {
            u: { role: 'user', content: 'q', parentId: null },
            a: { role: 'assistant', parentId: 'u', ...message },
          },
          currentId: 'a',
        },
      },
    },
  ];

  it('keep texts byte for byte, so that indented code stays code', async () => {
    const content = '    indented()\n\ntext  \n';
    assert.equal((await chat(exported({ content }))).lines[1], `assistant: ${JSON.stringify(content)}`);
    const typed = '  <details type="reasoning">mine</details>\n';
    const { lines } = await chat([
      { id: 'c', title: 'T', chat: { history: { messages: { u: { role: 'user', content: typed, parentId: null } } } } },
    ]);
    assert.equal(lines[0], `user: ${JSON.stringify(typed)}`);
  });

  it('have merged answers, what code printed, and what was read out of files', async () => {
    const { lines, report } = await chat(
      exported({
        content: 'Run:',
        merged: { status: true, content: 'Both say 4.' },
        code_executions: [{ id: 'e', name: 'sum', code: 'print(2+2)', result: { output: '4' } }],
        files: [
          { type: 'file', name: 'a.txt', file: { filename: 'a.txt', data: { content: 'flour' } } },
          { type: 'file', name: 'b.bin' },
        ],
      }),
    );
    assert.deepEqual(lines.slice(1), [
      'assistant: "Run:" + "\\n\\nBoth say 4." + call(sum {"code":"print(2+2)"})',
      'tool: result(4)',
      'assistant: "\\n\\n**a.txt**\\n\\n```\\nflour\\n```"',
    ]);
    assert.deepEqual(report.notes, { 'attachment-missing': 1 });
  });

  it('have code that was run, although it printed nothing, or what the text says by chance', async () => {
    const executions = [
      { id: 'e', name: 'sum', code: 'print(1)', result: { output: '1' } },
      { id: 'f', name: 'plot', code: 'plot()', result: { files: [] } },
      { id: 'g', name: 'said', code: 'said()', result: { output: '2' } },
    ];
    const content = 'Step 1 and 2: `said()`';
    const { lines } = await chat(exported({ content, code_executions: executions }));
    assert.deepEqual(lines.slice(1), [
      'assistant: "Step 1 and 2: `said()`" + call(sum {"code":"print(1)"})',
      'tool: result(1)',
      'assistant: call(plot {"code":"plot()"})',
    ]);
  });

  it('have the text of an answer whose items say none', async () => {
    const output = [{ type: 'reasoning', content: [{ text: 'Hm' }] }];
    const { lines } = await chat(exported({ content: 'The answer', output }));
    assert.deepEqual(lines.slice(1), ['assistant: reasoning("Hm\\n\\n") + "The answer"']);
  });

  it('count the items of an answer that are of an unknown kind', async () => {
    const output = [{ type: 'message', content: [{ text: 'a' }] }, { type: 'invented' }];
    assert.deepEqual((await chat(exported({ content: '', output }))).report.notes, { 'unknown-part': 1 });
  });
});

describe('chats of Claude', () => {
  const exported = (...messages: readonly object[]) => [
    { uuid: 'c', name: 'T', chat_messages: messages.map((message, index) => ({ uuid: `m${index}`, ...message })) },
  ];

  it('have titles and addresses of search results, and names of files', async () => {
    const { lines, report } = await chat(
      exported(
        { sender: 'human', text: 'q', files: [{ file_name: 'photo.png' }] },
        {
          sender: 'assistant',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 't',
              content: [{ type: 'knowledge', title: 'Bread', url: 'https://example.org', text: 'Flour' }],
            },
          ],
        },
      ),
    );
    assert.deepEqual(lines, ['user: "q" + "\\n\\n**photo.png**"', 'tool: result(Bread\nhttps://example.org\nFlour)']);
    assert.deepEqual(report.notes, { 'attachment-missing': 1 });
  });

  it('have artifacts as code with a title, and thoughts as thoughts, in answers only', async () => {
    const tagged =
      'Here:<antThinking>Hm</antThinking><antArtifact identifier="x" type="application/vnd.ant.code" language="python" title="Sum">\nprint(4)\n</antArtifact>That is it. <antArtifact open';
    const { lines } = await chat(exported({ sender: 'human', text: tagged }, { sender: 'assistant', text: tagged }));
    assert.equal(lines[0], `user: ${JSON.stringify(tagged)}`);
    assert.equal(
      lines[1],
      'assistant anthropic: "Here:" + reasoning("Hm\\n\\n") + "\\n\\n**Sum**\\n\\n```python\\nprint(4)\\n```\\n\\n" + "That is it. <antArtifact open"',
    );
  });
});
