import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { allConversations, importJson, outline } from '../support/importing.js';

async function chat(file: unknown) {
  const history = new MemoryHistory();
  const { notes, problems } = await importJson(history, file);
  const [conversation] = await allConversations(history);
  if (conversation === undefined) throw new Error(JSON.stringify(problems));
  return { lines: (await outline(history, conversation)).map((line) => line.trim().replace(/ <$/u, '')), notes };
}

const png = 'data:image/png;base64,iVBORw0KGgoAAAAA';

describe('a message of LibreChat', () => {
  const answer = async (fields: object, ...more: readonly unknown[]) =>
    chat({
      conversationId: 'c',
      title: 'T',
      messages: [
        { messageId: 'q', isCreatedByUser: true, text: 'q' },
        { messageId: 'a', parentMessageId: 'q', ...fields },
        ...more,
      ],
    });

  it('has its pictures, results that are no text, and words beside its parts', async () => {
    const { lines, notes } = await answer({
      text: 'Also this.',
      content: [
        { type: 'image_url', image_url: { url: png } },
        { type: 'tool_call', tool_call: { id: 't', name: 'sum', args: '{"a":1}', output: { sum: 1 } } },
      ],
    });
    assert.deepEqual(lines.slice(1), [
      'assistant: file(image/png) + call(sum {"a":1})',
      'tool: result({"sum":1})',
      'assistant: "Also this."',
    ]);
    assert.deepEqual(notes, {});
  });

  it('has what the plugins of older versions were asked and said', async () => {
    const plugin = { latest: 'google', inputs: [{ plugin: 'google', input: 'bread' }], outputs: 'Found bread.' };
    const { lines } = await answer({ text: 'Bread.', plugin });
    assert.deepEqual(lines.slice(1), [
      'assistant: call(google "bread")',
      'tool: result(Found bread.)',
      'assistant: "Bread."',
    ]);
  });

  it('has the pages that a search found as sources', async () => {
    const organic = [{ link: 'https://example.org/a', title: 'A' }, { link: 'javascript:alert(1)' }];
    const { lines, notes } = await answer({ text: 'x', attachments: [{ web_search: { organic } }, { filename: 'f' }] });
    assert.equal(lines[1], 'assistant: "x" + source(https://example.org/a A)');
    assert.deepEqual(notes, { 'attachment-missing': 1 });
  });

  it('is counted in what it says otherwise', async () => {
    const content = [
      { type: 'text', text: 'x' },
      { type: 'agent_update' },
      { type: 'input_audio' },
      { type: 'video_url' },
      { type: 'image_file' },
      { type: 'invented' },
      'text',
    ];
    const { notes } = await answer({ content }, 'no message', 7);
    assert.deepEqual(notes, {
      progress: 1,
      audio: 2,
      'attachment-missing': 1,
      'unknown-part': 2,
      'unreadable-message': 2,
    });
  });
});

describe('what Cline and Roo Code showed', () => {
  const shown = (...messages: readonly object[]) =>
    chat([
      { ts: 1, type: 'say', say: 'task', text: 'Do it' },
      ...messages.map((message, at) => ({ ts: at + 2, ...message })),
    ]);

  it('has questions with what there was to choose from', async () => {
    const { lines } = await shown(
      { type: 'ask', ask: 'followup', text: '{"question":"Which?","options":["One","Two"]}' },
      { type: 'say', say: 'user_feedback', text: 'One' },
      { type: 'ask', ask: 'followup', text: '{"question":"Sure?","suggest":[{"answer":"Yes"}]}' },
    );
    assert.deepEqual(lines.slice(1), [
      'assistant: "Which?\\n\\n- One\\n- Two"',
      'user: "One"',
      'assistant: "Sure?\\n\\n- Yes"',
    ]);
  });

  it('has what the browser did and said, and pictures of any message', async () => {
    const { lines, notes } = await shown(
      { type: 'say', say: 'browser_action', text: '{"action":"click"}' },
      {
        type: 'say',
        say: 'browser_action_result',
        text: '{"screenshot":"data:","logs":"404","currentUrl":"https://a.b"}',
      },
      { type: 'say', say: 'subtask_result', text: 'Done below.' },
      { type: 'say', say: 'image', images: [png] },
    );
    assert.deepEqual(lines.slice(1), [
      'assistant: call(browser_action {"action":"click"})',
      'tool: result(https://a.b\n404)',
      'assistant: "Done below." + file(image/png)',
    ]);
    assert.deepEqual(notes, {});
  });

  it('is counted where it is no part of the conversation', async () => {
    const { notes } = await shown(
      { type: 'say', say: 'api_req_started', text: '{"request":"…"}' },
      { type: 'say', say: 'checkpoint_saved', text: 'abc' },
      { type: 'say', say: 'task_progress', text: '- [ ] one' },
      { type: 'say', say: 'invented', text: 'words' },
    );
    assert.deepEqual(notes, { progress: 3, 'unknown-part': 1 });
  });
});

