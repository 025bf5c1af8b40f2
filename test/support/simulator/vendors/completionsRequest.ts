import type { Conversation } from '../demoAnswer.js';
import { fieldsOf, listOf, stringOf, type Fields } from '../vendor.js';

/**
 * What is wrong with the messages of a Chat Completions request, in OpenAI's words; nothing when they are right.
 * Roles, contents and the pairing of calls and results: https://platform.openai.com/docs/api-reference/chat/create
 */
export function checkMessages(messages: readonly Fields[]): string | undefined {
  if (messages.length === 0) return "[] is too short - 'messages'";
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    const role = String(message['role']);
    if (open.length > 0 && role !== 'tool') {
      return `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${open.join(', ')}`;
    }
    switch (role) {
      case 'system':
      case 'user':
        if (contentOf(message).length === 0) return `messages[${index}].content must not be empty`;
        for (const content of contentOf(message)) {
          if (!isContent(content))
            return `Invalid value: '${String(content['type'])}'. Supported values are: 'text', 'image_url', and 'file'.`;
        }
        break;
      case 'assistant': {
        const calls = listOf(message['tool_calls']).map(fieldsOf);
        if (calls.length === 0 && contentOf(message).length === 0)
          return `messages[${index}].content must not be empty`;
        if (calls.some((call) => typeof fieldsOf(call['function'])['arguments'] !== 'string'))
          return `messages[${index}].tool_calls: arguments must be a string`;
        // https://api-docs.deepseek.com/guides/thinking_mode: the thought goes back within a tool's turn only.
        if (calls.length === 0 && 'reasoning_content' in message)
          return `messages[${index}].reasoning_content is not allowed here`;
        open = calls.map((call) => String(call['id']));
        break;
      }
      case 'tool':
        if (!open.includes(String(message['tool_call_id']))) {
          return "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
        }
        open = open.filter((id) => id !== message['tool_call_id']);
        break;
      default:
        return `Invalid value: '${role}'. Supported values are: 'system', 'assistant', 'user', and 'tool'.`;
    }
  }
  return open.length === 0 ? undefined : `Missing tool messages for ${open.join(', ')}`;
}

function isContent(content: Fields): boolean {
  switch (content['type']) {
    case 'text':
      return typeof content['text'] === 'string';
    case 'image_url':
      return /^(?:data:image\/\w+;base64,|https?:)/.test(String(fieldsOf(content['image_url'])['url']));
    case 'file':
      return String(fieldsOf(content['file'])['file_data']).startsWith('data:application/pdf;base64,');
    default:
      return false;
  }
}

function contentOf(message: Fields | undefined): Fields[] {
  const content = message?.['content'];
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return listOf(content).map(fieldsOf);
}

export function completionsConversation(body: Fields): Conversation {
  const messages = listOf(body['messages']).map(fieldsOf);
  const users = messages.filter((message) => message['role'] === 'user');
  const texts = (message: Fields): string =>
    contentOf(message)
      .map((content) => stringOf(content['text']))
      .join('');
  const system = messages.find((message) => message['role'] === 'system');
  const last = messages.at(-1);
  const format = fieldsOf(body['response_format']);
  return {
    model: String(body['model']),
    system: system === undefined ? undefined : texts(system),
    questions: users.map(texts),
    files: contentOf(users.at(-1)).flatMap((content) => {
      const url = fieldsOf(content['image_url'])['url'] ?? fieldsOf(content['file'])['file_data'];
      return /^data:([^;]+)/.exec(stringOf(url))?.[1] ?? [];
    }),
    lastToolResult: last?.['role'] === 'tool' ? texts(last) : undefined,
    schema: format['type'] === 'json_schema' ? fieldsOf(fieldsOf(format['json_schema'])['schema']) : undefined,
  };
}