describe('blocks of Anthropic’s form', () => {
  const blocks = (...content: readonly unknown[]) =>
    chat([{ uuid: 'c', name: 'T', chat_messages: [{ uuid: 'm', sender: 'assistant', content }] }]);

  it('have tools of every kind, with errors and what was printed', async () => {
    const { lines, notes } = await blocks(
      { type: 'mcp_tool_use', id: 't', name: 'read', input: {} },
      { type: 'mcp_tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'read' }] },
      {
        type: 'bash_code_execution_tool_result',
        tool_use_id: 'b',
        content: { type: 'r', stdout: '4', stderr: 'warn' },
      },
      { type: 'web_search_tool_result', tool_use_id: 'w', content: { type: 'e', error_code: 'max_uses_exceeded' } },
    );
    assert.deepEqual(lines, [
      'assistant anthropic: call(read {})',
      'tool: result(read) + result(4\nwarn) + result(max_uses_exceeded !)',
    ]);
    assert.deepEqual(notes, {});
  });

  it('have the text of documents', async () => {
    const { lines } = await blocks({ type: 'document', source: { type: 'text', data: 'flour' } });
    assert.deepEqual(lines, ['assistant anthropic: "\\n\\n```\\nflour\\n```"']);
  });

  it('are counted where nothing of them can be kept', async () => {
    const { notes } = await blocks(
      { type: 'text', text: 'x' },
      { type: 'redacted_thinking', data: 'abc' },
      { type: 'flag' },
      'text',
      7,
    );
    assert.deepEqual(notes, { 'opaque-hidden': 1, progress: 1, 'unknown-part': 2 });
  });
});

describe('a session of Continue', () => {
  it('keeps its messages though a tool was given something without an end', async () => {
    const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`;
    const call = { id: 'c', function: { name: 'dig', arguments: deep } };
    const { lines, notes } = await chat({
      sessionId: 's',
      history: [
        { message: { role: 'user', content: 'q' } },
        { message: { role: 'assistant', content: ['text', { text: 'Digging' }], toolCalls: [call] } },
        { message: { role: 'user', content: 'thanks' } },
      ],
    });
    assert.deepEqual(lines, ['user: "q"', 'assistant: "Digging" + call(dig null)', 'user: "thanks"']);
    assert.deepEqual(notes, { 'unknown-part': 1, 'deep-data': 1 });
  });
});

describe('an answer of VS Code', () => {
  it('is counted in its lines about progress, and in elements that are none', async () => {
    const { notes } = await chat({
      responderUsername: 'Copilot',
      requests: [
        {
          requestId: 'r',
          message: 'q',
          response: [
            { value: 'a' },
            { kind: 'progressMessage', content: { value: 'Reading' } },
            { kind: 'undoStop' },
            7,
            null,
          ],
        },
        'no request',
      ],
    });
    assert.deepEqual(notes, { progress: 1, 'unknown-part': 1, 'unreadable-message': 1 });
  });
});

describe('a recap of ChatGPT', () => {
  it('is counted', async () => {
    const node = (role: string, content: object, parent: string | null) => ({
      message: { author: { role }, content },
      parent,
    });
    const mapping = {
      u: node('user', { content_type: 'text', parts: ['q'] }, null),
      r: node('assistant', { content_type: 'reasoning_recap', content: 'Thought for 5 seconds' }, 'u'),
      a: node('assistant', { content_type: 'text', parts: ['a'] }, 'r'),
    };
    const { lines, notes } = await chat([{ title: 'T', conversation_id: 'c', mapping, current_node: 'a' }]);
    assert.deepEqual([lines, notes], [['user: "q"', 'assistant openai: "a"'], { progress: 1 }]);
  });
});
